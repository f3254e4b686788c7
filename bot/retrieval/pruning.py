"""The best documents without looking at all of them: MaxScore over rounded impacts.

What each word gives a document is added up in small whole numbers, one byte a document where they
fit: a million of them stay in a processor's cache, and numpy adds and compares 60 at a time. Their
sums are known to lie within half a step for each word of the true ones, so that whoever may be among
the best is found for certain; the scores of those few are then added up exactly. The commonest
words are left out (Turtle and Flood, 1995: MaxScore) where they cannot bring anybody in alone.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.lists import CALL, Lists, Scored, Term, exact, joined, looked_up

# From so many postings of the rarest words it is seen how high the best stand.
SAMPLE = 1_500
# One posting for so many documents is added before anything is looked at.
AT_ONCE = 20
# So many of the highest rounded sums are added up exactly for that, for each that is asked for.
TRIED = 3
# To search one document in a list takes as long as going through so many of its postings.
SEARCH = 15
# Sums of float32 are wrong by less, in steps.
ROUNDING = 0.001


class Sums:
    """The rounded sums of all documents over the rarest words, as far as they were added."""

    def __init__(self, lists: Lists, terms: Sequence[Term]) -> None:
        """`terms` from the rarest to the commonest; none is added yet."""
        self._lists = lists
        self._terms = terms
        self.added = 0
        bounds = [term.weight * term.top for term in terms]
        # The most that the terms from each on can still give, and by how much those before it
        # may be wrong, in steps.
        self._rest = [*accumulate(reversed(bounds), initial=0.0)][::-1]
        self._error = [*accumulate((term.weight / 2 for term in terms), initial=ROUNDING)]
        self._whole = all(float(term.weight).is_integer() for term in terms)
        highest = self._rest[0] / lists.step + self._error[-1]
        dtype = np.uint8 if highest < 256 else np.uint16 if highest < 65_536 else np.float32
        self._dtype = np.dtype(dtype if self._whole else np.float32)
        self.of = np.zeros(lists.size, self._dtype)

    def add(self, upto: int) -> None:
        """Add the terms before `upto` that are not in yet."""
        terms = self._terms[self.added : upto]
        np.add.at(self.of, joined(self._lists, terms), np.concatenate([*map(self._codes, terms)]))
        self.added = upto

    def _codes(self, term: Term) -> NDArray[np.generic]:
        codes = self._lists.codes[term.start : term.end].astype(self._dtype, copy=False)
        return codes if term.weight == 1 else codes * self._dtype.type(term.weight)

    def needed(self, floor: float) -> int:
        """Return the lowest rounded sum that may go with a score of `floor`; 0 if any may."""
        least = (floor - self._rest[self.added]) / self._lists.step - self._error[self.added]
        return int(np.ceil(least)) if least > 0 else 0

    def rest(self, added: int) -> float:
        """Return the most that the terms from `added` on may give together."""
        return self._rest[added]

    def most(self, documents: NDArray[np.signedinteger]) -> NDArray[np.float64]:
        """Return the most that documents may have of the terms that were added."""
        steps = self.of.take(documents) + self._error[self.added]
        return np.multiply(steps, self._lists.step, dtype=np.float64)


def pruned(lists: Lists, terms: Sequence[Term], count: int) -> Scored | None:
    """Score the documents among which the `count` best are, or tell that it found no short way.

    No term may give less than 0, and `count` is at least 1.
    """
    rare = sorted(terms, key=lambda term: term.end - term.start)
    sums = Sums(lists, rare)
    sums.add(_enough(rare, lists.size // AT_ONCE))
    sample = joined(lists, rare[: _enough(rare, SAMPLE)])
    floor = _floor(sums, lists, terms, sample, count)
    while True:
        needed = sums.needed(floor)
        reached = sums.of >= needed
        found = int(np.count_nonzero(reached)) if needed else lists.size
        if sums.added == len(rare) or found * SEARCH < rare[sums.added].size:
            break
        sums.add(sums.added + 1)
    if not needed:
        return None
    kept = np.flatnonzero(reached)
    if found > 10 * count:
        floor = max(floor, _floor(sums, lists, terms, kept, count))
        kept = kept.take(np.flatnonzero(sums.of.take(kept) >= sums.needed(floor)))
    kept = _looked_through(sums, lists, rare, kept, floor)
    return Scored(kept, exact(lists, terms, kept))


def _enough(rare: Sequence[Term], enough: int) -> int:
    """Return how many of the rarest terms have so many postings together."""
    postings = accumulate(term.size for term in rare)
    return next((at for at, sum_ in enumerate(postings, 1) if sum_ >= enough), len(rare))


def _floor(
    sums: Sums, lists: Lists, terms: Sequence[Term], sample: NDArray[np.int32], count: int
) -> float:
    """Return a score that `count` documents of the sample reach, or less than any."""
    rounded = sums.of.take(sample)
    edge = rounded.max().item()
    chosen = sample[:0]
    while len(chosen) < TRIED * count and edge >= 1:
        edge = edge * 7 // 8
        chosen = sample.take(np.flatnonzero(rounded >= edge))
    tried = np.unique(chosen)
    if len(tried) < count:
        return -np.inf
    scores = exact(lists, terms, tried)
    return float(np.partition(scores, len(tried) - count)[len(tried) - count])


def _looked_through(
    sums: Sums,
    lists: Lists,
    rare: Sequence[Term],
    found: NDArray[np.signedinteger],
    floor: float,
) -> NDArray[np.signedinteger]:
    """Return those that may still reach `floor` once the terms left out are looked up."""
    if sums.added == len(rare):
        return found
    # What is added up in another order may be less by a last digit.
    floor -= abs(floor) * 1e-9
    most = sums.most(found)
    for upto, term in enumerate(rare[sums.added :], sums.added + 1):
        most += looked_up(lists, term, found)
        kept = np.flatnonzero(most >= floor - sums.rest(upto))
        found, most = found.take(kept), most.take(kept)
    return found
