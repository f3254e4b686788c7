"""Fitting: the weights that made the data are found again, at the bottom of the stated loss."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.measuring.fitting import Array, Choices, fit_logistic, fit_softmax

TRUE = np.array([2.0, -1.0, 0.5])
RIDGE = 1e-6
STEP = 1e-5


def choices_of(number: int, seed: int, weights: Array = TRUE) -> list[Choices]:
    """Questions with two to six candidates, the right one drawn by the softmax of `weights`."""
    chance = np.random.default_rng(seed)
    drawn = []
    for _ in range(number):
        features = chance.normal(size=(chance.integers(2, 7), len(weights)))
        raised = np.exp(features @ weights)
        right = int(chance.choice(len(features), p=raised / raised.sum()))
        drawn.append(Choices(features, right))
    return drawn


def labelled(number: int, seed: int, constant: float = -0.7) -> tuple[Array, Array]:
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(number, len(TRUE)))
    sure = 1 / (1 + np.exp(-(features @ TRUE + constant)))
    return features, (chance.random(number) < sure).astype(float)


def softmax_loss(weights: Array, choices: list[Choices], ridge: float) -> float:
    """The loss as its docstring tells it, question by question."""
    spread = np.concatenate([choice.features for choice in choices]).std(axis=0)
    scores = [choice.features @ weights for choice in choices]
    missed = [
        np.logaddexp.reduce(own) - own[c.right] for own, c in zip(scores, choices, strict=True)
    ]
    return float(np.mean(missed) + ridge * np.sum((weights * spread) ** 2) / 2)


def logistic_loss(
    weights: Array, constant: float, features: Array, labels: Array, ridge: float
) -> float:
    scores = features @ weights + constant
    penalty = np.sum((weights * features.std(axis=0)) ** 2) + constant**2
    return float((np.logaddexp(0, scores) - labels * scores).mean() + ridge * penalty / 2)


def test_the_weights_of_a_softmax_are_found_again() -> None:
    fitted = fit_softmax(choices_of(4_000, seed=1), ridge=RIDGE)

    assert fitted == pytest.approx(TRUE, abs=0.15)


def test_the_weights_and_the_constant_of_a_logistic_are_found_again() -> None:
    fitted, constant = fit_logistic(*labelled(8_000, seed=2), ridge=RIDGE)

    assert fitted == pytest.approx(TRUE, abs=0.15)
    assert constant == pytest.approx(-0.7, abs=0.15)


@pytest.mark.parametrize("ridge", [1e-6, 1e-3, 0.1])
def test_a_softmax_is_fitted_to_where_its_loss_has_no_slope(ridge: float) -> None:
    choices = choices_of(60, seed=3)
    fitted = fit_softmax(choices, ridge=ridge)

    for way in np.eye(len(fitted)) * STEP:
        above = softmax_loss(fitted + way, choices, ridge)
        below = softmax_loss(fitted - way, choices, ridge)
        assert (above - below) / (2 * STEP) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("ridge", [1e-6, 1e-3, 0.1])
def test_a_logistic_is_fitted_to_where_its_loss_has_no_slope(ridge: float) -> None:
    features, labels = labelled(80, seed=4)
    fitted, constant = fit_logistic(features, labels, ridge=ridge)

    for way in np.eye(len(fitted) + 1) * STEP:
        above = logistic_loss(fitted + way[:-1], constant + way[-1], features, labels, ridge)
        below = logistic_loss(fitted - way[:-1], constant - way[-1], features, labels, ridge)
        assert (above - below) / (2 * STEP) == pytest.approx(0, abs=1e-4)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.lists(st.floats(-0.5, 0.5), min_size=3, max_size=3))
def test_no_neighbour_of_the_fitted_weights_is_better(seed: int, away: list[float]) -> None:
    choices = choices_of(20, seed)
    fitted = fit_softmax(choices, ridge=1e-3)

    least = softmax_loss(fitted, choices, 1e-3)
    assert softmax_loss(fitted + np.array(away), choices, 1e-3) >= least - 1e-6


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_unit_of_a_feature_changes_nothing(scale: float) -> None:
    choices = choices_of(200, seed=5)
    scaled = [Choices(choice.features * [scale, 1, 1], choice.right) for choice in choices]

    expected = fit_softmax(choices, ridge=1e-3) / [scale, 1, 1]

    assert fit_softmax(scaled, ridge=1e-3) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 7.0, 1e6])
def test_a_feature_that_is_the_same_everywhere_gets_no_weight_in_a_softmax(value: float) -> None:
    choices = [
        Choices(np.hstack([c.features, np.full((len(c.features), 1), value)]), c.right)
        for c in choices_of(100, seed=6)
    ]

    fitted = fit_softmax(choices, ridge=1e-3)

    assert fitted[-1] == pytest.approx(0, abs=1e-6)
    assert fitted[:-1] == pytest.approx(fit_softmax(choices_of(100, seed=6), ridge=1e-3), abs=1e-4)


def test_what_is_told_apart_perfectly_gets_finite_weights() -> None:
    features = np.array([[0.0], [1.0], [2.0], [3.0]])
    fitted, constant = fit_logistic(features, np.array([0.0, 0.0, 1.0, 1.0]), ridge=1e-3)

    assert np.isfinite([*fitted, constant]).all()
    assert -constant / fitted[0] == pytest.approx(1.5, abs=0.2)


def test_one_candidate_alone_teaches_nothing() -> None:
    fitted = fit_softmax([Choices(np.ones((1, 2)), 0)], ridge=1e-3)

    assert fitted == pytest.approx([0, 0])


def test_the_order_of_the_questions_changes_nothing() -> None:
    choices = choices_of(50, seed=7)

    fitted = fit_softmax(choices, ridge=1e-3)

    assert fit_softmax(choices[::-1], ridge=1e-3) == pytest.approx(fitted, rel=1e-5)
