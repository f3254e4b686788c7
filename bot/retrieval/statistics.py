"""What the ranking knows of the whole corpus: how rare words are, and which are names."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.retrieval.reading import Reading

# A first name is one when its surname stands behind it this often.
MOSTLY = 0.8


class Statistics:
    """Counts over the passages of a corpus, read once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.passages = len(readings)
        self.holding: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._common: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._followed: Counter[tuple[str, str]] = Counter()
        for reading in readings:
            self.holding.update(reading.positions.keys())
            self._followed.update(_neighbouring_names(reading))
            for stem, places in reading.positions.items():
                named = sum(at in reading.names for at in places)
                self._named[stem] += named
                # The first word of a sentence is capitalised whatever it is.
                first = sum(
                    at == 0 or reading.sentence_of[at] != reading.sentence_of[at - 1]
                    for at in places
                )
                self._first[stem] += first
                self._common[stem] += len(places) - named - first

        self._surnames = {
            first: last
            for (first, last), count in sorted(self._followed.items())
            if self.is_name(first) and count >= MOSTLY * self._occurrences(first)
        }

    def idf(self, stem: str) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a stem that n of N passages hold."""
        return _idf(self.passages, self.holding[stem])

    def idf_among(self, stem: str, *, questions: int, holding: int) -> float:
        """Return the same, so many questions of which some hold the stem being passages too."""
        return _idf(self.passages + questions, self.holding[stem] + holding)

    def surname(self, stem: str) -> str | None:
        """Return the name that nearly always follows a name: Wang for Alexandr, else None."""
        return self._surnames.get(stem)

    def _occurrences(self, stem: str) -> int:
        return self._named[stem] + self._first[stem] + self._common[stem]

    def is_name(self, stem: str) -> bool:
        """Tell whether a stem is written with a capital inside sentences more often than not."""
        return self._named[stem] > self._common[stem]


def _idf(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _neighbouring_names(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the stems of two words in a row of which the second is a name in its sentence."""
    for (first, at), (second, place) in pairwise(reading.content):
        if place == at + 1 and place in reading.names:
            yield first, second
