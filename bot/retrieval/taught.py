"""What was taught: questions that a person answered by pointing at a passage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from rapidfuzz import fuzz, process

from bot.articles.article import Passage
from bot.retrieval.asked import Asked
from bot.retrieval.likeness import Likeness
from bot.retrieval.words import words

# From which likeness on a question counts as one like that which was taught, and from which on as
# the same one, typed otherwise. docs/memory.md, Teaching, says how both were chosen.
LIKE_FROM, SAME_FROM = 0.6, 0.85
# How like its old text a passage must be to count as the same one, edited (rapidfuzz's ratio).
NEARLY_THE_SAME = 90.0

Read = Callable[[str], Asked]


@dataclass(frozen=True, slots=True)
class Taught:
    """A question, and the passage that answers it: by its text, which outlives its number."""

    question: str
    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was taught of a passage that is there, and how like it a question is.

    `likeness` is 0 for a question that is not like it, and 1 for the same one.
    """

    taught: Taught
    likeness: float

    @property
    def is_the_same(self) -> bool:
        """Whether the question is the one that was taught, however it is typed."""
        return self.likeness >= 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """What was taught, with the place of its passage in the corpus, and what has none any more."""

    lessons: tuple[tuple[Taught, int], ...]
    orphans: tuple[Taught, ...]

    @classmethod
    def among(cls, passages: Sequence[Passage], taught: Sequence[Taught]) -> Self:
        """Find the passages of what was taught; of the same question the last one counts."""
        lessons: dict[tuple[str, ...], tuple[Taught, int]] = {}
        orphans = []
        for each in taught:
            place = _place(passages, each)
            if place is None:
                orphans.append(each)
            elif said := _said(each.question):
                lessons[said] = each, place
        return cls(tuple(lessons.values()), tuple(orphans))


class Teaching:
    """What was taught about the passages of one corpus, ready to be compared with a question."""

    def __init__(
        self, placed: Placed, read: Read, likeness_of: Callable[[list[Asked]], Likeness]
    ) -> None:
        asked = [read(taught.question) for taught, _ in placed.lessons]
        # What is too long to be read has no words, and is like nothing.
        known = [n for n, each in enumerate(asked) if each.reading.words]
        self.lessons = [placed.lessons[n] for n in known]
        self._said = frozenset(_said(taught.question) for taught, _ in self.lessons)
        self._likeness = likeness_of([asked[n] for n in known])

    def holds(self, question: str) -> bool:
        """Tell whether a question was taught in these very words."""
        return bool(self._said) and _said(question) in self._said

    def of(self, *readings: Asked) -> dict[int, Lesson]:
        """Return by the place of the passage the likest lesson, where one is like the question.

        The question may be given in several readings: as it was understood, and as it was typed,
        because what the articles' words make of a mistyped word may not be what was taught.
        """
        found: dict[int, Lesson] = {}
        if not self.lessons:
            return found
        likeness = np.max([self._likeness.of(asked) for asked in readings], axis=0)
        for (taught, place), alike in zip(self.lessons, likeness.tolist(), strict=True):
            part = min(1.0, (alike - LIKE_FROM) / (SAME_FROM - LIKE_FROM))
            if part > 0.0 and (place not in found or part > found[place].likeness):
                found[place] = Lesson(taught, part)
        return found


def _said(question: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(question))


def _place(passages: Sequence[Passage], taught: Taught) -> int | None:
    """Return the place of the passage of that text, or of the one that is nearly the same."""
    own = {at: p.text for at, p in enumerate(passages) if p.article.id == taught.article_id}
    exact = next((at for at, text in own.items() if text == taught.text), None)
    if exact is not None:
        return exact
    near = process.extractOne(taught.text, own, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
    return near[2] if near else None
