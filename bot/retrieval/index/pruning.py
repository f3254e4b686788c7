"""The best documents without looking at all of them: MaxScore over rounded sums.

Whoever may be among the best is found by rounded sums, for certain; those few are then scored
exactly. The commonest words are left out (MaxScore: Turtle and Flood, 1995) where they
alone cannot bring a document among the best.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from bot.retrieval.index.lists import (
    SEARCH,
    Lists,
    Scored,
    Term,
    distinct,
    exact,
    floor_of,
    joined,
    looked_up,
)
from bot.retrieval.index.sums import Sums
from bot.storage.arrays import Numbers

# From so many postings of the rarest words it is seen how high the best stand.
SAMPLE = 1_500
# Before any sum is looked at, the rarest lists are added that hold together at most one posting for
# so many documents, and those of the sample.
AT_ONCE = 3


def pruned(lists: Lists, terms: Sequence[Term], count: int) -> Scored | None:
    """Score the documents among which the `count` best are, or tell that it found no short way.

    No term may give less than 0, and `count` is at least 1.
    """
    rare = sorted(terms, key=lambda term: term.size)
    sums = Sums(lists, rare)
    upto = list(accumulate(term.size for term in rare))
    sampled = min(bisect_left(upto, SAMPLE) + 1, len(rare))
    sums.add(max(sampled, bisect_right(upto, lists.size // AT_ONCE)))
    sample = joined(lists, rare[:sampled])
    floor = floor_of(exact(lists, terms, sums.highest(sample, count)), count)
    if sums.added < len(rare) and not sums.needed(floor):
        sums.add(sums.enough(floor))
    while sums.added < len(rare) and sums.about(floor) * SEARCH > rare[sums.added].size:
        sums.add(sums.added + 1)
    needed = sums.needed(floor)
    if not needed:
        return None
    found = sums.reaching(needed)
    if len(found) > 10 * count:
        floor = max(floor, floor_of(exact(lists, terms, sums.highest(found, count)), count))
    found = _looked_through(sums, lists, rare, distinct(found), floor)
    return Scored(found, exact(lists, terms, found))


def _looked_through(
    sums: Sums, lists: Lists, rare: Sequence[Term], found: Numbers, floor: float
) -> Numbers:
    """Return those that may still reach `floor`, the terms left out being looked up one by one."""
    # What is added up in another order may be less by a last digit.
    floor -= abs(floor) * 1e-9
    most = sums.most(found)
    for upto in range(sums.added, len(rare) + 1):
        if upto > sums.added:
            most += looked_up(lists, rare[upto - 1 : upto], found)[0]
        kept = np.flatnonzero(most >= floor - sums.rest[upto])
        found, most = found.take(kept), most.take(kept)
    return found
