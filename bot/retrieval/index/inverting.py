"""From documents to postings: for each word the documents that hold it, and what it gives each."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.okapi import K1, Okapi
from bot.storage.arrays import Floats, Numbers, Places

# So many are sorted at a time: 100 MB, whatever the corpus.
WORDS_AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings by word: those of word w stand from `ends[w]` to `ends[w + 1]`, by document.

    `documents` are positions, `impacts` what BM25Okapi gives each for that word alone.
    """

    ends: Places
    documents: Numbers
    impacts: Floats


@dataclass(frozen=True, slots=True)
class _Counted:
    """What some documents hold: each word of each once, by word and then by document."""

    words: Numbers
    documents: Numbers
    tf: Places


def inverted(
    words: Numbers, ends: Places, vocabulary: int, *, at_a_time: int = WORDS_AT_A_TIME
) -> Inverted:
    """Return the postings of documents whose words stand one after another in `words`.

    Document d ends before `ends[d]`; words are numbers below `vocabulary`. Counted twice rather
    than kept in between, so that nothing grows with the corpus but what is returned.
    """
    holding = np.zeros(vocabulary, np.int64)
    for part in _counted(words, ends, at_a_time):
        holding += np.bincount(part.words, minlength=vocabulary)
    term_ends = np.concatenate(([0], holding.cumsum()))
    documents = np.empty(term_ends[-1], np.int32)
    impacts = np.empty(term_ends[-1])
    okapi = Okapi.of(holding.astype(np.int32), np.diff(ends, prepend=0).astype(np.int32))
    free = term_ends[:-1].copy()
    for part in _counted(words, ends, at_a_time):
        first = _firsts(part.words)
        held, count = part.words[first], np.diff(np.append(first, len(part.words)))
        at = np.arange(len(part.words)) + np.repeat(free[held] - first, count)
        free[held] += count
        documents[at] = part.documents
        saturated = part.tf * (K1 + 1) / (part.tf + okapi.longer[part.documents])
        impacts[at] = okapi.idf[part.words] * saturated
    return Inverted(term_ends, documents, impacts)


def _counted(words: Numbers, ends: Places, at_a_time: int) -> Iterator[_Counted]:
    """Yield what the documents hold, in their order, some documents at a time."""
    starts = np.concatenate(([0], ends))
    at = 0
    while at < len(ends):
        to = max(at + 1, int(np.searchsorted(ends, starts[at] + at_a_time, side="right")))
        document = np.repeat(np.arange(at, to), np.diff(starts[at : to + 1]))
        # Word and document in one number, because numpy sorts numbers many times faster than pairs.
        key = words[starts[at] : starts[to]].astype(np.int64) << 32 | document
        key.sort()
        first = _firsts(key)
        tf = np.diff(np.append(first, len(key)))
        key = key[first]
        yield _Counted((key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), tf)
        at = to


def _firsts(ordered: NDArray[np.signedinteger]) -> Places:
    """Return where another value than the one before begins."""
    return np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
