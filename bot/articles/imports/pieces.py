"""What every form of article is read into before it is written as Markdown."""

from dataclasses import dataclass
from typing import Literal

SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ")")
PROSE_CHARACTERS = 80
# Before an item of a list that stands within an item, once for each list around it.
INDENT = "  "

Kind = Literal["heading", "paragraph", "list", "quotation", "table", "code"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page, without any marks.

    `lines` are a heading's one line, the lines of a paragraph or of code, the items of a list (an
    item that begins with `1. ` keeps its number, one of an inner list is indented), the paragraphs
    of a quotation, or the rows of a table, its cells apart by tabs. `level` is a heading's, from 1
    to 6, else 0.
    """

    kind: Kind
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The lines joined by spaces."""
        return " ".join(self.lines)

    @property
    def prose_characters(self) -> int:
        """How many characters stand in lines that look like sentences; a heading has none."""
        return 0 if self.kind == "heading" else sum(map(len, filter(is_prose, self.lines)))


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it was found: what is known of it, and its pieces in order.

    `published` is a day as 2025-06-26. What is not known is None.
    """

    pieces: tuple[Piece, ...]
    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None


def is_prose(line: str) -> bool:
    """Tell a line of sentences from a title, a menu or a cloud of words."""
    return len(line) >= PROSE_CHARACTERS and line.rstrip().endswith(SENTENCE_ENDS)
