"""From documents to postings: for each word the documents that hold it, and what it gives each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.okapi import K1, Okapi
from bot.storage.arrays import Floats, Numbers, Places, first_of_each

# So many are sorted at a time: 100 MB, whatever the corpus.
WORDS_AT_A_TIME = 4_000_000
# So many postings are worked out at a time, for the same reason.
PART = 1 << 20

Small = NDArray[np.unsignedinteger[Any]]
"""Whole numbers from 0 in the narrowest kind that holds them."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What some documents hold: each word of each once, by word and then by document.

    `words` are the different ones, rising, and `counts` in how many documents each is; `documents`
    tells which, and `tf` how often it is there.
    """

    words: Numbers
    counts: Numbers
    documents: Numbers
    tf: Small

    @classmethod
    def of(cls, words: Numbers, documents: Numbers, tf: Places) -> Self:
        """Put documents together by word; they stand in that order."""
        first = first_of_each(words)
        counts = np.diff(first, append=len(words)).astype(np.int32)
        return cls(words[first], counts, documents, tf.astype(np.min_scalar_type(_highest(tf))))


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings by word: those of word w stand from `ends[w]` to `ends[w + 1]`, by document.

    `documents` are positions, `tf` how often each holds the word; `lengths` are those of all
    documents, in words.
    """

    ends: Places
    documents: Numbers
    tf: Small
    lengths: Numbers
    okapi: Okapi

    def impacts(self) -> Iterator[Floats]:
        """Yield what BM25Okapi gives each document for that word alone, PART after PART.

        Worked out anew each time: they take twice the memory of all the rest.
        """
        saturation = self.okapi.saturation(self.lengths)
        if not len(self.documents):
            yield np.empty(0)
        for start in range(0, len(self.documents), PART):
            part = slice(start, start + PART)
            tf = self.tf[part].astype(np.float64)
            end = start + len(tf)
            first, last = np.searchsorted(self.ends, [start, end - 1], side="right") - 1
            bounds = np.clip(self.ends[first : last + 2], start, end)
            idf = np.repeat(self.okapi.idf[first : last + 1], np.diff(bounds))
            saturated = tf * (K1 + 1)
            saturated /= tf + saturation[self.documents[part]]
            yield idf * saturated


def inverted(
    words: Numbers, ends: Places, vocabulary: int, *, at_a_time: int = WORDS_AT_A_TIME
) -> Inverted:
    """Return the postings of documents whose words stand one after another in `words`.

    Document d ends before `ends[d]`; words are numbers below `vocabulary`. Counted twice rather
    than kept in between, so that nothing grows with the corpus but what is returned.
    """
    lengths = np.diff(ends, prepend=0).astype(np.int32)
    return placed(lambda: _cells(words, ends, at_a_time), lengths, vocabulary)


def placed(lots: Callable[[], Iterable[Cells]], lengths: Numbers, vocabulary: int) -> Inverted:
    """Return the postings of documents of which `lots` gives, each time, what some of them hold.

    `lengths` tells how many words each document has, those that it repeats included.
    """
    holding, highest = np.zeros(vocabulary, np.int64), 0
    for cells in lots():
        holding[cells.words] += cells.counts
        highest = max(highest, _highest(cells.tf))
    ends = np.concatenate(([0], holding.cumsum()))
    documents = np.empty(ends[-1], np.int32)
    tf = np.empty(ends[-1], np.min_scalar_type(highest))
    free = ends[:-1].copy()
    for cells in lots():
        first = np.cumsum(cells.counts) - cells.counts
        at = np.arange(len(cells.documents)) + np.repeat(free[cells.words] - first, cells.counts)
        free[cells.words] += cells.counts
        documents[at] = cells.documents
        tf[at] = cells.tf
    return Inverted(ends, documents, tf, lengths, Okapi.of(holding.astype(np.int32), lengths))


def _cells(words: Numbers, ends: Places, at_a_time: int) -> Iterator[Cells]:
    """Yield what the documents hold, in their order, some documents at a time."""
    starts = np.concatenate(([0], ends))
    at = 0
    while at < len(ends):
        to = max(at + 1, int(np.searchsorted(ends, starts[at] + at_a_time, side="right")))
        document = np.repeat(np.arange(at, to), np.diff(starts[at : to + 1]))
        # Word and document in one number, because numpy sorts numbers many times faster than pairs.
        key = words[starts[at] : starts[to]].astype(np.int64) << 32 | document
        key.sort()
        first = first_of_each(key)
        tf = np.diff(first, append=len(key))
        key = key[first]
        yield Cells.of((key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), tf)
        at = to


def _highest(numbers: NDArray[np.integer[Any]]) -> int:
    return int(numbers.max(initial=0))
