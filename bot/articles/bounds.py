"""How much Markdown is read: a mark may cost forty times as much as a letter.

The parser's time grows with the lines and the marks of a text. Prose has one of them in sixteen
letters or fewer; a text that is nothing but marks would be read for minutes.
"""

from collections.abc import Iterable

from bot.errors import CorpusError

# An article of the largest size has a quarter of a million when every sentence holds a link, an
# emphasis and the end of a line.
MAX_MARKS = 300_000
MARKS = "\n*_[]`<>|~#&\\"
MAX_EMPHASES = 100


def check_marks(source: str) -> None:
    """Raise CorpusError when a text holds more lines and marks than an article does."""
    if sum(map(source.count, MARKS)) > MAX_MARKS:
        raise CorpusError(f"it holds more than {MAX_MARKS:,} lines and Markdown marks; split it")


def check_depth(nestings: Iterable[int]) -> None:
    """Raise CorpusError when marks within a line, of which each opens 1 or -1, are too deep."""
    depth = 0
    for nesting in nestings:
        depth += nesting
        if depth > MAX_EMPHASES:
            raise CorpusError("its marks are nested too deeply")
