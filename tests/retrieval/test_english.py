"""English questions: told from French ones, and put into French words."""

import pytest
from hypothesis import given

from bot.retrieval.english import is_english, translate
from bot.retrieval.words import stem
from tests.retrieval.builders import ANYTHING, FEW, LIGHTHOUSE, TEXTS, librarian_of

ENGLISH = [
    "Who built the lighthouse of Kermadec?",
    "When was the lighthouse built?",
    "How much did Meta pay for Scale AI?",
    "WHAT IS THE CHEESE MADE OF",
]
FRENCH = [
    "Qui construisit le phare de Kermadec ?",
    "Combien Meta a-t-il investi ?",
    "Où se tient le marché",
    "On a construit quoi en 1874 ?",
    "Qu’est-ce que Scale AI ?",
    "",
    "1874 ?",
]


@pytest.mark.parametrize("question", ENGLISH)
def test_an_english_question_is_told(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize("question", FRENCH)
def test_a_french_question_is_not_taken_for_english(question: str) -> None:
    assert not is_english(question)
    assert not is_english(question.upper())


def test_names_and_numbers_stay_as_they_are_typed() -> None:
    french = translate("Who built the Kermadec in 1874?").text

    assert "Kermadec" in french
    assert "1874" in french


def test_the_words_of_english_grammar_are_left_out() -> None:
    assert "the" not in translate("Who built the lighthouse?").text.split()


def test_a_name_of_the_articles_is_not_translated_and_keeps_what_it_would_mean() -> None:
    french = translate("What does Scale build?", "scale".__eq__)

    assert "Scale" in french.text
    assert stem("echelle") in french.alternatives[stem("scale")]


def test_a_word_of_several_meanings_keeps_the_others_as_alternatives() -> None:
    french = translate("Who built the lighthouse?")

    assert all(others for others in french.alternatives.values())
    assert all(first not in others for first, others in french.alternatives.items())
    assert all(first in map(stem, french.text.split()) for first in french.alternatives)


@pytest.mark.parametrize(
    "question",
    ["Who built the Kermadec in 1874?", "How many years did Anna Quemener live there?"],
)
def test_an_english_question_finds_the_french_passage(question: str) -> None:
    right = TEXTS[1] if "Anna" in question else LIGHTHOUSE

    assert librarian_of(*TEXTS).answer(question).matches[0].passage.text == right


def test_a_translation_is_not_told_as_a_correction() -> None:
    assert librarian_of(*TEXTS).answer("Who built the Kermadec in 1874?").understood is None


@FEW
@given(text=ANYTHING)
def test_any_text_is_translated_to_the_same_in_capitals(text: str) -> None:
    assert translate(text) == translate(text)
    assert is_english(text.lower()) == is_english(text.lower().upper().lower())
