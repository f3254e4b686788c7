"""What the ranking knows of the whole corpus: how rare words are, and which are names."""

import math
from collections import Counter
from collections.abc import Sequence

from bot.retrieval.reading import Reading


class Statistics:
    """Counts over the passages of a corpus, read once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.passages = len(readings)
        self.holding: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._common: Counter[str] = Counter()
        for reading in readings:
            self.holding.update(reading.positions.keys())
            for stem, places in reading.positions.items():
                named = sum(at in reading.names for at in places)
                self._named[stem] += named
                # The first word of a sentence is capitalised whatever it is.
                first = sum(
                    at == 0 or reading.sentence_of[at] != reading.sentence_of[at - 1]
                    for at in places
                )
                self._common[stem] += len(places) - named - first

    def idf(self, stem: str) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a stem that n of N passages hold."""
        holding = self.holding[stem]
        return math.log(1 + (self.passages - holding + 0.5) / (holding + 0.5))

    def is_name(self, stem: str) -> bool:
        """Tell whether a stem is written with a capital inside sentences more often than not."""
        return self._named[stem] > self._common[stem]
