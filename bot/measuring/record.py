"""A run as JSON: written by `--json`, read by `--compare`."""

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from bot.measuring.asking import Result
from bot.measuring.figures import Figures
from bot.retrieval.answer import Status


class AskedQuestion(BaseModel):
    """One question and what came back.

    `after` are the questions before it, `expected` the ids of the right passages, `first` that of
    the first match. `right` is the side that `--compare` watches: the right passage first, a
    foreign question refused, a near miss not answered. `sentence_right` is None where no answer
    is known.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    asked_of: str | None
    kind: str
    question: str
    after: tuple[str, ...]
    expected: tuple[str, ...]
    first: str | None
    rank: int | None
    status: Status
    confidence: float
    right: bool
    sentence_right: bool | None
    ms: float


class Run(BaseModel):
    """A whole run, of the questions of `files`.

    `souffleur` is the version that was measured, `thesaurus` whether it had one, `taught` how many
    lessons of a server it was given. `figures` are by
    the name of the group: see groups.
    """

    model_config = ConfigDict(frozen=True)

    souffleur: str
    files: tuple[str, ...]
    per_article: bool
    part: str | None
    among_all: bool
    sample: int | None
    thesaurus: bool
    taught: int = 0
    articles: int
    passages: int
    asked: int
    figures: dict[str, Figures]
    results: tuple[AskedQuestion, ...]

    @property
    def conditions(self) -> str:
        """How the questions were asked, in words."""
        conditions = ["each article alone" if self.per_article else "all at once"]
        if self.part:
            conditions.append(f"the {self.part} articles")
        if self.among_all:
            conditions.append("among all articles")
        if self.sample:
            conditions.append(f"a sample of {self.sample}")
        conditions.append(f"{'with' if self.thesaurus else 'without'} thesaurus")
        if self.taught:
            conditions.append(f"with {self.taught} taught")
        return ", ".join(conditions)

    def to_json(self) -> str:
        """Return the run as JSON that is easy to read and to compare: one question a line."""
        head = self.model_dump(mode="json", exclude={"results"})
        rows = [
            json.dumps(row, ensure_ascii=False) for row in self.model_dump(mode="json")["results"]
        ]
        opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
        return f'{opening},\n  "results": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"


def asked_questions(results: Sequence[Result]) -> tuple[AskedQuestion, ...]:
    """Return the results in their public form."""
    return tuple(_asked(result) for result in results)


def _asked(result: Result) -> AskedQuestion:
    question, answer = result.question, result.answer
    return AskedQuestion(
        file=result.file,
        asked_of=result.asked_of,
        kind=question.kind.value,
        question=question.text,
        after=question.earlier,
        expected=question.passages,
        first=answer.matches[0].passage.id if answer.matches else None,
        rank=result.rank,
        status=answer.status,
        confidence=round(answer.confidence, 6),
        right=result.is_right,
        sentence_right=result.is_sentence_right if question.answers else None,
        ms=round(result.elapsed_ms, 3),
    )
