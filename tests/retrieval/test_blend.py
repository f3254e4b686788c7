"""The passages that were read, best first."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.blend import best_first, blended
from bot.retrieval.confidence import lead
from bot.retrieval.features import FEATURES, ONLY_FOR
from bot.retrieval.pair import Pair
from bot.retrieval.weights import Weights
from tests.retrieval.builders import FEW, PROSE, QUESTIONS, ranking_of

WEIGHTS = Weights.shipped().passages
SCORES = st.floats(-20, 20)


def pairs_of(question: str, texts: list[str]) -> list[Pair]:
    ranking = ranking_of(*texts)
    return ranking.pairs(ranking.read(question), range(len(texts)))


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_score_is_the_sum_of_what_each_feature_is_worth(texts: list[str], question: str) -> None:
    pairs = pairs_of(question, texts)
    scores = [sum(WEIGHTS[f.__name__] * f(pair) for f in FEATURES) for pair in pairs]

    assert blended(pairs, WEIGHTS) == pytest.approx(scores)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_the_best_stand_first_and_equal_ones_keep_their_order(
    texts: list[str], question: str
) -> None:
    pairs = pairs_of(question, texts)
    scores = blended(pairs, WEIGHTS)

    ranked = best_first(pairs, WEIGHTS)

    order = sorted(range(len(pairs)), key=lambda at: (-scores[at], at))
    assert ranked.pairs == [pairs[at] for at in order]
    assert ranked.scores == [scores[at] for at in order]
    assert ranked.guessed == []


@FEW
@given(texts=PROSE, question=QUESTIONS, unread=st.lists(SCORES, max_size=5))
def test_what_was_not_read_is_as_far_from_its_look_as_the_others(
    texts: list[str], question: str, unread: list[float]
) -> None:
    pairs = pairs_of(question, texts)
    looks = [score - 1.5 for score in blended(pairs, WEIGHTS)]

    ranked = best_first(pairs, WEIGHTS, [*looks, *unread])

    assert ranked.guessed == pytest.approx([look + 1.5 for look in unread])


def test_passages_that_were_not_read_share_the_lead() -> None:
    pairs = pairs_of("Qui construisit le phare ?", ["Le phare."])
    (score,) = blended(pairs, WEIGHTS)

    assert lead(best_first(pairs, WEIGHTS, [score, score])) == pytest.approx(1 / 2)
    assert lead(best_first(pairs, WEIGHTS, [score, score - math.log(3)])) == pytest.approx(3 / 4)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_is_left_out_for_a_question_says_nothing_of_any_passage(
    texts: list[str], question: str
) -> None:
    for pair in pairs_of(question, texts):
        for feature in FEATURES:
            is_left_out = feature in ONLY_FOR and not ONLY_FOR[feature](pair.asked)
            assert not (is_left_out and feature(pair))
