"""The most that a sentence of a passage may be worth as the answer, told without its sentences.

Most passages that share a word with a question cannot come first, however well one of their
sentences answers: their sentences need not be looked at.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import mul

from bot.retrieval import kind_features
from bot.retrieval import sentence_features as of
from bot.retrieval.pair import Pair, SentenceBlend, SentenceFeature

# What no sentence has more of than the whole passage: a part of the question's idf.
SHARES = frozenset(
    {
        of.densest,
        of.coverage_after,
        of.best_before,
        of.said_just_before,
        of.points_back,
    }
)

Most = Callable[[Pair], float]


@dataclass(frozen=True, slots=True)
class Bound:
    """What no sentence's blend exceeds, for one question: no feature of a sentence is below 0.

    `by_share` is weighed by the part of the question that the passage meets, `flat` is the same for
    every passage, and `others` are weighed each by what it gives for a passage.
    """

    by_share: float
    flat: float
    others: Mapping[Most, float]

    @classmethod
    def of(cls, blend: SentenceBlend) -> "Bound":
        """Return the bound of a question's blend."""
        pairs = zip(blend.features, blend.weights, strict=True)
        # What counts against a sentence need not be there.
        worth = {feature: weight for feature, weight in pairs if weight > 0}
        return cls(
            by_share=sum(weight for feature, weight in worth.items() if feature in SHARES),
            flat=sum(
                weight * FLAT.get(feature, 1.0)
                for feature, weight in worth.items()
                if feature not in SHARES and feature not in OTHERS
            ),
            others={
                OTHERS[feature]: weight for feature, weight in worth.items() if feature in OTHERS
            },
        )

    def most(self, pair: Pair) -> float:
        """Return what no sentence of the passage is worth more than."""
        others = sum(weight * most(pair) for most, weight in self.others.items())
        return self.flat + self.by_share * pair.share(pair.degree) + others


def _beside_subject(pair: Pair) -> float:
    return of.part_met(pair.degree, of.idf_beside_subject(pair))


def _beside_names(pair: Pair) -> float:
    return of.part_met(pair.degree, of.idf_beside_names(pair))


def _rarest(pair: Pair) -> float:
    return max(map(mul, pair.degree, pair.asked.rarities), default=0.0)


def _after_a_question(pair: Pair) -> float:
    return pair.share(pair.degree) if "?" in pair.passage.text else 0.0


def _words_shared(pair: Pair) -> float:
    """Return it as if the passage held every stop word of the question."""
    lacking = sum(stem not in pair.passage.positions for stem in pair.asked.content.values())
    return 1.0 - lacking / max(1, len(pair.asked.folded))


def _focus(pair: Pair) -> float:
    return float(any(term.is_focus for term in pair.held))


def _evidence(pair: Pair) -> float:
    return math.log1p(max(pair.evidence))


OTHERS: Mapping[SentenceFeature, Most] = {
    of.beside_subject: _beside_subject,
    of.beside_names: _beside_names,
    of.rarest: _rarest,
    kind_features.asked_before: _after_a_question,
    of.words_shared: _words_shared,
    of.focus: _focus,
    **dict.fromkeys(kind_features.EVIDENCE.values(), _evidence),
}
# Of what is the same for every passage, what may be more than 1.
FLAT: Mapping[SentenceFeature, float] = {
    kind_features.enumerates: math.log1p(kind_features.MAX_ITEMS)
}
