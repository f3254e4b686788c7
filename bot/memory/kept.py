"""What is kept, as plain values: none of them says who a person is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Literal, Self

RETENTION_DAYS = 30
MAX_RETENTION_DAYS = 365


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server's administrators decided; as it is made, nothing was."""

    language: Literal["fr", "en"] | None = None
    """None: each reader's own."""
    only_channel_ids: tuple[int, ...] = ()
    """Where alone it answers; empty: everywhere."""
    silent_channel_ids: tuple[int, ...] = ()
    automatic_channel_ids: tuple[int, ...] = ()
    hidden_article_ids: tuple[str, ...] = ()
    """Articles of CORPUS_DIR that this server does not see."""
    person_questions: int | None = None
    """This cooldown and the two below: None is what whoever runs the bot set; 0 is no limit."""
    channel_questions: int | None = None
    cooldown_seconds: int | None = None
    keeps_questions: bool = False
    retention_days: int = RETENTION_DAYS
    """After that many days a kept question is erased; 1 to MAX_RETENTION_DAYS."""

    def __post_init__(self) -> None:
        if not 1 <= self.retention_days <= MAX_RETENTION_DAYS:
            raise ValueError(f"a retention is 1 to {MAX_RETENTION_DAYS} days")


class Outcome(StrEnum):
    """What became of a question that was asked in vain."""

    NOT_FOUND = "not_found"
    CLOSEST = "closest"
    USELESS = "useless"
    """It was answered, and somebody found that « Pas utile »."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day ended with that status."""

    day: date
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was asked in vain, as it was asked last."""

    text: str
    outcome: Outcome
    askings: int
    people: int
    """How many different people; one who asks again after the key's rotation counts anew."""
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Lesson:
    """Somebody taught that this question is answered by the passage of that text."""

    id: int
    guild_id: int
    question: str
    article_id: str
    passage_text: str
    taught_on: date


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article of one server, as `corpus/` would hold it."""

    article_id: str
    markdown: str
    source: str
    """Where it is from: an address, or a file's name."""
    added_on: date
    digest: str
    """Changes with the id and the text, and with nothing else."""

    @classmethod
    def of(cls, article_id: str, markdown: str, *, source: str, added_on: date) -> Self:
        """Return the article with its digest."""
        article_id, markdown = storable(article_id), storable(markdown)
        digest = sha256(f"{article_id}\n{markdown}".encode()).hexdigest()
        return cls(article_id, markdown, storable(source), added_on, digest)


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """What is kept about an article of one server, without its text, which may be long."""

    article_id: str
    source: str
    added_on: date


def storable(text: str) -> str:
    """Return `text` without what PostgreSQL or UTF-8 has no place for; mostly it is the same."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def sameness(question: str) -> str:
    """Return what two writings of one question share: case and spaces tell nothing apart.

    A digest, because an index of PostgreSQL takes no entry of more than 2,704 bytes.
    """
    return sha256(" ".join(question.casefold().split()).encode()).hexdigest()
