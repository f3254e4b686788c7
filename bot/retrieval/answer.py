"""What the librarian gives back: a status, and quotations that were written in an article."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.article import Passage


class Status(StrEnum):
    """How far the articles answer the question."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOT_FOUND = "not_found"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `understood` is the question as corrected, None when nothing was. `confidence` is between 0
    and 1. `matches` are ranked, best first, whatever the status, and may be empty: who shows an
    answer shows none of them when `status` is NOT_FOUND.
    """

    question: str
    understood: str | None
    status: Status
    confidence: float
    matches: tuple[Match, ...]
    elapsed_seconds: float
