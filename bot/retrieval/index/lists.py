"""The lists of an index in arrays, and how the exact scores of documents are added up from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.storage.arrays import Floats, Numbers, Places, first_of_each
from bot.storage.mapped import Piece, pieces_of

# What one more call of numpy costs, in numbers that it would have gone through in that time.
CALL = 1_000
# To search one document in a list takes as long as going through so many of its postings.
SEARCH = 15
# Going through the scores of all documents takes as long as looking up those of a fourth of them.
SCAN = 4
# So many postings of short lists are added up at once.
RUN = 8_000
# So many bytes of documents may be in memory: the 100,000 passages of `make archive` have 26 MB.
SMALL = 32_000_000
# A list of so many documents is read in less time than its pages are mapped in.
SHORT = 16_000


class Term(NamedTuple):
    """A word of a query: its list is from `start` to `end`, `top` the most that it gives.

    A tuple, because it is made for each word of each query, in a tenth of the time.
    """

    start: int
    end: int
    weight: float
    top: float

    @property
    def size(self) -> int:
        """In how many documents it is."""
        return self.end - self.start

    @property
    def is_positive(self) -> bool:
        """Whether it gives more than 0: where half of the documents hold it, it gives 0 or less."""
        return self.top > 0 and self.weight > 0


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists one after another: `documents` in order within a list, and what each is given.

    `impacts` are exact, `codes` are `impacts / step` rounded. Documents are below `size`. What a
    whole list holds is best asked of `whole`, which maps little.
    """

    documents: Numbers
    impacts: Floats
    codes: NDArray[np.uint8]
    size: int
    step: float
    pieces: tuple[Piece, Piece]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], size: int, step: float) -> Self:
        """Return the lists of these arrays, by the names of the fields."""
        documents, impacts, codes = (arrays[name] for name in ("documents", "impacts", "codes"))
        pieces = pieces_of(documents, small=SMALL), pieces_of(impacts)
        return cls(documents, impacts, codes, size, step, pieces)

    def whole(self, term: Term) -> tuple[Numbers, Floats]:
        """Return the documents of a term, and what it gives each."""
        documents_of, impacts_of = self.pieces
        impacts = impacts_of(term.start, term.end)
        given = impacts if term.weight == 1 else impacts * term.weight
        return documents_of(term.start, term.end), given

    def held(self, start: int, end: int) -> Numbers:
        """Return the documents of a list, to be searched: read where they are few."""
        is_short = end - start <= SHORT
        return self.pieces[0](start, end) if is_short else self.documents[start:end]


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents, each once and in order, and the score of each."""

    documents: Numbers
    scores: Floats


def joined(lists: Lists, terms: Sequence[Term]) -> Numbers:
    """Return the documents of several lists one after another."""
    documents = lists.pieces[0]
    return np.concatenate([documents(term.start, term.end) for term in terms])


def distinct(documents: Numbers) -> Numbers:
    """Return documents in order, each once. numpy's own takes twice as long for a hundred."""
    # Lists behind each other are runs: the stable sort merges them, where numpy's other one starts
    # afresh.
    ordered = np.sort(documents, kind="stable")
    is_again = np.zeros(len(ordered), np.bool_)
    np.equal(ordered[1:], ordered[:-1], out=is_again[1:])
    return ordered[~is_again]


def every(lists: Lists, terms: Sequence[Term], count: int) -> Scored:
    """Score the documents that are in a list, in order: all, or all that may be the `count` best.

    Added up in the order of the terms, as rank_bm25 does, so that equal scores are equal here too.
    """
    documents, given = zip(*map(lists.whole, terms), strict=True)
    postings = sum(map(len, documents))
    if SCAN * postings > lists.size and all(term.is_positive for term in terms):
        return _scanned(documents, given, lists.size, count)
    everywhere, all_given = np.concatenate(documents), np.concatenate(given)
    # To clear a score for each document would take longer than to put so few postings in order.
    if lists.size > 10 * CALL + 100 * postings:
        found, place = _told_apart(everywhere)
        return Scored(found, _added_up(place, all_given, len(found)))
    scores = np.zeros(lists.size)
    np.add.at(scores, everywhere, all_given)
    own = scores.take(everywhere)
    # Each document is in a list once: so many postings are of `count` documents at least.
    high = (own >= _sampled_floor(own, len(terms) * count)).nonzero()[0]
    found = distinct(everywhere.take(high))
    return Scored(found, scores.take(found))


def _scanned(
    documents: Sequence[Numbers], given: Sequence[Floats], size: int, count: int
) -> Scored:
    """Score by going through the scores of all documents: what is in a list has more than 0."""
    scores = np.zeros(size)
    for run in _runs([len(each) for each in documents]):
        np.add.at(scores, np.concatenate(documents[run]), np.concatenate(given[run]))
    floor = _sampled_floor(scores, count)
    found = (scores >= floor if floor > 0 else scores > 0).nonzero()[0].astype(np.int32)
    return Scored(found, scores.take(found))


def floor_of(scores: Floats, count: int) -> float:
    """Return the highest score that so many of these reach; less than any if they are fewer."""
    if len(scores) < count:
        return -np.inf
    place = len(scores) - count
    return float(np.partition(scores, place)[place])


def _sampled_floor(scores: Floats, count: int) -> float:
    """Return a score that so many of these reach, from a look at some; less than any if too few."""
    # What so many of some of them reach, so many of all do. The more are tried, the fewer are
    # found: both are few where they are as many.
    return floor_of(scores[:: isqrt(len(scores) // count) or 1], count)


def _told_apart(documents: Numbers) -> tuple[Numbers, Places]:
    """Return documents in order, each once, and where among these each one stands.

    What np.unique does; it loads numpy's masked arrays for that, which takes 20 ms.
    """
    order = documents.argsort(kind="stable")
    rising = documents[order]
    starts = first_of_each(rising)
    place = np.empty(len(documents), np.int64)
    place[order] = np.arange(len(starts)).repeat(np.diff(starts, append=len(rising)))
    return rising[starts], place


def _runs(sizes: Sequence[int]) -> Iterator[slice]:
    """Yield runs of lists that are added up at once, in their order.

    Many short ones are quicker so; what is put together of long ones is too much for a processor's
    cache.
    """
    start, size = 0, 0
    for at, own in enumerate(sizes):
        if size and size + own > RUN:
            yield slice(start, at)
            start, size = at, 0
        size += own
    yield slice(start, len(sizes))


def exact(lists: Lists, terms: Sequence[Term], documents: Numbers) -> Floats:
    """Return the scores of documents, each once and in order; added up in the terms' order."""
    if not terms:
        return np.zeros(len(documents))
    searched = CALL * (len(terms) - 1) + SEARCH * len(terms) * len(documents)
    if sum(term.size for term in terms) < searched:
        return _exact_of_many(lists, terms, documents)
    # Not `sum`, which adds in pairs where that is quicker.
    scores: Floats = looked_up(lists, terms, documents).cumsum(axis=0)[-1]
    return scores


def looked_up(lists: Lists, terms: Sequence[Term], documents: Numbers) -> Floats:
    """Return what each term (by row) gives each of some documents (by column)."""
    last = np.array([[term.end - 1] for term in terms])
    weight = np.array([[term.weight] for term in terms])
    at = np.array(
        [lists.documents[term.start : term.end].searchsorted(documents) for term in terms]
    )
    at += [[term.start] for term in terms]
    # Behind the last of its list there is nothing, or the next list.
    np.minimum(at, last, out=at)
    there = lists.documents.take(at) == documents
    given: Floats = lists.impacts.take(at) * (there * weight)
    return given


def _exact_of_many(lists: Lists, terms: Sequence[Term], documents: Numbers) -> Floats:
    """Return the same, from many short lists that are gone through at once."""
    asked = np.zeros(lists.size, np.bool_)
    asked[documents] = True
    everywhere = joined(lists, terms)
    hits = asked.take(everywhere).nonzero()[0]
    starts = np.array([term.start for term in terms])
    sizes = np.array([term.size for term in terms])
    number = sizes.cumsum().searchsorted(hits, side="right")
    posting = hits + (starts - (sizes.cumsum() - sizes)).take(number)
    weight = np.array([term.weight for term in terms]).take(number)
    place = documents.searchsorted(everywhere.take(hits))
    given = lists.impacts.take(posting) * weight
    return _added_up(place, given, len(documents))


def _added_up(places: NDArray[Any], given: Floats, size: int) -> Floats:
    """Return for each of so many places the sum of what it is given, in that order."""
    sums: Floats = np.bincount(places, given, minlength=size).astype(np.float64, copy=False)
    return sums
