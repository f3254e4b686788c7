"""Gaps as files: Markdown to read, and CSV for a spreadsheet. Both hold strangers' words."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from bot.chat.markdown import escape, one_line
from bot.chat.moderation import gaps_phrases as said
from bot.chat.moderation import gaps_words as words
from bot.chat.moderation.gaps import Looked
from bot.chat.phrases import Language

# What makes a spreadsheet take a cell for a formula, also in its full width (OWASP, "CSV
# Injection"); the apostrophe before it makes the cell text.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What is escaped already comes first, so that it stays as it is.
_BEYOND_DISCORD = re.compile(r"\\.|[&=#]")
BYTE_ORDER_MARK = "\ufeff"


def as_csv(gaps: Sequence[Looked], language: Language) -> bytes:
    """Return one line for each question and way that it ended, as spreadsheets open it.

    French ones take a semicolon for the end of a cell, since the comma is in their numbers.
    """
    text = StringIO()
    delimiter = ";" if language is Language.FR else ","
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(column.to(language) for column in COLUMNS)
    for row in _rows(gaps, language):
        writer.writerow(harmless(cell) for cell in row)
    return (BYTE_ORDER_MARK + text.getvalue()).encode(errors="replace")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_MARKS) else cell


def as_markdown(gaps: Sequence[Looked], language: Language) -> bytes:
    """Return the gaps as a document: a heading each, then its details and other wordings."""
    lines = [f"# {said.TITLE.to(language)}", ""]
    for number, looked in enumerate(gaps, start=1):
        first, *others = looked.gap.wordings
        lines += [f"## {number}. {_escaped(first)}", "", words.details(looked, language), ""]
        if others:
            lines += [said.ALSO_ASKED.to(language), ""]
            lines += [*(f"- {_escaped(text)}" for text in others), ""]
    return "\n".join(lines).encode(errors="replace")


COLUMNS = (
    said.COLUMN_GAP,
    said.COLUMN_QUESTION,
    said.COLUMN_ASKINGS,
    said.COLUMN_PEOPLE,
    said.COLUMN_ENDING,
    said.COLUMN_FIRST,
    said.COLUMN_LAST,
    said.COLUMN_SINCE,
)


def _rows(gaps: Sequence[Looked], language: Language) -> Iterator[list[str]]:
    for number, looked in enumerate(gaps, start=1):
        since = (said.YES if looked.is_closed else said.NO).to(language)
        for row in looked.gap.rows:
            yield [
                str(number),
                one_line(row.text),
                str(row.askings),
                str(row.people),
                words.ENDINGS[row.outcome].to(language),
                row.first_day.isoformat(),
                row.last_day.isoformat(),
                since,
            ]


def _escaped(text: str) -> str:
    """Return text that no reader of Markdown takes for anything else.

    Discord knows no entities, no underlined headings, and no marks that close a heading.
    """
    return _BEYOND_DISCORD.sub(lambda mark: f"\\{mark[0][-1]}", escape(one_line(text))) or "…"
