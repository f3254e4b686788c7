"""Which words are figures."""

import pytest

from bot.retrieval.index.figures import AMOUNT, PERCENTAGE, YEAR, figures_of


@pytest.mark.parametrize(
    ("word", "figure"),
    [
        ("phare", 0),
        ("1874", YEAR),
        ("2099", YEAR),
        ("2100", AMOUNT),
        ("999", AMOUNT),
        ("18740", AMOUNT),
        ("14,3", AMOUNT),
        ("49%", AMOUNT | PERCENTAGE),
    ],
)
def test_a_word_is_a_figure_by_its_signs(word: str, figure: int) -> None:
    assert figures_of([word]).tolist() == [figure]
