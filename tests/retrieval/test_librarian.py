"""The librarian: the laws that hold for every question, generated or really asked."""

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.folder import read_corpus
from bot.measuring.question_files import read_question_file
from bot.measuring.questions import Kind, Question
from bot.measuring.selection import per_article, sample
from bot.measuring.squad import read_squad
from bot.retrieval.answer import Answer, Status
from bot.retrieval.librarian import Librarian
from bot.retrieval.reading import read
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.words import stems
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import (
    FEW,
    PROSE,
    QUESTIONS,
    TEXTS,
    WAYS_OF_TYPING,
    Typed,
    found,
    librarian_of,
    related_stems,
    thesaurus_files,
)

ROOT = Path(__file__).parents[2]
PIAF = ROOT.parent / "shared" / "data" / "piaf-v1.0.json"
TYPED_WELL = frozenset({Kind.PLAIN, Kind.PARAPHRASE, Kind.ENGLISH, Kind.UNANSWERED})


@cache
def shipped() -> Librarian:
    return Librarian(read_corpus(ROOT / "corpus"))


@cache
def small() -> Librarian:
    return librarian_of(*TEXTS)


@cache
def questions() -> list[Question]:
    files = sorted((ROOT / "corpus" / "questions").glob("*.yaml"))
    return [
        question
        for file in files
        for question in read_question_file(file, shipped().corpus).questions
    ]


@cache
def answered(text: str) -> tuple[Status, float, Typed]:
    return found(shipped().answer(text))


def assert_lawful(answer: Answer) -> None:
    """What holds for any answer to any question."""
    scores = [match.score for match in answer.matches]
    assert 0.0 <= answer.confidence <= 1.0
    assert all(map(math.isfinite, scores))
    assert scores == sorted(scores, reverse=True)
    assert len({match.passage.id for match in answer.matches}) == len(scores)
    assert answer.matches or answer.status is Status.NOT_FOUND
    for match in answer.matches:
        passage = match.passage
        assert passage.article.prose[passage.start :].startswith(passage.text)
        assert passage.text[match.highlight_start : match.highlight_end] == match.highlight
        assert match.highlight.strip()


@pytest.mark.unmeasured
@pytest.mark.parametrize("way", WAYS_OF_TYPING)
def test_a_real_question_is_answered_the_same_however_it_is_typed(way: str) -> None:
    for question in questions():
        if question.kind in TYPED_WELL:
            typed = WAYS_OF_TYPING[way](question.text)

            assert answered(typed) == answered(question.text), typed


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
@FEW
@given(question=QUESTIONS)
def test_a_generated_question_is_answered_the_same_however_it_is_typed(
    way: str, question: str
) -> None:
    assert found(small().answer(WAYS_OF_TYPING[way](question))) == found(small().answer(question))


@pytest.mark.unmeasured
@pytest.mark.skipif(not PIAF.exists(), reason="PIAF is not beside the checkout")
def test_questions_of_piaf_are_answered_by_the_laws_however_they_are_typed() -> None:
    for asked in sample(list(per_article(read_squad(PIAF))), 15):
        librarian = Librarian(asked.corpus)
        for question in asked.questions:
            answer = librarian.answer(question.text)

            assert_lawful(answer)
            for way in WAYS_OF_TYPING.values():
                assert found(librarian.answer(way(question.text))) == found(answer)


@FEW
@given(texts=PROSE, question=QUESTIONS, earlier=st.lists(QUESTIONS, max_size=3))
def test_an_answer_keeps_the_laws_whatever_the_corpus(
    texts: list[str], question: str, earlier: list[str]
) -> None:
    assert_lawful(librarian_of(*texts).answer(question, earlier=earlier))


@FEW
@given(question=QUESTIONS)
@example(question="à coût ! gardienne")
def test_only_a_passage_that_shares_a_word_or_a_related_one_matches(question: str) -> None:
    related = related_stems(small(), question)

    for match in small().search(question):
        assert related.intersection(stems(match.passage.text))


def test_a_search_leaves_a_greeting_aside_as_an_answer_does() -> None:
    greeted = small().search("Bonjour Sophie ! Le phare de Kermadec")

    assert greeted == small().search("Le phare de Kermadec")


@FEW
@given(question=QUESTIONS)
def test_every_passage_that_shares_a_word_matches(question: str) -> None:
    related = related_stems(small(), question)
    sharing = {
        passage.id
        for passage in small().corpus.passages
        if related.intersection(stems(passage.text))
    }

    assert {match.passage.id for match in small().search(question)} == sharing


@FEW
@given(question=QUESTIONS)
def test_a_highlight_is_a_sentence_of_its_passage(question: str) -> None:
    for match in small().search(question):
        spans = read(match.passage.text).spans
        assert (match.highlight_start, match.highlight_end) in spans


@FEW
@given(texts=PROSE, times=st.integers(2, 4), question=QUESTIONS)
def test_equal_passages_keep_the_order_of_the_corpus(
    texts: list[str], times: int, question: str
) -> None:
    librarian = librarian_of(*texts * times)
    matches = librarian.search(question)

    for text in texts:
        numbers = [match.passage.number for match in matches if match.passage.text == text]
        assert numbers == sorted(numbers)


@FEW
@given(question=QUESTIONS, earlier=st.lists(QUESTIONS, max_size=2))
def test_the_same_question_has_the_same_answer_twice(question: str, earlier: list[str]) -> None:
    once, again = small().answer(question, earlier=earlier), librarian_of(*TEXTS)

    assert found(again.answer(question, earlier=earlier)) == found(once)
    assert found(small().answer(question, earlier=earlier)) == found(once)


@FEW
@given(question=QUESTIONS, limit=st.integers(0, 5))
def test_a_limit_cuts_the_ranking_and_changes_nothing_else(question: str, limit: int) -> None:
    status, confidence, ranked = found(small().answer(question))

    assert found(small().answer(question, limit=limit)) == (status, confidence, ranked[:limit])


@FEW
@given(asked=st.lists(QUESTIONS, min_size=4, max_size=8))
def test_threads_that_ask_at_once_are_answered_as_one_would_be(asked: list[str]) -> None:
    alone = [found(small().answer(question)) for question in asked]

    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda question: found(small().answer(question)), asked * 3))

    assert together == alone * 3


@pytest.mark.unmeasured
def test_threads_answer_the_real_questions_as_one_does() -> None:
    texts = [question.text for question in questions()[:60]]
    alone = [found(shipped().answer(text)) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: found(shipped().answer(text)), texts))

    assert together == alone


def test_what_is_asked_of_a_name_that_the_article_does_not_hold_is_never_answered(
    tmp_path: Path,
) -> None:
    known = Thesaurus(*thesaurus_files(tmp_path, {"tourniquer": [["phare", "fanal"]]}))
    librarian = Librarian(corpus_of(*TEXTS), thesaurus=known)

    own = librarian.answer("Qui construisit le phare de Kermadec en 1874 ?")
    other = librarian.answer("Qui construisit le phare de Zblorgadec en 1874 ?")

    assert own.status is Status.ANSWER
    assert other.status is not Status.ANSWER
