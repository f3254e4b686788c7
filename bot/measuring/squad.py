"""SQuAD-form JSON as a corpus and its questions: v1.1, and v2.0 with `is_impossible`.

The form is that of Rajpurkar et al. 2016 and 2018, which FQuAD and PIAF share.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from bot.articles.article import Article, Corpus, Passage
from bot.errors import BotError
from bot.measuring.files import json_of, one_line
from bot.measuring.questions import Expected, Kind, Question, QuestionSet

KEPT_OUT_ONE_IN = 3


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Article(BaseModel):
    title: str
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Article]


def is_kept_out(title: str) -> bool:
    """Tell whether weights are never fitted on the article of that title.

    About one article in three is. The title alone decides, so that a file that gains articles,
    or lists them in another order, keeps its parts.
    """
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % KEPT_OUT_ONE_IN == 0


def read_squad(path: Path) -> QuestionSet:
    """Read a file: an article for each title, a passage for each context, word for word.

    A context found twice in one article is one passage; found in several, each of them is right.
    A question without answers that is not called impossible keeps its right passage. Raises
    BotError when the file is not of that form, or holds no question.
    """
    file = json_of(path, _File, "a SQuAD file")
    paragraphs: dict[str, list[_Paragraph]] = {}
    for article in file.data:
        paragraphs.setdefault(article.title, []).extend(article.paragraphs)
    articles = [_article(title, own, path) for title, own in paragraphs.items()]
    passages = [passage for article in articles for passage in article]
    alike: dict[str, list[str]] = {}
    for passage in passages:
        alike.setdefault(passage.text, []).append(passage.id)
    questions = [
        _question(asked, title, paragraph.context, alike[paragraph.context])
        for title, own in paragraphs.items()
        for paragraph in own
        for asked in paragraph.qas
    ]
    if not questions:
        raise BotError(f"{path} holds no question.")
    known = tuple(article[0].article for article in articles if article)
    return QuestionSet(path.stem, Corpus(known, tuple(passages)), tuple(questions))


def _article(title: str, paragraphs: list[_Paragraph], path: Path) -> list[Passage]:
    texts = list(dict.fromkeys(paragraph.context for paragraph in paragraphs))
    if not all(text.strip() for text in texts):
        raise BotError(f"{path} is not a SQuAD file: a context of « {one_line(title)} » is empty.")
    prose = "\n\n".join(texts)
    article = Article(title, title, site=None, published=None, lang="fr", url=None, prose=prose)
    return list(_passages(article, texts))


def _passages(article: Article, texts: list[str]) -> Iterator[Passage]:
    start = 0
    for number, text in enumerate(texts, start=1):
        yield Passage(article, (), number, start, text)
        start += len(text) + len("\n\n")


def _question(asked: _Question, title: str, context: str, passages: list[str]) -> Question:
    if asked.is_impossible:
        return Question(asked.question, Kind.IMPOSSIBLE, title)
    answers = [_expected(answer, context) for answer in asked.answers if answer.text.strip()]
    right = tuple(dict.fromkeys(answers))
    return Question(asked.question, Kind.OWN, title, tuple(passages), right)


def _expected(answer: _Answer, context: str) -> Expected:
    """Return the answer with its offset; where that is given wrongly, the nearest right one."""
    if answer.answer_start >= 0 and context.startswith(answer.text, answer.answer_start):
        return Expected(answer.text, answer.answer_start)
    found = [at for at in range(len(context)) if context.startswith(answer.text, at)]
    nearest = min(found, key=lambda at: abs(at - answer.answer_start), default=None)
    return Expected(answer.text, nearest)
