"""What was taught: questions that a person answered by pointing at a passage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.articles.article import Corpus, Passage
from bot.retrieval.asked import Asked
from bot.retrieval.conversation import leans
from bot.retrieval.likeness import Floats, Likeness
from bot.retrieval.places import Places
from bot.retrieval.words import words

# From which likeness on a question counts as one like that which was taught, and from which on as
# the same one, typed otherwise. docs/memory.md, Teaching, says how both were chosen.
LIKE_FROM, SAME_FROM = 0.6, 0.85

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
    def among(cls, corpus: Corpus, taught: Sequence[Taught]) -> Self:
        """Find the passages of what was taught; of the same question the last one counts."""
        places = Places(corpus)
        lessons: dict[tuple[str, ...], tuple[Taught, int]] = {}
        orphans = []
        for each in taught:
            place = places.of(each.article_id, each.text)
            if place is None:
                orphans.append(each)
            elif said := _said(each.question):
                lessons[said] = each, place
        return cls(tuple(lessons.values()), tuple(orphans))

    def moved(self, passages: Sequence[Passage]) -> tuple[Taught, ...]:
        """Return what was taught of a passage whose text or article is another one now."""
        return tuple(
            each
            for each, at in self.lessons
            if (passages[at].article.id, passages[at].text) != (each.article_id, each.text)
        )


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
        before = [_leant_on(taught.question) for taught, _ in self.lessons]
        self._leaning = [at for at, text in enumerate(before) if text]
        self._before = likeness_of([read(before[at]) for at in self._leaning])

    def holds(self, question: str) -> bool:
        """Tell whether a question was taught in these very words."""
        return bool(self._said) and _said(question) in self._said

    def of(self, readings: Sequence[Asked], whole: Asked, said: Sequence[str]) -> dict[int, Lesson]:
        """Return by the place of the passage the likest lesson, where one is like the question.

        The question is given in several readings, of which the likest counts: as it was understood,
        and as it was typed, because what the articles' words make of a mistyped word may not be
        what was taught; with what it leans on, and without. `whole` is both as one text, which is
        set beside lessons that are such a text, and no others: « Où camper ? Pourquoi ? » says all
        that « Où camper ? » does, and asks for something else. What is `said` in the very words
        of a lesson is the same question.
        """
        found: dict[int, Lesson] = {}
        if not self.lessons:
            return found
        exact = {_said(text) for text in said}
        likeness = np.max([self._alike(asked) for asked in readings], axis=0)
        if self._leaning:
            at = self._leaning
            likeness[at] = np.maximum(likeness[at], self._alike(whole)[at])
        for (taught, place), alike in zip(self.lessons, likeness.tolist(), strict=True):
            part = min(1.0, (alike - LIKE_FROM) / (SAME_FROM - LIKE_FROM))
            if _said(taught.question) in exact:
                part = 1.0
            if part > 0.0 and (place not in found or part > found[place].likeness):
                found[place] = Lesson(taught, part)
        return found

    def _alike(self, asked: Asked) -> Floats:
        """Return how like each lesson a question is; one that a lesson leans on is not like it."""
        alike = self._likeness.of(asked)
        if self._leaning:
            before = self._before.of(asked)
            alike[self._leaning] = np.where(
                before >= alike[self._leaning], 0.0, alike[self._leaning]
            )
        return alike


def _said(question: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(question))


def _leant_on(question: str) -> str:
    """Return what the last one of several questions leans on, empty where it stands alone."""
    before, mark, last = question.strip().rstrip("?! \u00a0\u202f").rpartition("?")
    return before + mark if mark and leans(last) else ""
