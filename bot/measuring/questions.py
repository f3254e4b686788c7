"""Questions whose answers are known: plain values, shared by every module that measures."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.article import Corpus


class Kind(StrEnum):
    """How a question was asked, and whether the articles answer it.

    OWN, FOREIGN and IMPOSSIBLE are the kinds of SQuAD files; the others those of question files.
    """

    PLAIN = "plain"
    PARAPHRASE = "paraphrase"
    NO_ACCENTS = "no-accents"
    TYPO = "typo"
    SHORTHAND = "shorthand"
    FOLLOW_UP = "follow-up"
    ENGLISH = "english"
    NEAR_MISS = "near-miss"
    UNANSWERED = "unanswered"
    OWN = "own"
    FOREIGN = "foreign"
    IMPOSSIBLE = "impossible"

    @property
    def is_answered(self) -> bool:
        """Whether the articles answer it."""
        return not (self.is_foreign or self.is_near_miss)

    @property
    def is_foreign(self) -> bool:
        """Whether it has nothing to do with the articles, and must be refused."""
        return self in {Kind.UNANSWERED, Kind.FOREIGN}

    @property
    def is_near_miss(self) -> bool:
        """Whether its subject is in the articles, and its answer is not."""
        return self in {Kind.NEAR_MISS, Kind.IMPOSSIBLE}


@dataclass(frozen=True, slots=True)
class Expected:
    """Words that answer a question.

    `start` is their offset in the text of the right passage, None where it is not known.
    """

    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what answers it.

    `article` is the id of the article that it was written about. `passages` are the ids of the
    right passages: any of them is right, and there is none where the articles do not answer.
    `answers` are words that the right sentence holds, any of them; they may be unknown.
    `earlier` are the questions asked before it, oldest first.
    """

    text: str
    kind: Kind
    article: str
    passages: tuple[str, ...] = ()
    answers: tuple[Expected, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the corpus that they are asked of.

    `name` is that of the file they are from; `asked_of` the id of the one article that makes up
    the corpus, None when all of them are searched at once.
    """

    name: str
    corpus: Corpus
    questions: tuple[Question, ...]
    asked_of: str | None = None


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds these words, whatever white space stands between them."""
    return " ".join(words.split()) in " ".join(text.split())
