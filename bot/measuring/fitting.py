"""Fitting weights: a listwise softmax for rankings, a logistic for confidence. Newton's method.

Both losses are convex, so the result does not depend on a seed or a step size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS = 30
ENOUGH = 1e-8
FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Choices:
    """The candidates of one question, shape (candidates, features), and the right one."""

    features: Array
    right: int


def fit_softmax(choices: Sequence[Choices], *, ridge: float) -> Array:
    """Return the weights, one a feature, under which the right candidates are likeliest.

    The loss is the mean negative log-likelihood of the softmax over each question's candidates
    (ListNet's top-one loss, Cao et al. 2007), with a ridge on the standardised weights.
    """
    stacked = np.concatenate([choice.features for choice in choices])
    spread = _spread(stacked)
    scaled = stacked / spread
    ends = np.cumsum([len(choice.features) for choice in choices])
    starts = np.concatenate([[0], ends[:-1]])
    owner = np.repeat(np.arange(len(choices)), ends - starts)
    right = scaled[starts + [choice.right for choice in choices]]
    count = len(choices)

    def loss(weights: Array) -> tuple[float, Array, Array]:
        scores = scaled @ weights
        top = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - top[owner])
        total = np.add.reduceat(raised, starts)
        chance = raised / total[owner]
        mean = np.add.reduceat(scaled * chance[:, None], starts)
        value = float((top + np.log(total) - right @ weights).mean())
        gradient = (mean - right).sum(axis=0) / count
        curvature = ((scaled * chance[:, None]).T @ scaled - mean.T @ mean) / count
        return value, gradient, curvature

    fitted: Array = _newton(loss, scaled.shape[1], ridge) / spread
    return fitted


def fit_logistic(features: Array, labels: Array, *, ridge: float) -> tuple[Array, float]:
    """Return the weights and the constant of a logistic regression; `labels` are 0 or 1."""
    spread = _spread(features)
    scaled = np.hstack([features / spread, np.ones((len(features), 1))])

    def loss(weights: Array) -> tuple[float, Array, Array]:
        scores = scaled @ weights
        chance = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        value = float((np.logaddexp(0, scores) - labels * scores).mean())
        gradient = scaled.T @ (chance - labels) / len(labels)
        curvature = (scaled * (chance * (1 - chance))[:, None]).T @ scaled / len(labels)
        return value, gradient, curvature

    weights = _newton(loss, scaled.shape[1], ridge)
    return weights[:-1] / spread, float(weights[-1])


def _spread(features: Array) -> Array:
    """Return the standard deviation of each feature; 1 for one that is the same everywhere."""
    spread: Array = features.std(axis=0)
    # Rounding leaves a constant a spread of next to nothing, which would blow it up.
    return np.where(spread > FLAT * np.abs(features).max(axis=0), spread, 1.0)


def _newton(loss: Callable[[Array], tuple[float, Array, Array]], size: int, ridge: float) -> Array:
    """Minimise a convex loss plus a ridge, halving each step until it helps."""
    weights = np.zeros(size)
    value, gradient, curvature = loss(weights)
    for _ in range(STEPS):
        step = np.linalg.solve(curvature + ridge * np.eye(size), gradient + ridge * weights)
        part = 1.0
        while True:
            tried = weights - part * step
            next_value, next_gradient, next_curvature = loss(tried)
            gained = (
                value + ridge * weights @ weights / 2 - (next_value + ridge * tried @ tried / 2)
            )
            if gained >= 0 or part < 1e-4:
                break
            part /= 2
        if gained < 0:
            break
        weights, value, gradient, curvature = tried, next_value, next_gradient, next_curvature
        if gained < ENOUGH:
            break
    return weights
