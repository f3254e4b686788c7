"""The candidates of a question, best first, by the blend of their features."""

from collections.abc import Mapping, Sequence
from heapq import heappush, heappushpop
from operator import mul

from bot.retrieval.bounds import Bound
from bot.retrieval.confidence import Ranked
from bot.retrieval.features import FEATURES, ONLY_FOR, Feature, best_sentence, lacks_answer
from bot.retrieval.pair import Pair

# What is told by the sentences; the second one never speaks for a passage.
OF_SENTENCES: tuple[Feature, ...] = (best_sentence, lacks_answer)
# Of so many passages the scores are known whatever is asked for: how sure an answer is must not
# hang on how many passages are shown.
BESIDE = 10
# What rounding may add to a score or take from a bound, many times over.
ROUNDING = 1e-9


def passage_score(pair: Pair, weights: Mapping[str, float]) -> float:
    """Return the blend of a passage's features; no unit. `weights` are those of passages."""
    (quick,) = _quick_scores([pair], weights)
    return quick + _sentence_score(pair, weights)


def _sentence_score(pair: Pair, weights: Mapping[str, float]) -> float:
    """Return the part of the blend that hangs on the sentences of a passage."""
    return sum(weights[feature.__name__] * feature(pair) for feature in OF_SENTENCES)


def best_first(pairs: Sequence[Pair], weights: Mapping[str, float], first: int) -> Ranked:
    """Return the `first` best pairs in order, at least BESIDE; equal ones keep theirs.

    They are those that the whole blend gives, though it looks at the sentences of few: not of those
    whose best sentence, were it as good as may be (see bounds.py), would leave them further behind.
    """
    worth = weights["best_sentence"]
    quick = _quick_scores(pairs, weights)
    bound = Bound.of(pairs[0].sentence_blend)
    most = [score + worth * bound.most(pair) for score, pair in zip(quick, pairs, strict=True)]
    # Were a good sentence to count against its passage, there would be no such bound.
    first = max(first, BESIDE)
    sure = first if worth >= 0 else len(pairs)
    scores: dict[int, float] = {}
    best: list[float] = []
    for at in sorted(range(len(pairs)), key=lambda at: -most[at]):
        if len(best) == sure and most[at] + ROUNDING < best[0]:
            break
        scores[at] = quick[at] + _sentence_score(pairs[at], weights)
        (heappushpop if len(best) == sure else heappush)(best, scores[at])
    order = sorted(scores, key=lambda at: (-scores[at], at))[:first]
    return Ranked(
        pairs=[pairs[at] for at in order],
        scores=[scores[at] for at in order],
        behind=[pair for at, pair in enumerate(pairs) if at not in set(order)],
        likely=_likely([scores[at] for at in order[:BESIDE]], most, order[:BESIDE]),
    )


def _likely(known: Sequence[float], most: Sequence[float], places: Sequence[int]) -> list[float]:
    """Return the `known` scores of some places, and for the others a guess from their bounds.

    The guess is as far below the bound as the known scores are below theirs on average.
    """
    below = sum(most[at] - score for at, score in zip(places, known, strict=True)) / len(known)
    others = set(range(len(most))) - set(places)
    return [*known, *(most[at] - below for at in sorted(others))]


def _quick_scores(pairs: Sequence[Pair], weights: Mapping[str, float]) -> list[float]:
    """Return of each pair the blend without the features that look at every sentence."""
    asked = pairs[0].asked
    telling = [
        feature
        for feature in FEATURES
        if feature not in OF_SENTENCES and (feature not in ONLY_FOR or ONLY_FOR[feature](asked))
    ]
    worth = [weights[feature.__name__] for feature in telling]
    return [sum(map(mul, worth, [feature(pair) for feature in telling])) for pair in pairs]
