"""What the shipped weights are learned from, in training/."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.articles.folder import read_corpus
from bot.measuring.question_files import read_question_file

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "training" / "questions").glob("*.yaml"))
CORPUS = read_corpus(ROOT / "training" / "articles")
MEASURED = sorted((ROOT / "corpus" / "questions").glob("*.yaml"))


def test_each_article_has_its_questions_and_is_whole() -> None:
    assert [path.stem for path in FILES] == [article.id for article in CORPUS.articles]
    assert CORPUS.skipped == ()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_each_file_fits_its_article(path: Path) -> None:
    assert read_question_file(path, CORPUS).questions


def asked_of(folder: Path, files: Iterable[Path]) -> set[tuple[str, ...]]:
    """Return the questions that an article answers, each with those before it."""
    corpus = read_corpus(folder)
    sets = [read_question_file(path, corpus) for path in files]
    return {
        (*question.earlier, question.text)
        for each in sets
        for question in each.questions
        if question.kind.is_answered
    }


def test_nothing_that_the_bot_is_measured_with_is_learned_from() -> None:
    learned = asked_of(ROOT / "training" / "articles", FILES)

    assert learned.isdisjoint(asked_of(ROOT / "corpus", MEASURED))
