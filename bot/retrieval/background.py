"""How rare words are in French at large, as far as the texts of the training tell."""

import math
from collections.abc import Mapping


class Background:
    """Document frequencies of the commonest stems of some French texts."""

    def __init__(self, frequencies: Mapping[str, int], passages: int) -> None:
        self._frequencies = frequencies
        self._passages = max(1, passages)
        # What is not listed is rarer than all that is; half of the least keeps the order.
        self._unlisted = min(frequencies.values(), default=2) / 2

    def rarity(self, stem: str) -> float:
        """Return log(N / n) for a stem that n of N passages hold; no unit."""
        return math.log(self._passages / self._frequencies.get(stem, self._unlisted))

    def uncommonness(self, stem: str) -> float:
        """Return the rarity of a stem as a part of that of the rarest, between 0 and 1."""
        return self.rarity(stem) / math.log(self._passages / self._unlisted)
