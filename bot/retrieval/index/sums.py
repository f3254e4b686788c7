"""What words give documents, added up in rounded numbers whose error is known.

What each word gives is added up in small whole numbers, one byte a document: a million of them stay
in a processor's cache, and numpy compares 60 at a time. A sum is within half a step for each word
of the true one.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.lists import Lists, Term, distinct, joined
from bot.storage.arrays import Floats, Numbers

# So many of the highest sums are given for each that is asked for; twice as many if they are alike.
TRIED = 3
# Going through the sums of all documents, most of one byte each, takes as long as looking up those
# of a tenth of them.
SCAN = 10
# One document in so many is looked at to see about how many there are.
LOOK = 16
# What is rounded to half a step by a computer may be wrong by a little more, in steps.
ROUNDING = 0.001
# By how much a sum of float32 may be wrong at each step, as a share of the highest.
FLOAT32 = 2.0**-24


class Sums:
    """The rounded sums of all documents over the rarest words, as far as they were added.

    `terms` are from the rarest to the commonest.
    """

    def __init__(self, lists: Lists, terms: Sequence[Term]) -> None:
        self._lists = lists
        self._terms = terms
        self.added = 0
        # The most that the terms from each on can give, and by how much those before it may be
        # wrong, in steps.
        bounds = [term.weight * term.top for term in terms]
        self.rest = [*accumulate(reversed(bounds), initial=0.0)][::-1]
        self._error = [*accumulate((term.weight / 2 for term in terms), initial=ROUNDING)]
        highest = self.rest[0] / lists.step + self._error[-1]
        whole = all(term.weight % 1 == 0 for term in terms)
        self._type = np.uint8 if whole and highest < 256 else np.float32
        if self._type is np.float32:
            # Then nothing is rounded to whole steps: with many words too much would be lost.
            self._error = [highest * (len(terms) + 4) * FLOAT32] * (len(terms) + 1)
        self._of: NDArray[Any] = np.zeros(lists.size, self._type)

    def add(self, upto: int) -> None:
        """Add the terms before `upto` that are not in yet."""
        terms = self._terms[self.added : upto]
        codes = np.concatenate([*map(self._codes, terms)])
        np.add.at(self._of, joined(self._lists, terms), codes)
        self.added = upto

    def _codes(self, term: Term) -> NDArray[np.generic]:
        """Return what a term gives, in steps."""
        if self._type is np.float32:
            impacts = self._lists.impacts[term.start : term.end].astype(np.float32)
            return impacts * np.float32(term.weight / self._lists.step)
        codes = self._lists.codes[term.start : term.end]
        # A weight may be more than a byte holds; what a term gives never is.
        return codes if term.weight == 1 else (codes * float(term.weight)).astype(np.uint8)

    def needed(self, floor: float) -> float:
        """Return the lowest rounded sum that may go with a score of `floor`; 0 if any may."""
        return self._needed(floor, self.added)

    def enough(self, floor: float) -> int:
        """Return how many terms have to be added for `needed` to tell documents apart."""
        return next(
            (at for at in range(self.added, len(self._terms)) if self._needed(floor, at)),
            len(self._terms),
        )

    def _needed(self, floor: float, added: int) -> float:
        least = (floor - self.rest[added]) / self._lists.step - self._error[added]
        if least <= 0:
            return 0
        return ceil(least) if self._type is np.uint8 else least

    def about(self, floor: float) -> int:
        """Return about how many documents may reach `floor`, from a look at the first of them."""
        needed = self.needed(floor)
        if not needed:
            return len(self._of)
        return LOOK * int(np.count_nonzero(self._of[: len(self._of) // LOOK] >= needed))

    def reaching(self, needed: float) -> Numbers:
        """Return the documents whose sums are at least so high: in no order, some repeatedly."""
        terms = self._terms[: self._leading(needed)]
        if sum(term.size for term in terms) > self._lists.size // SCAN:
            return np.flatnonzero(self._of >= needed).astype(np.int32)
        documents = joined(self._lists, terms)
        return documents.take(np.flatnonzero(self._of.take(documents) >= needed))

    def _leading(self, needed: float) -> int:
        """Return how many of the rarest terms hold every document that is to be found.

        The others that were added cannot give so much without them.
        """
        others = self.rest[self.added] + (needed - self._error[self.added]) * self._lists.step
        return next((at for at in range(1, self.added) if self.rest[at] < others), self.added)

    def highest(self, documents: Numbers, count: int) -> Numbers:
        """Return some of the highest sums among documents: more than `count`, if there are."""
        sums = self._of.take(documents)
        edge, chosen = sums.max().item(), documents[:0]
        while len(chosen) < TRIED * count and edge >= 1:
            edge = edge * 7 // 8
            chosen = documents.take(np.flatnonzero(sums >= edge))
        return distinct(chosen[: 2 * TRIED * count])

    def most(self, documents: Numbers) -> Floats:
        """Return the most that documents may have of the terms that were added."""
        steps = self._of.take(documents).astype(np.float64)
        return (steps + self._error[self.added]) * self._lists.step
