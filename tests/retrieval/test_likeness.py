"""How like one question is to another."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given

from bot.retrieval.librarian import Librarian
from tests.retrieval.builders import FEW, QUESTIONS, TEXTS, WAYS_OF_TYPING, librarian_of


@cache
def small() -> Librarian:
    return librarian_of(*TEXTS)


def likeness(one: str, other: str, *others: str) -> float:
    read = [small().read(text) for text in (other, *others)]
    return float(small().likeness(read).of(small().read(one))[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qui dirige le phare ?", "qui dirige le phare"),
        ("Qui dirige le phare ?", "Bonjour, qui dirige le phare ?"),
        ("Qui dirige le phare ?", "ki dirige le phare svp"),
        ("Qui dirige le phare ?", "Qui dirrige le phare ?"),
        ("Combien de zblorgs à la cantine ?", "cb de zblrogs a la cantine"),
    ],
)
def test_the_same_question_typed_otherwise_is_nearly_1(one: str, other: str) -> None:
    assert likeness(one, other) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qui dirige le phare de Kermadec ?", "Combien vaut le phare de Kermadec ?"),
        ("Qui dirige le phare ?", "Combien dirige le phare ?"),
        ("Qui a racheté la cave en 2003 ?", "Qui a racheté la cave en 2006 ?"),
        ("Où vit la gardienne ?", "Où ne vit pas la gardienne ?"),
        ("Quand ouvre le marché ?", "Pourquoi la tomme mûrit-elle ?"),
    ],
)
def test_another_question_about_the_same_is_less_than_like(one: str, other: str) -> None:
    assert likeness(one, other) < 0.75


def test_words_of_one_meaning_count_nearly_as_the_same() -> None:
    assert likeness("Qui bâtit le phare ?", "Qui construisit le phare ?") > 0.8
    assert likeness("Qui est le chef ?", "Qui est le patron ?") > 0.75


def test_the_same_words_in_another_order_are_another_question() -> None:
    moved = likeness("Qui a racheté la tomme ?", "Qui la tomme a-t-elle rachetée ?")

    assert moved < likeness("Qui a racheté la tomme ?", "Qui a racheté une tomme ?")


def test_what_all_of_the_questions_say_weighs_little() -> None:
    asked = ("Qui garde Zanzibar ?", "Qui peint Zanzibar ?")
    more = ("Où est Zanzibar ?", "Quand naquit Zanzibar ?", "Combien vaut Zanzibar ?")

    assert likeness(*asked, *more) < likeness(*asked)


def test_a_question_without_words_that_carry_meaning_is_like_itself_alone() -> None:
    assert likeness("C’est qui ?", "c'est qui") == 1.0
    assert likeness("C’est qui ?", "C’est où ?") == 0.0
    assert likeness("C’est qui ?", "Qui construisit le phare ?") == 0.0


@FEW
@given(QUESTIONS, QUESTIONS)
def test_it_is_between_0_and_1_and_blind_to_the_way_of_typing(one: str, other: str) -> None:
    found = likeness(one, other)

    assert 0.0 <= found <= 1.0
    for typed in WAYS_OF_TYPING.values():
        assert likeness(typed(one), other) == likeness(one, typed(other)) == found


@FEW
@given(QUESTIONS)
def test_a_question_is_like_itself(question: str) -> None:
    assert likeness(question, question) == pytest.approx(1.0)
