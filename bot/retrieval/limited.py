"""Features that tell something of some questions alone, and are 0 for all others."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from bot.retrieval.asked import Asked
from bot.retrieval.candidates import Candidates, Feature
from bot.storage.arrays import Floats

# For which questions a feature may be other than 0; for all of them where it is not named.
_ONLY_FOR: dict[Feature, Callable[[Asked], bool]] = {}


def number_of_sentences(candidates: Candidates) -> int:
    """Return how many values a feature of sentences has."""
    return len(candidates.held.lines)


def only_for(
    is_asked: Callable[[Asked], bool], size: Callable[[Candidates], int] = number_of_sentences
) -> Callable[[Feature], Feature]:
    """Make a feature 0 for all questions but some; `size` tells how many values it has."""

    def limited(feature: Feature) -> Feature:
        @wraps(feature)
        def told(candidates: Candidates) -> Floats:
            return feature(candidates) if is_asked(candidates.asked) else np.zeros(size(candidates))

        _ONLY_FOR[told] = is_asked
        return told

    return limited


def may_tell(feature: Feature, asked: Asked) -> bool:
    """Tell whether a feature may be other than 0 for a question."""
    return feature not in _ONLY_FOR or _ONLY_FOR[feature](asked)
