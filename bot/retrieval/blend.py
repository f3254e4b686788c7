"""The passages that were read, best first, by the blend of their features."""

from collections.abc import Mapping, Sequence
from operator import mul

from bot.retrieval.confidence import Ranked
from bot.retrieval.features import FEATURES, ONLY_FOR, taught
from bot.retrieval.pair import Pair


def blended(pairs: Sequence[Pair], weights: Mapping[str, float]) -> list[float]:
    """Return the blend of each pair's features; no unit. `weights` are those of passages."""
    asked = pairs[0].asked
    telling = [f for f in FEATURES if f not in ONLY_FOR or ONLY_FOR[f](asked)]
    worth = [weights[feature.__name__] for feature in telling]
    return [sum(map(mul, worth, [feature(pair) for feature in telling])) for pair in pairs]


def best_first(
    pairs: Sequence[Pair], weights: Mapping[str, float], looks: Sequence[float] = ()
) -> Ranked:
    """Return the pairs best first; equal ones keep their order.

    `looks` are those of the first look: of the pairs, and then of passages that were not read.
    Empty where all were.
    """
    scores = blended(pairs, weights)
    order = sorted(range(len(pairs)), key=lambda at: -scores[at])
    # What was not read is guessed: as far from its look as the others are from theirs on average,
    # but for what was taught of them.
    untaught = [s - weights["taught"] * taught(p) for s, p in zip(scores, pairs, strict=True)]
    beside = (sum(untaught) - sum(looks[: len(pairs)])) / len(pairs)
    return Ranked(
        pairs=[pairs[at] for at in order],
        scores=[scores[at] for at in order],
        guessed=[look + beside for look in looks[len(pairs) :]],
    )
