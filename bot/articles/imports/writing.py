"""From a page to Markdown with a front matter, in the form of the shipped article.

Whatever the words are, `bot.articles.markdown.parse` reads them back: what Markdown would take
for a mark is escaped.
"""

import json
import re
from collections.abc import Iterator

from bot.articles.imports.pieces import INDENT, Page, Piece
from bot.articles.plain import one_line

# What starts a block when it starts a line: headings, lists, quotations, rules, tables, fences.
LINE_START = re.compile(r"[#+\-=:|>~\[]")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# A backslash before punctuation, code, emphasis, links, tags, entities, what is struck through.
MARK = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`*|]|~(?=~)|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|<(?=[a-zA-Z/!?])"
    r"|&(?=#|[a-zA-Z][a-zA-Z0-9]{0,40};)"
)
# Words, a day, a web address: what YAML reads as it stands.
BARE = re.compile(
    r"[a-zA-ZÀ-ÖØ-öø-ÿ][\wÀ-ÿ’.]*(?: [\wÀ-ÿ’.]+)*|\d{4}-\d{2}-\d{2}|https?://[\w./?=&%~+-]+",
    re.ASCII,
)
# What YAML reads as something else than a word: nothing, and a document's end.
NULLS = frozenset({"null", "Null", "NULL"})
UNPRINTABLE = re.compile("[^\t -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
MAX_FIELD_CHARACTERS = 500
# Deeper lists are none that anybody reads, and Markdown would leave them out.
MAX_INDENTS = 5


def markdown_of(page: Page) -> str:
    """Return `page` as the text of a Markdown file, its end a line feed."""
    blocks = [block for piece in page.pieces if (block := "\n".join(_written(piece)))]
    return "\n\n".join([front_matter_of(page), *blocks]) + "\n"


def front_matter_of(page: Page) -> str:
    """Return the lines between which the front matter stands, and what is known of the page."""
    lines = [f"title: {_quoted(_field(page.title or ''))}"]
    for name in ("site", "author", "published", "lang", "url"):
        value = _field(getattr(page, name) or "")
        if value:
            is_bare = BARE.fullmatch(value) and value not in NULLS
            lines.append(f"{name}: {value if is_bare else _quoted(value)}")
    return "\n".join(["---", *lines, "---"])


def _field(value: str) -> str:
    return one_line(value)[:MAX_FIELD_CHARACTERS].strip()


def _quoted(value: str) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda sign: f"\\U{ord(sign[0]):08x}", written)


def _written(piece: Piece) -> Iterator[str]:
    if piece.kind == "list":
        yield from _list(piece.lines)
        return
    lines = [line for line in map(_clean, piece.lines) if line]
    if piece.kind == "heading" and lines:
        yield f"{'#' * piece.level} {_heading(' '.join(lines))}"
    elif piece.kind == "quotation":
        yield from "\n>\n".join(f"> {escaped(line)}" for line in lines).split("\n")
    elif piece.kind == "table":
        yield from _table([line.split("\t") for line in piece.lines if line.strip()])
    elif piece.kind == "code":
        yield from _fenced(piece.lines)
    else:
        # A backslash at its end keeps the end of a line.
        yield from "\\\n".join(map(escaped, lines)).split("\n")


def _clean(line: str) -> str:
    return " ".join(re.split(r"[ \t\r\n\f\v]+", one_line(line))).strip()


def escaped(line: str) -> str:
    """Return one line of words so that Markdown shows them as they are."""
    marked = MARK.sub(lambda sign: "\\" + sign[0], line)
    if LINE_START.match(line) and not marked.startswith("\\"):
        marked = "\\" + marked
    return NUMBERED.sub(r"\1\\\2", marked, count=1) if NUMBERED.match(marked) else marked


def _heading(line: str) -> str:
    # A heading may be closed by marks of its own.
    marked = escaped(line)
    return f"{marked[:-1]}\\#" if marked.endswith(" #") or re.search(r" #+$", marked) else marked


def _list(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the items, each inner one below the first letter of the item that it belongs to."""
    columns: list[int] = []
    for line in lines:
        words = _clean(line)
        if not words:
            continue
        indents = (len(line) - len(line.lstrip(" "))) // len(INDENT)
        level = min(indents, len(columns), MAX_INDENTS)
        del columns[level:]
        column = columns[-1] if columns else 0
        mark, written = _item(words)
        columns.append(column + len(mark) + 1)
        yield f"{' ' * column}{mark} {written}"


def _item(line: str) -> tuple[str, str]:
    """Return an item's mark and its words."""
    number = re.match(r"(\d{1,9}[.)]) +(?=\S)", line)
    return (number[1], escaped(line[number.end() :])) if number else ("-", escaped(line))


def _table(rows: list[list[str]]) -> Iterator[str]:
    width = max(map(len, rows), default=0)
    for at, row in enumerate(rows):
        cells = [escaped(_clean(cell)) for cell in row] + [""] * (width - len(row))
        yield f"| {' | '.join(cells)} |"
        if at == 0:
            yield f"|{' --- |' * width}"


def _fenced(lines: tuple[str, ...]) -> Iterator[str]:
    runs = re.findall(r"`+", "\n".join(lines))
    fence = "`" * max(3, *(len(run) + 1 for run in runs), 3)
    yield from (fence, *lines, fence)
