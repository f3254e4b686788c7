"""What the librarian gives back: a status, and quotations that were written in an article."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.article import Passage


class Status(StrEnum):
    """How far the articles answer the question."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOT_FOUND = "not_found"


class Notice(StrEnum):
    """What was said instead of a question to the articles, what weighs most first."""

    SUMMARY = "summary"
    ABOUT = "about"
    ABILITIES = "abilities"
    WHO_ARE_YOU = "who_are_you"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"


# These are answered with sentences of the articles; the others with a word of the bot's own.
SUMMARISED = frozenset({Notice.SUMMARY, Notice.ABOUT})


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that shares a word with the question.

    `score` has no unit: higher is better, comparable within one question only. The highlight is
    the sentence that answers best, as character offsets in `passage.text`.
    """

    passage: Passage
    score: float
    highlight_start: int
    highlight_end: int

    @property
    def highlight(self) -> str:
        """The answering sentence, word for word."""
        return self.passage.text[self.highlight_start : self.highlight_end]


class How(StrEnum):
    """How a word of the question was found in a passage."""

    SAME = "same word"
    FORM = "same family or ending"
    SYNONYM = "synonym"
    CORRECTION = "correction"
    TRANSLATION = "translation"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the question, and the word of the passage that met it.

    `typed` is the word as it was typed, `found` the passage's as it is written there; it and `how`
    are None when nothing met it. `weight` is its share of the question, between 0 and 1: rare
    words weigh more.
    """

    typed: str
    found: str | None
    how: How | None
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature of the blend, and how much of the lead over the next passage it brings; no unit."""

    feature: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was given.

    `kind` is the kind of answer that the question asks for, `other` when nothing tells. `reasons`
    are at most three, the strongest first. `lead` is the difference of the scores to the next
    passage, None when there is none. `taught` is the question, like this one, that a person
    answered with the passage; None where nothing of it counted.
    """

    passage: Passage
    kind: str
    words: tuple[AskedWord, ...]
    reasons: tuple[Reason, ...]
    lead: float | None
    taught: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `understood` is the question as corrected, None when nothing was. `confidence` is between 0
    and 1. `matches` are ranked, best first, whatever the status, and may be empty: who shows an
    answer shows none of them when `status` is NOT_FOUND.

    `notice` tells what the question was where it was none to the articles. It comes with the
    status NOT_FOUND and no match; or, for a summary (SUMMARISED), with the status ANSWER and the
    sentences of the summary as highlights, in the article's order. `why` explains the first match,
    where that was asked for.
    """

    question: str
    understood: str | None
    status: Status
    confidence: float
    matches: tuple[Match, ...]
    elapsed_seconds: float
    notice: Notice | None = None
    why: Why | None = None
