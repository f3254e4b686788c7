"""The product's own question files: YAML, checked against the articles that they ask about."""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from bot.articles.article import Corpus, Passage
from bot.errors import BotError
from bot.measuring.files import fault, one_line, text_of
from bot.measuring.questions import Expected, Kind, Question, QuestionSet, holds

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _known(kind: str) -> str:
    known = [k.value for k in Kind if k not in {Kind.OWN, Kind.FOREIGN, Kind.IMPOSSIBLE}]
    if kind not in known:
        raise ValueError(f"`{one_line(kind)}` is none of {', '.join(known)}")
    return kind


OneOrMore = Annotated[tuple[Words, ...], BeforeValidator(_listed)]


class _Entry(BaseModel):
    """One question as it is written: one text, or a list of texts any of which counts."""

    model_config = ConfigDict(extra="forbid")

    question: Words
    kind: Annotated[str, AfterValidator(_known)]
    passage: OneOrMore = ()
    answer: OneOrMore = ()
    after: OneOrMore = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    article: Words
    questions: Annotated[list[Any], Field(min_length=1)]


def read_question_file(path: Path, corpus: Corpus) -> QuestionSet:
    """Read a file of questions about an article of `corpus`.

    Raises BotError, naming the question, when a kind is unknown, when words of a `passage` are
    not those of exactly one passage of the article, or when no right passage holds an `answer`.
    White space counts as one space.
    """
    try:
        file = _File.model_validate(_yaml(path))
    except ValidationError as error:
        raise BotError(f"{path} is not a question file: {fault(error)}.") from error
    own = [passage for passage in corpus.passages if passage.article.id == file.article]
    if not own:
        known = ", ".join(article.id for article in corpus.articles[:5])
        asked = one_line(file.article)
        raise BotError(f"{path}: no article `{asked}` in the corpus, which holds: {known}.")
    questions = []
    for number, fields in enumerate(file.questions, start=1):
        try:
            questions.append(_question(_Entry.model_validate(fields), own))
        except ValidationError as error:
            raise BotError(f"{path}, {_place(number, fields)}: {fault(error)}.") from error
        except BotError as error:
            raise BotError(f"{path}, {_place(number, fields)}: {error}.") from error
    return QuestionSet(path.stem, corpus, tuple(questions))


def _yaml(path: Path) -> object:
    try:
        return yaml.safe_load(text_of(path))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = one_line(error.problem, limit=200)
        raise BotError(f"{path} is not YAML: line {line}: {reason}; quote that text.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BotError(f"{path} is not YAML: {one_line(error, limit=200)}.") from error


def _place(number: int, fields: object) -> str:
    text = fields.get("question") if isinstance(fields, dict) else None
    return f"question {number}" + (f" (« {one_line(text)} »)" if text else "")


def _question(entry: _Entry, own: list[Passage]) -> Question:
    kind = Kind(entry.kind)
    if not kind.is_answered and (entry.passage or entry.answer):
        raise BotError(f"a question of kind {kind} has neither `passage` nor `answer`")
    if kind.is_answered and not entry.passage:
        raise BotError(f"a question of kind {kind} needs a `passage`")
    if kind is Kind.FOLLOW_UP and not entry.after:
        raise BotError("a follow-up needs `after`, the questions before it")
    right = [_only(words, own) for words in entry.passage]
    for words in entry.answer:
        if not any(holds(passage.text, words) for passage in right):
            raise BotError(f"no right passage holds the answer « {one_line(words)} »")
    ids = tuple(dict.fromkeys(passage.id for passage in right))
    answers = tuple(Expected(words) for words in entry.answer)
    return Question(entry.question, kind, own[0].article.id, ids, answers, entry.after)


def _only(words: str, own: list[Passage]) -> Passage:
    found = [passage for passage in own if holds(passage.text, words)]
    if len(found) == 1:
        return found[0]
    where = f"{len(found)} passages hold" if found else "no passage holds"
    named = f" ({', '.join(passage.id for passage in found[:5])})" if found else ""
    raise BotError(f"{where} « {one_line(words)} »{named}; `passage` wants words of exactly one")
