"""What a server was taught, as `souffleur data export` writes it."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.measuring.files import json_of
from bot.measuring.questions import QuestionSet
from bot.retrieval.taught import Placed, Taught


class _Lesson(BaseModel):
    """A lesson of an export; what else the export says of it does not matter here."""

    model_config = ConfigDict(extra="ignore")

    question: str
    article_id: str
    passage_text: str


class _Export(BaseModel):
    model_config = ConfigDict(extra="ignore")

    lessons: tuple[_Lesson, ...]


def read_lessons(path: Path) -> tuple[Taught, ...]:
    """Return what an export says was taught; raises BotError when it is no export."""
    export = json_of(path, _Export, "an export of a server's data")
    return tuple(
        Taught(each.question, each.article_id, each.passage_text) for each in export.lessons
    )


def orphans_of(sets: Sequence[QuestionSet], taught: Sequence[Taught]) -> tuple[Taught, ...]:
    """Return what was taught of passages that none of the articles asked about holds."""
    corpora = {id(asked.corpus): asked.corpus for asked in sets}.values()
    gone = [frozenset(Placed.among(corpus, taught).orphans) for corpus in corpora]
    return tuple(each for each in taught if all(each in orphans for orphans in gone))
