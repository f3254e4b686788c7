"""Chat shorthand: written out, unless the corpus knows the word or it is a letter of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.shorthand import expand
from bot.retrieval.words import words
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS


def nothing_known(folded: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c ki le pdg", "c'est qui le pdg"),
        ("koi de neuf", "quoi de neuf"),
        ("pk il part", "pourquoi il part"),
        ("PK il part", "pourquoi il part"),
        ("le gardien, c ki ?", "le gardien, c'est qui ?"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert expand(typed, nothing_known) == meant


@pytest.mark.parametrize("typed", ["La vitamine C agit ?", "la 5 g", "Le plan C ?", "c 4"])
def test_a_letter_that_is_a_name_is_left(typed: str) -> None:
    assert expand(typed, nothing_known) == typed


@pytest.mark.parametrize("subject", ["il", "elle", "on", "ils", "elles"])
def test_the_letter_between_a_verb_and_its_subject_is_left(subject: str) -> None:
    for typed in (f"Quand a-t-{subject} bâti ?", f"Quand a t {subject} bâti ?"):
        assert expand(typed, nothing_known) == typed
        assert expand(typed.upper(), nothing_known) == typed.upper()


@FEW
@given(text=QUESTIONS)
def test_a_word_that_the_corpus_knows_is_left(text: str) -> None:
    known = {word.folded for word in words(f"{text} pk")}

    assert expand(f"{text} pk", known.__contains__).endswith("pk")


@FEW
@given(text=st.lists(st.sampled_from("le phare tomme 1874 ? , «  »".split()), max_size=8))
def test_a_text_without_shorthand_is_given_as_it_is(text: list[str]) -> None:
    assert expand("  ".join(text), nothing_known) == "  ".join(text)


@FEW
@given(text=ANYTHING)
def test_any_text_is_expanded_to_the_same_twice(text: str) -> None:
    assert expand(text, nothing_known) == expand(text, nothing_known)
