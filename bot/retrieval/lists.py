"""The lists of an index in arrays, and how the exact scores of documents are added up from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.inverting import Floats, Numbers

# What one more call of numpy costs, in numbers that it would have gone through in that time.
CALL = 5_000


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


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists one after another: `documents` in order within a list, and what each is given.

    `impacts` are exact, `codes` are `impacts / step` rounded. Documents are below `size`.
    """

    documents: Numbers
    impacts: Floats
    codes: NDArray[np.uint8]
    size: int
    step: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents in order, each once, and the score of each."""

    documents: NDArray[np.signedinteger]
    scores: Floats


def joined(lists: Lists, terms: Sequence[Term]) -> Numbers:
    """Return the documents of several lists one after another."""
    return np.concatenate([lists.documents[term.start : term.end] for term in terms])


def every(lists: Lists, terms: Sequence[Term]) -> Scored:
    """Score every document that is in a list. Added up in the order of the terms, as rank_bm25 does."""
    documents = joined(lists, terms)
    given = np.concatenate([_given(lists, term) for term in terms])
    if lists.size > CALL + 100 * len(documents):
        found, place = np.unique(documents, return_inverse=True)
        scores = np.zeros(len(found))
        np.add.at(scores, place, given)
        return Scored(found, scores)
    scores, seen = np.zeros(lists.size), np.zeros(lists.size, np.bool_)
    np.add.at(scores, documents, given)
    # Not those whose score is above 0: a word in half of the documents gives 0.
    seen[documents] = True
    found = np.flatnonzero(seen)
    return Scored(found, scores.take(found))


def exact(
    lists: Lists, terms: Sequence[Term], documents: NDArray[np.signedinteger]
) -> Floats:
    """Return the scores of documents, each once and in order; added up in the terms' order."""
    if sum(term.size for term in terms) < CALL * (len(terms) - 1):
        return _exact_of_many(lists, terms, documents)
    scores = np.zeros(len(documents))
    for term in terms:
        scores += looked_up(lists, term, documents)
    return scores


def looked_up(lists: Lists, term: Term, documents: NDArray[np.signedinteger]) -> Floats:
    """Return what one term gives each of some documents."""
    held = lists.documents[term.start : term.end]
    at = held.searchsorted(documents.astype(np.int32))
    there = held.take(at, mode="clip") == documents
    given = lists.impacts[term.start : term.end].take(at, mode="clip") * there
    return given if term.weight == 1 else given * term.weight


def _exact_of_many(
    lists: Lists, terms: Sequence[Term], documents: NDArray[np.signedinteger]
) -> Floats:
    """Return the same for many short lists: gone through at once rather than searched one by one."""
    asked = np.zeros(lists.size, np.bool_)
    asked[documents] = True
    everywhere = joined(lists, terms)
    hits = np.flatnonzero(asked.take(everywhere))
    starts = np.array([term.start for term in terms])
    sizes = np.array([term.size for term in terms])
    number = np.searchsorted(sizes.cumsum(), hits, side="right")
    posting = hits + (starts - (sizes.cumsum() - sizes)).take(number)
    weight = np.array([term.weight for term in terms]).take(number)
    scores = np.zeros(len(documents))
    place = documents.searchsorted(everywhere.take(hits))
    np.add.at(scores, place, lists.impacts.take(posting) * weight)
    return scores


def _given(lists: Lists, term: Term) -> Floats:
    given = lists.impacts[term.start : term.end]
    return given if term.weight == 1 else given * term.weight
