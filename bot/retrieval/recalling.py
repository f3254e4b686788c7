"""What was read of a passage, told again by its index: no text is cut into words anew."""

from itertools import compress
from typing import NamedTuple

from bot.retrieval.index.index import Index
from bot.retrieval.reading import Reading, positions_of, read
from bot.retrieval.words import is_stop_word, stem

# Texts say the same words again and again; so many take some 5 MB.
WORDS_KEPT = 20_000


class Known(NamedTuple):
    """A word of the index, and whether it carries meaning."""

    folded: str
    stem: str
    is_telling: bool


class Recall:
    """The passages of an index, as they were read."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words = _Words(index)

    def reading(self, at: int, text: str) -> Reading:
        """Return what `read` makes of the text of the passage at that place."""
        held = self._index.held([at])
        # A text without a word is rare.
        if not len(held.words):
            return read(text)
        words = held.words.tolist()
        folded, stems, is_telling = zip(*map(self._words.__getitem__, words), strict=True)
        keys = self._index.terms.stems.words
        expressions = [
            (keys[number], first)
            for number, first in zip(held.keys.tolist(), held.keys_at.tolist(), strict=True)
        ]
        return Reading(
            text=text,
            folded=folded,
            stems=stems,
            positions=positions_of(stems, compress(range(len(stems)), is_telling), expressions),
            spans=tuple(map(held.span, range(len(held.lines)))),
            sentence_of=tuple(held.sentence_of.tolist()),
        )


class _Words(dict[int, Known]):
    """WORDS_KEPT words of an index by their number; each is decoded when it is asked for."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._written = index.wording.words.words

    def __missing__(self, number: int) -> Known:
        folded = self._written[number]
        known = Known(folded, stem(folded), not is_stop_word(folded))
        if len(self) >= WORDS_KEPT:
            self.clear()
        self[number] = known
        return known
