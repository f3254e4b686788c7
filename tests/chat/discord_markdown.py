"""A reader of Discord's Markdown, written from how its clients read, not from how we write.

It knows enough to tell what a message shows: plain text, bold, lists, quotations; and it names all
else that would come alive: mentions, links, emoji, headings and so on.
"""

import re
from dataclasses import dataclass, field

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
BOLD = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")
LIVE = re.compile(
    r"""
      \*(?=\S) | _(?=\S) | ~~ | ` | \|\|                  # emphasis, code, spoilers
    | <(?:@[!&]?|\#|t:|a?:|/|id:|https?:|mailto:|tel:)    # mentions, timestamps, emoji, links
    | @(?:everyone|here)
    | \[[^\]]*\]\(                                        # masked links
    | (?:https?|steam|discord)://
    | :[\w+~-]+?:                                         # :emoji:
    """,
    re.VERBOSE,
)
LINE = re.compile(r"\s*(?:\#{1,3}\s|-\#\s|>>>\s|>\s|[*+-]\s|\d+\.\s)")


@dataclass
class Shown:
    """What a line of a message shows; `alive` must stay empty but for what is meant."""

    text: str = ""
    bold: str = ""
    alive: list[str] = field(default_factory=list)


def read(markdown: str) -> Shown:
    """Read a text of several lines."""
    shown = Shown()
    for number, line in enumerate(markdown.split("\n")):
        if number:
            shown.text += "\n"
        if mark := LINE.match(line):
            shown.alive.append(mark.group())
        _read_inline(line, shown, is_bold=False)
    return shown


def _read_inline(line: str, shown: Shown, *, is_bold: bool) -> None:
    at = 0
    while at < len(line):
        if escaped := ESCAPE.match(line, at):
            _show(escaped[1], shown, is_bold=is_bold)
            at = escaped.end()
        elif not is_bold and (bold := BOLD.match(line, at)):
            _read_inline(bold[1], shown, is_bold=True)
            at = bold.end()
        else:
            if alive := LIVE.match(line, at):
                shown.alive.append(alive.group())
            _show(line[at], shown, is_bold=is_bold)
            at += 1


def _show(character: str, shown: Shown, *, is_bold: bool) -> None:
    shown.text += character
    if is_bold:
        shown.bold += character
