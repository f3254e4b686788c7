"""What was read of a passage, told again by its index: no text is cut into words anew."""

from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from bot.retrieval.index.index import Index
from bot.retrieval.index.pieces import NAME
from bot.retrieval.index.sentences import FIRST_WORD, lines_of
from bot.retrieval.reading import Reading, positions_of, read
from bot.retrieval.words import is_stop_word, stem
from bot.storage.arrays import span

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
        index, own = self._index, span(self._index.tokens.ends, at)
        lines = lines_of(index.sentences.row(at))
        words = index.tokens.numbers[own.start : own.stop].tolist()
        # A text without a word is rare.
        if not words:
            return read(text)
        folded, stems, is_telling = zip(*map(self._words.__getitem__, words), strict=True)
        lengths = np.diff(lines[:, FIRST_WORD], append=len(words)).tolist()
        marks = index.marks[own.start : own.stop]
        return Reading(
            text=text,
            folded=folded,
            stems=stems,
            positions=positions_of(
                stems, compress(range(len(stems)), is_telling), self._expressions(at)
            ),
            spans=tuple((begin, end) for begin, end, *_ in lines.tolist()),
            sentence_of=tuple(
                chain.from_iterable([at] * length for at, length in enumerate(lengths))
            ),
            names=frozenset((marks & NAME).nonzero()[0].tolist()),
        )

    def _expressions(self, at: int) -> list[tuple[str, int]]:
        """Return the key and the first position of each expression of a passage."""
        turns = self._index.expressions.row(at).tolist()
        keys = self._index.terms.stems.words
        return [
            (keys[number], first) for number, first in zip(turns[::2], turns[1::2], strict=True)
        ]


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
