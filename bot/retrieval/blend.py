"""The candidates best first, by the blend of their features."""

from collections.abc import Mapping

import numpy as np

from bot.retrieval.candidates import Candidates
from bot.retrieval.features import FEATURES
from bot.retrieval.limited import may_tell
from bot.retrieval.ranked import Ranked
from bot.storage.arrays import Floats


def blended(candidates: Candidates, weights: Mapping[str, float]) -> Floats:
    """Return the blend of each candidate's features; no unit. `weights` are those of passages."""
    scores = np.zeros(len(candidates))
    for feature in FEATURES:
        if may_tell(feature, candidates.asked):
            scores += weights[feature.__name__] * candidates.value(feature)
    return scores


def best_first(candidates: Candidates, weights: Mapping[str, float]) -> Ranked:
    """Return the candidates best first; equal ones keep their order."""
    scores = blended(candidates, weights)
    order = (-scores).argsort(kind="stable")
    return Ranked(candidates, order.tolist(), scores[order].tolist())
