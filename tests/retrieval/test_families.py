"""Words that grew from one root."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.families import root
from bot.retrieval.words import stem

LETTERS = st.text("abcdeinrst", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prendre", "pris"),
        ("valoir", "vaut"),
        ("valorisee", "valorisant"),
        ("chercher", "cherchent"),
    ],
)
def test_the_forms_of_a_word_have_one_root(one: str, other: str) -> None:
    assert root(stem(one)) == root(stem(other))


def test_words_that_only_begin_alike_keep_their_roots() -> None:
    assert root(stem("parti")) != root(stem("partie"))
    assert root(stem("vent")) == stem("vent")


@given(LETTERS)
def test_a_root_is_its_own_root(letters: str) -> None:
    assert root(root(stem(letters))) == root(stem(letters))
