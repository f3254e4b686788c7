"""A question beside passages."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from bot.retrieval.candidates import HEADING
from bot.retrieval.words import stem
from tests.retrieval.builders import (
    FEW,
    KEEPER,
    LIGHTHOUSE,
    MARKET,
    PROSE,
    QUESTIONS,
    all_beside,
    beside,
)


def test_a_held_term_is_one_that_the_passage_says() -> None:
    candidates = beside("Quel phare et quelle tomme ?", LIGHTHOUSE)

    assert candidates.met.terms_in_passages.tolist() == [[True], [False]]
    assert candidates.met.terms_in_sentences.tolist() == [[True, False], [False, False]]


def test_what_is_new_is_what_the_question_does_not_hold() -> None:
    candidates = beside("Qui est Goff ?", LIGHTHOUSE)
    names = candidates.told.names

    new = candidates.new(names).tolist()

    words = candidates.held.words.tolist()
    written = [candidates.index.wording.words.words[words[at]] for at in new]
    assert "kermadec" in written
    assert "goff" not in written
    assert len(names) == len(new) + 1


def test_a_sentence_that_says_all_meets_the_whole_question() -> None:
    candidates = beside("Qui construisit le phare ?", LIGHTHOUSE, KEEPER)

    assert candidates.sentence_shares == pytest.approx([1, 0])
    assert candidates.passage_degrees.tolist() == [[1.0], [1.0]]


def test_a_word_of_the_heading_counts_for_half() -> None:
    candidates = beside("Quelle invention ?", LIGHTHOUSE, KEEPER, section=("Une invention",))

    assert candidates.passage_degrees.tolist() == [[HEADING]]
    assert not candidates.met.terms_in_passages.any()
    assert candidates.section(0) == {stem("invention")}


def test_a_question_without_a_term_meets_nothing() -> None:
    candidates = beside("Qui ?", LIGHTHOUSE)

    assert candidates.passage_degrees.shape == (0, 1)
    assert candidates.sentence_shares.tolist() == [0.0, 0.0]


def test_a_passage_without_a_word_meets_nothing() -> None:
    candidates = beside("Quel phare ?", "…", MARKET)

    assert candidates.passage_degrees.tolist() == [[0.0]]
    assert len(candidates.held.lines) == 1


def test_an_article_holds_what_any_of_its_passages_or_its_title_says() -> None:
    candidates = beside("Quel naufrage en été au phare de Brest ?", MARKET, KEEPER, title="Phare")

    told = dict(zip(candidates.asked.stems, candidates.in_article[:, 0].tolist(), strict=True))
    assert told == {stem("naufrage"): True, stem("phare"): True, stem("brest"): False}
    naufrage, _, brest = candidates.asked.terms
    assert candidates.is_in_article(naufrage, 0)
    assert not candidates.is_in_article(brest, 0)


def test_who_said_a_quotation_answers_who_alone() -> None:
    said = "Le phare est beau.\n– Anna, au phare de Kermadec"

    assert beside("Quel phare de Kermadec ?", said).answering.tolist() == [0]
    assert beside("Qui au phare de Kermadec ?", said).answering.tolist() == [1]
    assert beside("Quel phare ?", "– Anna, au phare").answering.tolist() == [0]


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_share_is_between_nothing_and_all(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)
    held, shares = candidates.held, candidates.sentence_shares

    assert len(shares) == len(held.lines) == len(candidates.evidence)
    assert np.all((shares >= 0) & (shares <= 1 + 1e-9))
    assert np.all((candidates.passage_degrees >= 0) & (candidates.passage_degrees <= 1))
    assert np.all(candidates.share(candidates.passage_degrees) >= held.most(shares) - 1e-9)
    assert np.array_equal(candidates.passage_degrees, held.most(candidates.sentence_degrees))
    assert np.array_equal(held.passage_of[candidates.answering], range(len(texts)))


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_is_told_of_a_passage_hangs_on_no_other_one_beside_it(
    texts: list[str], question: str
) -> None:
    together = all_beside(question, *texts)
    index = together.index

    for at in range(len(texts)):
        alone = replace(together, told=replace(together.told, held=index.held([at])))
        own = together.held.sentences_of(at)
        assert alone.sentence_scores == pytest.approx(together.sentence_scores[own])
        assert alone.passage_degrees[:, 0].tolist() == together.passage_degrees[:, at].tolist()
        assert alone.bm25[:, 0].tolist() == together.bm25[:, at].tolist()


ANNOUNCED = "La fête attire la ville. Pourquoi un tel succès ? L’entrée est gratuite. Qui la paie ?"


@pytest.mark.parametrize(
    "question",
    ["Pourquoi un tel succès ?", "POURQUOI UN TEL SUCCES ?", "Pour quelle raison un tel succès ?"],
)
def test_the_question_itself_is_no_answer_where_the_text_asks_it(question: str) -> None:
    candidates = beside(question, ANNOUNCED)

    assert candidates.asks_the_same.tolist() == [False, True, False, False]
    assert candidates.answering.tolist() == [2]


def test_a_question_that_says_more_than_what_is_asked_may_answer() -> None:
    candidates = beside("Quelle question pose la fête ?", "La fête attire. Qui paie la fête ?")

    assert not candidates.asks_the_same.any()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Quelle question pose Hamlet ?",
            "Hamlet pose la question : être ou ne pas être ? On écoute.",
        ),
        ("Que demande Anna ?", "Anna demande : qui est là ? Il pleut."),
    ],
)
def test_who_tells_what_was_asked_may_answer(question: str, text: str) -> None:
    candidates = beside(question, text)

    assert not candidates.asks_the_same.any()
    assert candidates.answering.tolist() == [0]


def test_where_there_is_nothing_but_the_question_that_is_what_there_is() -> None:
    assert beside("Pourquoi un tel succès ?", "Pourquoi un tel succès ?").answering.tolist() == [0]
