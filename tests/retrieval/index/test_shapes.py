"""Which words may be a mistyped one, told by their shapes."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.retrieval.index.shapes import Shapes
from bot.storage.arrays import Strings

WORD = st.text("abcz09", min_size=1, max_size=9)


@given(st.lists(WORD, max_size=30, unique=True), WORD, st.integers(1, 3))
def test_every_word_with_as_few_errors_is_among_the_near_ones(
    words: list[str], typed: str, errors: int
) -> None:
    near = Shapes(Strings.of(words)).near(typed, errors)

    wanted = {word for word in words if OSA.distance(word, typed) + (word[0] != typed[0]) <= errors}
    assert wanted <= set(near) <= set(words)


def test_words_of_other_letters_are_passed_over() -> None:
    shapes = Shapes(Strings.of(["phare", "phares", "tomme", "marche", "phrase"]))

    assert shapes.near("phaer", 1) == ["phare", "phares", "phrase"]
