"""Discord's limits, and texts cut to fit them."""

from bisect import bisect_right
from collections.abc import Callable

CHOICE_CHARACTERS = 100
LINK_CHARACTERS = 512
# A longer question is cut before it is asked, so that the card shows, and its buttons ask again,
# the very question that was answered. Escaped, it fills at most a quarter of a card.
QUESTION_CHARACTERS = 500


def length(text: str) -> int:
    """Count UTF-16 units: never less than Discord counts, whichever of its clients counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _as_is(text: str) -> str:
    return text


def shorten(text: str, limit: int, *, shown: Callable[[str], str] = _as_is) -> str:
    """Cut `text` at a word, ending it with …, so that `shown(text)` is at most `limit` long.

    Where `shown` may make less of a longer text, some of the room may stay empty.
    """
    if length(shown(text)) <= limit:
        return text
    ends = range(1, min(len(text), limit) + 1)
    end = bisect_right(ends, limit, key=lambda at: length(shown(_cut(text, at))))
    # A word longer than half of the room is cut within.
    at_a_word = _cut(text, max(text.rfind(" ", end // 2, end + 1), 0) or end)
    return at_a_word if length(shown(at_a_word)) <= limit else _cut(text, end)


def _cut(text: str, end: int) -> str:
    return text[:end].rstrip() + "…"
