"""The candidates, best first."""

import pytest
from hypothesis import given

from bot.retrieval.blend import best_first, blended
from bot.retrieval.features import FEATURES
from bot.retrieval.weights import Weights
from tests.retrieval.builders import FEW, PROSE, QUESTIONS, all_beside

WEIGHTS = Weights.shipped().passages


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_score_is_the_sum_of_what_each_feature_is_worth(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)
    scores = sum(WEIGHTS[feature.__name__] * feature(candidates) for feature in FEATURES)

    assert blended(candidates, WEIGHTS) == pytest.approx(scores)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_the_best_stand_first_and_equal_ones_keep_their_order(
    texts: list[str], question: str
) -> None:
    candidates = all_beside(question, *texts)
    scores = blended(candidates, WEIGHTS).tolist()

    ranked = best_first(candidates, WEIGHTS)

    assert ranked.order == sorted(range(len(texts)), key=lambda at: (-scores[at], at))
    assert ranked.scores == [scores[at] for at in ranked.order]


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_each_feature_has_a_number_for_each_passage(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)

    for feature in FEATURES:
        assert len(feature(candidates)) == len(candidates)
