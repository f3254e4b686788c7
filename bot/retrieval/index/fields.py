"""BM25 of some passages in other fields than that of the stems: what the features look at."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np

from bot.retrieval.index.counting import Numbered, holding_of, lots_of
from bot.retrieval.index.okapi import Okapi
from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Floats, Numbers, Places, Rows

LETTERS = 4
WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Held:
    """The words of some passages, by number, and the place of each one's passage in `among`."""

    words: Numbers
    of: Numbers
    among: Numbers


class Scores(NamedTuple):
    """The BM25 of a passage for words as they are written, and for parts of them; no unit."""

    words: float
    letters: float


@dataclass(frozen=True, slots=True)
class WordField:
    """All words of the passages as they are written, folded, stop words included."""

    okapi: Okapi

    @classmethod
    def of(cls, numbered: Numbered) -> Self:
        """Count the words of passages."""
        lots = ((lot.of, lot.words) for lot in lots_of(numbered))
        holding = holding_of(lots, len(numbered.words))
        return cls(Okapi.of(holding, np.diff(numbered.read.ends, prepend=0).astype(np.int32)))

    def scores(self, query: Sequence[int], held: Held) -> Floats:
        """Return the BM25 of passages for the words of a question, each once."""
        known = len(self.okapi.idf)
        counts = _counts(query, held.words, held.of, len(held.among), known)
        return self.okapi.scores(query, counts, held.among)


@dataclass(frozen=True, slots=True)
class LetterField:
    """The parts, LETTERS letters long, of the words that carry meaning.

    `vocabulary` numbers the parts, `parts` has a row of them for each word, and `holders` a row of
    words for each of them.
    """

    vocabulary: Vocabulary
    parts: Rows
    holders: Rows
    okapi: Okapi

    @classmethod
    def of(cls, numbered: Numbered) -> Self:
        """Count the parts of the words of passages."""
        known: dict[str, int] = {}
        told = zip(numbered.words, numbered.is_stop, strict=True)
        parts = Rows.of(
            [
                [] if is_stop else [known.setdefault(part, len(known)) for part in parts_of(word)]
                for word, is_stop in told
            ]
        )

        def lots() -> Iterator[tuple[Numbers, Numbers]]:
            for lot in lots_of(numbered):
                held, which = parts.among(lot.words)
                yield lot.of[which], held

        holding = holding_of(lots(), len(known))
        lengths = np.diff(parts.ends, prepend=0)
        counted = [
            np.bincount(lot.of, weights=lengths[lot.words], minlength=lot.size)
            for lot in lots_of(numbered)
        ]
        okapi = Okapi.of(holding, np.concatenate([*counted, []]).astype(np.int32))
        return cls(Vocabulary.of(list(known)), parts, _turned(parts, len(known)), okapi)

    def scores(self, query: Sequence[int], held: Held) -> Floats:
        """Return the BM25 of passages for the parts of the words of a question, each once."""
        # Few words share a part with the question: the others are passed over at one look.
        is_near = np.zeros(len(self.parts), dtype=bool)
        is_near[self.holders.among(np.asarray(query, dtype=np.int32))[0]] = True
        near = is_near.take(held.words).nonzero()[0]
        parts, which = self.parts.among(held.words.take(near))
        of = held.of.take(near).take(which)
        counts = _counts(query, parts, of, len(held.among), len(self.vocabulary))
        return self.okapi.scores(query, counts, held.among)


# Texts say the same words again and again.
@lru_cache(maxsize=WORDS_KEPT)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word, its beginning and end marked."""
    marked = f"_{word}_"
    last = max(1, len(marked) - LETTERS + 1)
    return tuple(sys.intern(marked[start : start + LETTERS]) for start in range(last))


def _turned(rows: Rows, size: int) -> Rows:
    """Return for each of so many numbers the rows that hold it."""
    of = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.ends, prepend=0))
    counts = np.bincount(rows.numbers, minlength=size)
    return Rows(of[np.argsort(rows.numbers, kind="stable")], np.cumsum(counts, dtype=np.int64))


def places_met(wanted: Sequence[int], numbers: Numbers, size: int) -> tuple[Places, Places]:
    """Return where `numbers` holds any that is wanted: its place in `wanted`, and that in it.

    All are below `size`, where those of `numbers` may also be -1; no two wanted are the same.
    """
    # A look in a table costs a fifth of a search, and most of the numbers are not wanted.
    is_wanted = np.zeros(size + 1, dtype=bool)
    is_wanted[wanted] = True
    met = is_wanted.take(numbers).nonzero()[0]
    order = np.argsort(wanted)
    rising = np.asarray(wanted, dtype=np.int32)[order]
    return order[rising.searchsorted(numbers.take(met))], met


def places_held(wanted: Numbers, rising: Numbers) -> Places:
    """Return the places in `wanted` of those that stand among rising numbers."""
    if not len(rising):
        return np.empty(0, dtype=np.int64)
    places = np.minimum(rising.searchsorted(wanted), len(rising) - 1)
    return np.flatnonzero(rising[places] == wanted)


def _counts(query: Sequence[int], held: Numbers, of: Numbers, size: int, known: int) -> Floats:
    """Return how often each of `size` documents holds each word of the query.

    `known` tells how many words there are.
    """
    columns, met = places_met(query, held, known)
    cells = of[met] * len(query) + columns
    counts = np.bincount(cells, minlength=size * len(query))
    return counts.reshape(size, len(query)).astype(np.float64)
