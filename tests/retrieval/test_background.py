"""How rare words are in French at large."""

import math

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.background import LIGHT, Background
from bot.retrieval.words import stem


def test_a_stem_of_every_text_is_not_rare() -> None:
    assert Background({"phar": 10}, 10).rarity("phar") == 0.0


def test_rarity_is_the_logarithm_of_the_texts_for_one_that_holds_it() -> None:
    assert Background({"phar": 5, "mer": 20}, 100).rarity("phar") == math.log(20)


def test_what_is_not_listed_is_rarer_than_all_that_is() -> None:
    known = Background({"phar": 5, "mer": 20}, 100)

    assert known.rarity("zblorg") > known.rarity("phar") > known.rarity("mer")


def test_a_word_of_every_text_is_never_rare_nor_is_an_expression_of_such_words() -> None:
    known = Background({"phar": 5}, 1000)

    assert known.rarity(stem("pourraient")) == known.rarity("combien_de_temp") == LIGHT
    assert known.rarity("mis_sur_la_tabl") > LIGHT


def test_no_texts_at_all_make_nothing_fail() -> None:
    assert math.isfinite(Background({}, 0).rarity("phar"))


@given(
    counts=st.dictionaries(st.text("abc", min_size=1), st.integers(1, 50), max_size=8),
    passages=st.integers(50, 100),
)
def test_rarity_is_never_negative(counts: dict[str, int], passages: int) -> None:
    known = Background(counts, passages)

    assert all(known.rarity(stem) >= 0 for stem in [*counts, "autre"])
