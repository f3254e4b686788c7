"""A question as the ranking sees it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.asked import Asked, Term
from bot.retrieval.candidates import FOCUS
from bot.retrieval.terms import CONTEXT, PART
from bot.retrieval.words import stem, stems
from tests.retrieval.builders import FEW, QUESTIONS, TEXTS, ranking_of

RANKING = ranking_of(*TEXTS)


def term(asked: Asked, word: str) -> Term:
    (found,) = [each for each in asked.terms if each.stem == stem(word)]
    return found


def test_a_term_stands_for_each_word_that_carries_meaning_once() -> None:
    asked = RANKING.read("Qui construisit le phare, ce phare de Kermadec ?")

    assert asked.stems == [stem(word) for word in ("construisit", "phare", "kermadec")]


def test_the_weight_is_the_sum_of_what_the_terms_weigh() -> None:
    asked = RANKING.read("Qui construisit le phare ?")

    assert asked.weight == sum(each.idf for each in asked.terms)
    assert asked.rarity == sum(each.rarity for each in asked.terms)


@pytest.mark.parametrize("question", ["", "?!", "Qui est-ce ?", "\ud800"])
def test_a_question_without_a_term_has_a_weight_to_divide_by(question: str) -> None:
    asked = RANKING.read(question)

    assert asked.terms == ()
    assert asked.weight == asked.rarity == 1.0


def test_a_word_of_an_earlier_question_comes_last_and_counts_for_less() -> None:
    asked = RANKING.read("Quelle tomme ?", "Le phare et la tomme")
    alone = RANKING.read("Quel phare, quelle tomme ?")

    assert asked.stems == [stem("tomme"), stem("phare")]
    assert term(asked, "phare").idf == CONTEXT * term(alone, "phare").idf
    assert term(asked, "tomme").idf == term(alone, "tomme").idf


def test_the_focus_is_what_quel_asks_for() -> None:
    asked = RANKING.read("Dans quelle cave la tomme mûrit-elle ?")

    assert [each.stem for each in asked.terms if each.is_focus] == [stem("cave")]


def test_a_question_without_quel_has_no_focus() -> None:
    assert not any(each.is_focus for each in RANKING.read("Où mûrit la tomme ?").terms)


def test_what_is_asked_for_counts_where_there_is_evidence_of_it() -> None:
    candidates = RANKING.beside(RANKING.read("En quelle année ?"), [0])

    assert candidates.passage_degrees.tolist() == [[FOCUS]]


def test_a_future_says_nothing_of_where_one_goes() -> None:
    assert RANKING.read("La tomme va mûrir ?").stems == [stem("tomme"), stem("murir")]
    assert stem("va") in RANKING.read("Où va la tomme ?").stems


def test_an_expression_stands_for_its_words() -> None:
    asked = RANKING.read("Qui prend les rênes du phare ?")

    assert [each.folded for each in asked.terms] == ["prend les renes", "phare"]
    assert asked.terms[0].degree_in({stem("prend")}) == PART


def test_several_things_are_asked_for() -> None:
    assert RANKING.read("Quels sont les étals ?").is_plural
    assert not RANKING.read("Quel étal ?").is_plural


def test_numbers_and_names_are_told_apart() -> None:
    asked = RANKING.read("Le phare de Kermadec en 1874")

    assert term(asked, "1874").is_number
    assert not term(asked, "1874").is_name
    assert term(asked, "kermadec").is_name
    assert not term(asked, "phare").is_name


def test_an_alternative_may_stand_for_a_term() -> None:
    asked = RANKING.read("fanal", "", {stem("fanal"): frozenset({stem("phare")})})

    assert 0 < term(asked, "fanal").degree_in({stem("phare")}) < 1


def test_a_surname_may_stand_for_a_first_name() -> None:
    ranking = ranking_of("Avec Anna Quéméner.", "Pour Anna Quéméner.", "La Quéméner note.")

    assert 0 < term(ranking.read("Anna ?"), "anna").degree_in({stem("quemener")}) < 1


def test_a_term_is_met_by_itself_wholly_and_by_nothing_not_at_all() -> None:
    found = term(RANKING.read("phare"), "phare")

    assert found.degree_in({stem("phare"), "autre"}) == 1.0
    assert found.degree_in({"autre"}) == 0.0
    assert found.degree_in(()) == 0.0


@FEW
@given(question=QUESTIONS, context=QUESTIONS, held=st.sets(st.sampled_from(stems(" ".join(TEXTS)))))
def test_degrees_and_weights_are_in_bounds(question: str, context: str, held: set[str]) -> None:
    asked = RANKING.read(question, context)

    assert len(asked.stems) == len(set(asked.stems))
    assert asked.weight > 0
    assert asked.rarity > 0
    for each in asked.terms:
        assert each.idf > 0
        assert each.rarity >= 0
        assert 0 <= each.degree_in(held) <= 1


@FEW
@given(question=QUESTIONS, data=st.data())
def test_terms_are_met_by_arrays_of_stems_as_by_sets(question: str, data: st.DataObject) -> None:
    asked = RANKING.read(question)
    stems_known = [*asked.numbers]
    sets = (
        data.draw(st.lists(st.sets(st.sampled_from(stems_known)), max_size=4))
        if (stems_known)
        else [set[str]()]
    )
    is_held = np.array([[s in each for each in sets] for s in [*stems_known, ""]], dtype=bool)

    found = asked.degree(is_held.reshape(len(stems_known) + 1, len(sets)))

    assert found.tolist() == [[each.degree_in(held) for held in sets] for each in asked.terms]
