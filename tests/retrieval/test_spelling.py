"""Typing errors: mended with the corpus's own words, and never more than is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.index.index import Index
from bot.retrieval.spelling import Spelling
from bot.retrieval.words import words
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS, TEXTS

ANTHROPIC = "Anthropic et OpenAI publient GPT4 en 2025 pour 14,3 milliards."
HYPHEN = "La start-up de Kermadec a ouvert un site."
JOINED = "La startup de Kermadec a ouvert un site."


def spelling_of(*texts: str) -> Spelling:
    index = Index.of(corpus_of(*texts).passages)
    return Spelling(index.wording, index.terms.kin)


def corrected(question: str, *texts: str, french: str = "") -> str:
    return spelling_of(*texts).correct(question, french.split().__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Antropic ?", "Anthropic ?"),
        ("antropic", "Anthropic"),
        ("ANTROPIC", "Anthropic"),
        ("que fait anthopric", "que fait Anthropic"),
        ("les miliards", "les milliards"),
    ],
)
def test_a_mistyped_word_becomes_the_one_of_the_corpus(typed: str, meant: str) -> None:
    assert corrected(typed, ANTHROPIC) == meant


@pytest.mark.parametrize("typed", ["2024", "14,4 ?", "20 25", "2O25", "GPT5", "GPT3 ou GPT4", "5g"])
def test_a_number_is_never_changed(typed: str) -> None:
    assert corrected(typed, ANTHROPIC) == typed


def test_a_word_of_the_corpus_is_never_changed() -> None:
    assert corrected("OpenAI publie Anthropic", ANTHROPIC) == "OpenAI publie Anthropic"


def test_a_french_word_is_never_changed() -> None:
    assert corrected("pharo", "Le phare.", french="pharo") == "pharo"
    assert corrected("partons", "Une part ons.", french="partons") == "partons"


def test_a_word_that_is_far_from_all_is_left() -> None:
    assert corrected("zblorgifique", ANTHROPIC) == "zblorgifique"


def test_a_short_word_is_left() -> None:
    assert corrected("mur", "La mer.") == "mur"


def test_the_more_frequent_of_two_neighbours_is_meant() -> None:
    assert corrected("carve", "Une cave, une cave.", "Une carte.") == "cave"


def test_two_words_that_the_corpus_joins_are_joined() -> None:
    assert corrected("une start up ?", JOINED) == "une startup ?"
    assert corrected("une start-up ?", JOINED) == "une startup ?"


def test_a_word_that_the_corpus_splits_is_split() -> None:
    assert corrected("une startup ?", HYPHEN) == "une start-up ?"


def test_a_french_word_is_split_only_where_the_corpus_writes_a_hyphen() -> None:
    assert corrected("une startup ?", HYPHEN, french="startup") == "une start-up ?"
    assert corrected("une startup ?", "Le start up ici.", french="startup") == "une startup ?"


def test_words_that_the_corpus_writes_as_typed_are_left() -> None:
    assert corrected("une start up ?", HYPHEN) == "une start up ?"
    assert corrected("une start up ?", HYPHEN, JOINED) == "une start up ?"


@FEW
@given(question=QUESTIONS)
def test_what_the_corpus_says_is_never_changed(question: str) -> None:
    known = spelling_of(*TEXTS, f"Mot {question}")

    assert known.correct(question, lambda _: False) == question


@FEW
@given(question=ANYTHING)
def test_only_words_of_the_corpus_are_put_in(question: str) -> None:
    known = spelling_of(*TEXTS)
    mended = {word.folded for word in words(known.correct(question, lambda _: False))}

    asked = {"combien", "comment", "pourquoi", "quand", "quelle", "quelles", "quels", "pourcentage"}
    typed = {word.folded for word in words(question)}
    assert mended <= typed | set(known.wording.words.words.all()) | asked


@FEW
@given(question=ANYTHING)
def test_where_every_word_is_french_no_letter_is_changed(question: str) -> None:
    typed = "".join(word.folded for word in words(question))
    mended = spelling_of(*TEXTS).correct(question, lambda _: True)

    assert "".join(word.folded for word in words(mended)) == typed


@FEW
@given(number=st.integers(0, 10**9), question=QUESTIONS)
def test_a_number_in_a_question_stays_in_it(number: int, question: str) -> None:
    mended = spelling_of(*TEXTS, "En 2025, 31 % des 12 francs.").correct(
        f"{question} prix {number} euros", lambda _: False
    )

    assert f"{number}" in mended
