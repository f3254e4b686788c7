"""The figures, by hand and by their definitions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measuring.figures import (
    CurvePoint,
    auc,
    curve,
    figures_of,
    percentile,
    refused_while_keeping,
)
from bot.measuring.groups import figures_by_group
from bot.measuring.questions import Kind
from bot.retrieval.answer import Status
from tests.measuring.builders import result

# Few values, so that many are equal.
CONFIDENCES = st.lists(
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 1.0]), min_size=1, max_size=30
)
ANYWHERE = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_ranks_by_hand() -> None:
    others = ("a#2", "a#3", "a#4", "a#5")
    ranks = [
        result(ranked=("phare#1", *others)),
        result(ranked=("a#2", "phare#1")),
        result(ranked=(*others, "phare#1")),
        result(ranked=others),
        result(ranked=(), status=Status.NOT_FOUND, confidence=0.0),
    ]

    figures = figures_of(ranks, ranks)

    assert (figures.asked, figures.own) == (5, 5)
    assert (figures.hit_at_1, figures.hit_at_3, figures.hit_at_5) == (0.2, 0.4, 0.6)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 5) / 5)
    assert figures.kept == 0.8
    assert figures.answered_right == 0.2
    assert figures.sentence_right is None
    assert figures.refused is None
    assert figures.auc is None


def test_sentences_by_hand() -> None:
    good, bad = {"phare#1": "En 1874."}, {"phare#1": "Jamais.", "a#2": "En 1874."}
    known = [
        result(ranked=("phare#1",), answers=("1874", "74"), highlights=good),
        result(ranked=("a#2", "phare#1"), answers=("1874",), highlights=bad),
        result(ranked=("a#2", "phare#1"), answers=("1874",), highlights=good),
        result(ranked=("a#3",), answers=("1874",)),
        result(ranked=("phare#1",)),
    ]

    figures = figures_of(known, known)

    assert figures.sentence_right == 1 / 4
    assert figures.answer_held == 2 / 4
    assert figures.sentence_given_passage == 2 / 3


def test_an_answer_counts_as_right_only_when_it_is_given_as_one() -> None:
    own = [
        result(ranked=("phare#1",), status=status)
        for status in (Status.ANSWER, Status.CLOSEST, Status.NOT_FOUND, Status.ANSWER)
    ]

    figures = figures_of(own, own)

    assert figures.hit_at_1 == 1
    assert figures.answered_right == 1 / 2
    assert figures.kept == 3 / 4


def test_foreign_questions_and_near_misses_by_hand() -> None:
    own = [result(confidence=0.8), result(confidence=0.4)]
    foreign = [
        result(Kind.UNANSWERED, status=Status.NOT_FOUND, confidence=0.1),
        result(Kind.UNANSWERED, status=Status.CLOSEST, confidence=0.5),
    ]
    near = [
        result(Kind.NEAR_MISS, status=Status.CLOSEST, confidence=0.6),
        result(Kind.NEAR_MISS, status=Status.ANSWER, confidence=0.9),
    ]

    figures = figures_by_group([*own, *foreign, *near])

    assert list(figures) == ["near-miss", "unanswered", "own", "total"]
    assert figures["unanswered"].refused == 0.5
    assert figures["unanswered"].auc == 0.75
    assert figures["unanswered"].refused_at_95_kept == 0.5
    assert figures["near-miss"].not_answered == 0.5
    assert figures["near-miss"].auc == 0.25
    # The total speaks of the foreign ones alone, but for what is not answered.
    assert figures["total"].refused == 0.5
    assert figures["total"].auc == 0.75
    assert figures["total"].not_answered == 0.75
    assert (figures["total"].asked, figures["total"].own) == (6, 2)


def test_several_files_are_told_apart_and_taken_together() -> None:
    right = result(Kind.TYPO, ranked=("phare#1",), file="one")
    wrong = result(Kind.TYPO, ranked=("a#2",), file="two")

    figures = figures_by_group([right, wrong])

    assert {name: measured.hit_at_1 for name, measured in figures.items()} == {
        "one/typo": 1.0,
        "one/total": 1.0,
        "two/typo": 0.0,
        "two/total": 0.0,
        "typo": 0.5,
        "total": 0.5,
    }


@given(CONFIDENCES | ANYWHERE, CONFIDENCES | ANYWHERE)
def test_the_auc_is_the_share_of_pairs_in_the_right_order(
    own: list[float], foreign: list[float]
) -> None:
    won = sum((x > y) + (x == y) / 2 for x in own for y in foreign)

    assert auc(own, foreign) == pytest.approx(won / (len(own) * len(foreign)))


@given(CONFIDENCES, CONFIDENCES)
def test_the_auc_the_other_way_round_is_the_rest_to_one(
    own: list[float], foreign: list[float]
) -> None:
    forth, back = auc(own, foreign), auc(foreign, own)

    assert forth is not None
    assert back is not None
    assert forth + back == pytest.approx(1)


def test_without_both_sides_there_is_no_auc() -> None:
    assert auc([], [0.5]) is None
    assert auc([0.5], []) is None


@given(CONFIDENCES | ANYWHERE, CONFIDENCES | ANYWHERE, st.integers(1, 100))
def test_the_threshold_keeps_enough_and_none_greater_does(
    own: list[float], foreign: list[float], percent: int
) -> None:
    shares = [
        sum(confidence < threshold for confidence in foreign) / len(foreign)
        for threshold in own
        if sum(confidence >= threshold for confidence in own) * 100 >= percent * len(own)
    ]

    assert refused_while_keeping(percent, own, foreign) == max(shares)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_and_the_least_that_suffices(
    values: list[float], percent: int
) -> None:
    enough = [
        value
        for value in values
        if sum(other <= value for other in values) * 100 >= percent * len(values)
    ]

    assert percentile(percent, values) == min(enough)


def test_the_percentiles_of_a_hundred_times() -> None:
    times = [float(time) for time in range(100, 0, -1)]

    assert percentile(50, times) == 50
    assert percentile(99, times) == 99
    assert percentile(50, []) is None


def test_the_curve_by_hand() -> None:
    results = [
        result(ranked=("a#2",), confidence=0.5),
        result(ranked=("phare#1",), confidence=0.9),
        result(Kind.FOREIGN, ranked=("phare#1",), confidence=0.2),
        result(ranked=("phare#1",), confidence=0.5),
    ]

    assert curve(results) == [
        CurvePoint(0.9, 0.25, 1.0),
        CurvePoint(0.5, 0.75, 2 / 3),
        CurvePoint(0.2, 1.0, 0.5),
    ]


@given(ANYWHERE)
def test_the_curve_ends_where_everything_is_answered(confidences: list[float]) -> None:
    points = curve([result(ranked=("phare#1",), confidence=c) for c in confidences])

    assert points[-1].answered == 1
    assert [point.threshold for point in points] == sorted(set(confidences), reverse=True)
    assert all(math.isclose(point.right, 1) for point in points)


def test_a_curve_of_nothing_has_no_point() -> None:
    assert curve([]) == []
