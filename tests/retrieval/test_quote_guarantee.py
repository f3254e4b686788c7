"""Nothing leaves the librarian that its article does not say word for word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Article, Corpus, Passage
from bot.articles.folder import read_corpus
from bot.errors import QuoteError
from bot.measuring.squad import read_squad
from bot.retrieval.answer import Match
from bot.retrieval.librarian import Librarian
from bot.retrieval.quotes import verified
from tests.measuring.builders import squad, write_json

CORPUS = Path(__file__).parents[2] / "corpus"
PROSE = "Yves Le Goff construisit le phare.\n\nLa mer monte. Il pleut."
ARTICLE = Article("phare", "Le phare", None, None, "fr", None, PROSE)
TRUE = Passage(ARTICLE, (), 2, 36, "La mer monte. Il pleut.")
FORGED = {
    "other words": replace(TRUE, text="La mer baisse. Il pleut"),
    "another place": replace(TRUE, start=35),
    "a place before the article": replace(TRUE, start=-23),
    "a place behind the article": replace(TRUE, start=900),
    "more than there is": replace(TRUE, text="La mer monte. Il pleut. Il neige."),
}


def test_a_true_quotation_is_given_as_it_is() -> None:
    match = Match(TRUE, 1.0, 0, 13)

    assert PROSE[36:] == TRUE.text
    assert verified([match]) == (match,)


@pytest.mark.parametrize("passage", FORGED.values(), ids=FORGED)
def test_a_forged_passage_is_held_back(passage: Passage) -> None:
    with pytest.raises(QuoteError, match=r"phare#2.*report"):
        verified([Match(TRUE, 1.0, 0, 13), Match(passage, 1.0, 0, 13)])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-3, 4), (0, 24), (13, 14)])
def test_a_highlight_that_is_empty_or_reaches_out_is_held_back(start: int, end: int) -> None:
    with pytest.raises(QuoteError, match="highlight"):
        verified([Match(TRUE, 1.0, start, end)])


@pytest.mark.parametrize("question", ["Qui construisit le phare ?", "Résume l’article"])
def test_the_librarian_gives_no_answer_with_a_forged_passage(question: str) -> None:
    forged = Passage(ARTICLE, (), 1, 0, "Anna Quéméner construisit le phare de Kermadec en 1874.")
    librarian = Librarian(Corpus((ARTICLE,), (forged,)))

    with pytest.raises(QuoteError):
        librarian.answer(question)
    with pytest.raises(QuoteError):
        librarian.search("phare")
    with pytest.raises(QuoteError):
        librarian.why("Qui construisit le phare ?")
    with pytest.raises(QuoteError):
        librarian.passage("phare#1")


@pytest.mark.unmeasured
def test_every_answer_to_the_shipped_questions_is_quoted_word_for_word() -> None:
    librarian = Librarian(read_corpus(CORPUS))
    for file in sorted((CORPUS / "questions").glob("*.yaml")):
        for asked in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]:
            answer = librarian.answer(asked["question"], earlier=asked.get("after", ()), limit=50)
            for match in answer.matches:
                assert match.highlight
                assert match.highlight in match.passage.article.prose


def test_what_a_squad_file_brings_along_is_quoted_word_for_word(tmp_path: Path) -> None:
    known = read_squad(write_json(tmp_path / "squad.json", squad()))
    librarian = Librarian(known.corpus)

    for question in known.questions:
        assert librarian.answer(question.text).matches


@given(st.text(max_size=60), st.integers(-5, 60), st.integers(-5, 60), st.integers(-5, 60))
def test_what_is_let_through_stands_in_the_article(
    text: str, place: int, start: int, end: int
) -> None:
    match = Match(Passage(ARTICLE, (), 1, place, text), 1.0, start, end)
    try:
        verified([match])
    except QuoteError:
        return

    assert PROSE[place : place + len(text)] == text
    assert PROSE[place + start : place + end] == match.highlight
    assert match.highlight.strip()
