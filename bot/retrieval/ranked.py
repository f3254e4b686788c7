"""Candidates in their order, and what is asked of the best one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.retrieval.asked import Asked
from bot.retrieval.candidates import Candidates, Feature
from bot.retrieval.taught import Lesson


# What is asked of the best one several times is worked out once.
@dataclass(frozen=True, eq=False)
class Ranked:
    """Candidates, best first: `order` has the number of each, and `scores` their blend."""

    candidates: Candidates
    order: Sequence[int]
    scores: Sequence[float]

    @property
    def best(self) -> int:
        """The number of the best candidate."""
        return self.order[0]

    @property
    def asked(self) -> Asked:
        """The question."""
        return self.candidates.asked

    @property
    def lesson(self) -> Lesson | None:
        """What was taught of the best candidate for a question like this one."""
        return self.candidates.lessons.get(self.candidates.places[self.best])

    def of_best(self, feature: Feature) -> float:
        """Return the value of a feature of passages for the best candidate."""
        value: float = self.candidates.value(feature).item(self.best)
        return value

    @cached_property
    def rarities_held(self) -> Sequence[float]:
        """The rarities of the terms that the best candidate holds as they are, greatest first."""
        held = self.candidates.met.terms_in_passages[:, self.best]
        return sorted(self.asked.rarities[held].tolist(), reverse=True)
