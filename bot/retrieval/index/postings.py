"""BM25Okapi over documents whose words are numbers: exact, and quick among a million documents.

rank_bm25 is the definition of the scores, in another order of work: what each word gives each
document is there already, and what the words of a query give is added up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.inverting import Inverted, inverted
from bot.retrieval.index.lists import Lists, Scored, Term, every, floor_of
from bot.retrieval.index.pruning import pruned
from bot.storage.arrays import Flags, Floats, Numbers, Places, joined

# The most that any word gives any document has this code. The more levels, the fewer documents are
# looked at in vain; the fewer, the more words can be added up in one byte.
LEVELS = 60
# Going through everything is quicker for fewer postings than this, less one for so many documents,
EASY = 40_000
EASIER = 25
# and always for fewer than this.
FEW = 7_000
# With more words than so many too little is known of what the others may still give.
MANY_WORDS = 12


@dataclass(frozen=True, slots=True)
class Best:
    """The positions of documents and their scores, best first; equal ones by position."""

    positions: list[int]
    scores: list[float]


class Postings:
    """Everything it holds is arrays, which may be mapped from a file: opening reads next to none.

    `ends` (int64, one more than words): the list of word w is from `ends[w]` to `ends[w + 1]`.
    `documents` (int32, by posting): positions, in order within a list.
    `impacts` (float64, by posting): BM25Okapi's score of that word in that document.
    `codes` (uint8, by posting): `impacts / step` rounded; 0 where they are negative.
    `tops` (float64, by word): the highest impact of its list, 0 where there is none.
    `shape` (float64, two numbers): the number of documents, and `step`.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays = dict(arrays)
        # numpy's own mapped arrays are of a class whose slices cost ten times as much.
        plain = {name: np.asarray(array) for name, array in arrays.items()}
        self._ends, self._tops = plain["ends"], plain["tops"]
        size, step = plain["shape"].tolist()
        self.lists = Lists.of(plain, int(size), step)

    @classmethod
    def build(cls, words: Numbers, ends: Places, vocabulary: int) -> Self:
        """Index documents whose words stand one after another in `words`.

        Document d ends before `ends[d]`; words are numbers below `vocabulary`, given in the order
        in which they first appear where the last bit of rank_bm25's average idf is to be the same.
        """
        pieces = postings_in_pieces(inverted(words, ends, vocabulary))
        return cls({name: joined([*parts]) for name, parts in pieces.items()})

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what `Postings(arrays)` makes the same index of."""
        return self._arrays

    def best(self, weights: Mapping[int, float], k: int) -> Best:
        """Return the `k` documents of the highest scores that share a word with a query.

        `weights` holds for each word of the query with what its score is multiplied, 0 or more.
        With weights of 1 these are rank_bm25's scores of that query, its words in that order.
        """
        terms = self.terms(weights)
        if not terms or k < 1:
            return Best([], [])
        return _best(self.short_way(terms, k) or every(self.lists, terms, k), k)

    def holding(self, words: Sequence[int] | Numbers, spans: Sequence[Places]) -> Flags:
        """Tell which of some words (by row) any document of some stretches (by column) holds.

        `spans` are where the stretches begin and where they end. A word below 0 is in none.
        """
        firsts, lasts = spans
        held = np.zeros((len(words), len(firsts)), dtype=bool)
        for row, word in zip(held, np.asarray(words).tolist(), strict=True):
            if word >= 0:
                documents = self.lists.held(self._ends.item(word), self._ends.item(word + 1))
                np.less(documents.searchsorted(firsts), documents.searchsorted(lasts), out=row)
        return held

    def terms(self, weights: Mapping[int, float]) -> list[Term]:
        """Return the words that are in a document, in the query's order."""
        words = np.fromiter(weights, np.int64, len(weights))
        starts, ends = self._ends.take(words).tolist(), self._ends.take(words + 1).tolist()
        each = zip(starts, ends, weights.values(), self._tops.take(words).tolist(), strict=True)
        return [Term(*term) for term in each if term[1] > term[0]]

    def short_way(self, terms: Sequence[Term], k: int) -> Scored | None:
        """Score a few documents that hold the best, where that is a way, and quicker."""
        postings = sum(term.size for term in terms)
        is_easy = postings < max(FEW, EASY - self.lists.size // EASIER)
        if is_easy or len(terms) > MANY_WORDS:
            return None
        # Only sums of whole numbers take one byte each, without which there is nothing to gain.
        if any(term.weight % 1 for term in terms):
            return None
        if not all(term.is_positive for term in terms):
            return None
        return pruned(self.lists, terms, k)


def postings_in_pieces(held: Inverted) -> dict[str, Iterable[NDArray[Any]]]:
    """Return the arrays of an index, each in pieces; the largest are never there as a whole."""
    tops, at = np.full(len(held.ends) - 1, -np.inf), 0
    for impacts in held.impacts():
        first, last = np.searchsorted(held.ends, [at, at + len(impacts) - 1], side="right") - 1
        # A word in no document would be given the highest of the next one.
        some = first + np.flatnonzero(np.diff(held.ends[first : last + 2]))
        starts = np.maximum(held.ends[some] - at, 0)
        tops[some] = np.maximum(tops[some], np.maximum.reduceat(impacts, starts))
        at += len(impacts)
    tops[np.isneginf(tops)] = 0.0
    step = float(tops.max(initial=0.0)) / LEVELS or 1.0
    return {
        "ends": [held.ends],
        "documents": [held.documents],
        "impacts": held.impacts(),
        "codes": (_codes(impacts, step) for impacts in held.impacts()),
        "tops": [tops],
        "shape": [np.array([len(held.lengths), step], np.float64)],
    }


def _codes(impacts: Floats, step: float) -> NDArray[np.uint8]:
    return np.rint(np.maximum(impacts, 0.0) / step).astype(np.uint8)


def _best(scored: Scored, k: int) -> Best:
    documents, scores = scored.documents, scored.scores
    if len(scores) > 10 * k:
        kept = (scores >= floor_of(scores, k)).nonzero()[0]
        documents, scores = documents.take(kept), scores.take(kept)
    order = (-scores).argsort(kind="stable")[:k]
    return Best(documents.take(order).tolist(), scores.take(order).tolist())
