"""How sure the librarian is that the articles answer: a logistic over named features.

Every feature takes the ranked candidates, best first, and never none. Values are between 0 and 1
unless said otherwise, so that they mean the same for one article as for a thousand.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.retrieval import features
from bot.retrieval.asked import Term
from bot.retrieval.pair import Pair


# Two judgements weigh the same features: their values are worked out once.
@dataclass(frozen=True, eq=False)
class Ranked:
    """The pairs of the candidates that were read and their blend scores, best first.

    `guessed` are likely scores of the candidates that were not, in no order.
    """

    pairs: Sequence[Pair]
    scores: Sequence[float]
    guessed: Sequence[float] = ()

    @cached_property
    def values(self) -> Sequence[float]:
        """The values of CONFIDENCE_FEATURES, in their order."""
        return tuple(feature(self) for feature in CONFIDENCE_FEATURES)

    @property
    def best(self) -> Pair:
        """The best candidate."""
        return self.pairs[0]


def related_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that the best passage meets, related words included."""
    return features.related_coverage(ranked.best)


def coverage(ranked: Ranked) -> float:
    """The part of the question's idf that the best passage holds as it is."""
    return features.coverage(ranked.best)


def sentence_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that its best sentence meets."""
    return features.sentence_coverage(ranked.best)


def subject_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that names its article's subject."""
    return features.subject_coverage(ranked.best)


def names_subject(ranked: Ranked) -> float:
    """Whether the question names its article's subject: 1 or 0."""
    best = ranked.best
    return float(any(term.stem in best.subject for term in best.asked.terms))


def names(ranked: Ranked) -> float:
    """Whether the question holds what the articles know as a name: 1 or 0."""
    return float(any(term.is_name for term in ranked.best.asked.terms))


def asks_for_numbers(ranked: Ranked) -> float:
    """Whether the question asks for a time, or for something that is told in numbers: 1 or 0."""
    return float(features.asks_for_time_or_numbers(ranked.best.asked))


def letters(ranked: Ranked) -> float:
    """BM25 of character 4-grams in the best passage, for each term; no unit."""
    return math.log1p(max(0.0, features.bm25_letters(ranked.best)) / _count(ranked))


def rare_coverage(ranked: Ranked) -> float:
    """The part of the question's rarity in French at large that the best passage meets."""
    return features.rare_coverage(ranked.best)


def rarest_held(ranked: Ranked) -> float:
    """The rarity in French at large of the rarest term that the best passage holds; no unit."""
    return max((term.rarity for term in ranked.best.held), default=0.0)


def rarity_missing(ranked: Ranked) -> float:
    """The logarithm of the rarity of what the best passage does not meet; no unit."""
    return math.log1p((1 - rare_coverage(ranked)) * ranked.best.asked.rarity)


def unknown(ranked: Ranked) -> float:
    """The part of the question's idf that no candidate meets in any form."""
    return sum(term.idf for term in _unmet(ranked)) / ranked.best.asked.weight


def not_in_article(ranked: Ranked) -> float:
    """The logarithm of the number of terms that the article does not hold as they are."""
    held = ranked.best.article
    return math.log1p(sum(term.stem not in held for term in ranked.best.asked.terms))


def missing_names(ranked: Ranked) -> float:
    """The part of the question's idf that are names missing from the best passage."""
    return features.missing_names(ranked.best) / ranked.best.asked.weight


def missing_strangers(ranked: Ranked) -> float:
    """Whether the question holds a word that neither French nor the article knows: 1 or 0."""
    return float(any(term.is_strange for term in _not_in_article(ranked.best)))


def support(ranked: Ranked) -> float:
    """The rarity of the rarest term held, for the logarithm of the number of terms held; no unit.

    One rare word alone, or many common ones, say little.
    """
    return rarest_held(ranked) * terms_held(ranked)


def second_rarest_held(ranked: Ranked) -> float:
    """The rarity of the second rarest term that the best passage holds; no unit."""
    return sum(sorted((term.rarity for term in ranked.best.held), reverse=True)[1:2])


def missing_numbers(ranked: Ranked) -> float:
    """Whether the question holds a number that the best passage does not: 1 or 0."""
    held = ranked.best.passage.positions
    return float(any(t.is_number and t.stem not in held for t in ranked.best.asked.terms))


def evidence(ranked: Ranked) -> float:
    """The logarithm of what speaks, in the best sentence, for an answer of the asked kind."""
    return math.log1p(ranked.best.evidence[ranked.best.answering_sentence])


def best_sentence(ranked: Ranked) -> float:
    """The blend that picks the answering sentence, of the best passage; no unit."""
    return features.best_sentence(ranked.best)


def missing_focus(ranked: Ranked) -> float:
    """The part of the question's idf that the word behind « quel » is, where it is not said."""
    best = ranked.best
    unmet = (
        term.idf * (1 - term.degree_in(best.passage.positions))
        for term in best.asked.terms
        if term.is_focus
    )
    return sum(unmet) / best.asked.weight


def rarest_missing(ranked: Ranked) -> float:
    """The rarity in French at large of the rarest term that is not met at all; no unit."""
    met = zip(ranked.best.degree, ranked.best.asked.terms, strict=True)
    return max((term.rarity for degree, term in met if not degree), default=0.0)


def lead(ranked: Ranked) -> float:
    """The share of the best passage among the candidates, by softmax over their scores."""
    scores = chain(ranked.scores, ranked.guessed)
    return 1.0 / sum(math.exp(score - ranked.scores[0]) for score in scores)


def terms(ranked: Ranked) -> float:
    """The logarithm of the number of terms."""
    return math.log1p(len(ranked.best.asked.terms))


def terms_held(ranked: Ranked) -> float:
    """The logarithm of the number of terms that the best passage holds as they are."""
    return math.log1p(len(ranked.best.held))


def density(ranked: Ranked) -> float:
    """How densely the held terms stand in the best passage; no unit."""
    return math.log1p(features.window(ranked.best))


def run(ranked: Ranked) -> float:
    """The heaviest run of words shared with the best passage, for the question's idf."""
    return features.common_run(ranked.best) / ranked.best.asked.weight


ConfidenceFeature = Callable[[Ranked], float]

CONFIDENCE_FEATURES: tuple[ConfidenceFeature, ...] = (
    related_coverage,
    coverage,
    sentence_coverage,
    subject_coverage,
    names_subject,
    names,
    asks_for_numbers,
    letters,
    rare_coverage,
    rarest_held,
    rarity_missing,
    unknown,
    not_in_article,
    missing_names,
    missing_strangers,
    missing_numbers,
    evidence,
    best_sentence,
    missing_focus,
    rarest_missing,
    lead,
    terms,
    terms_held,
    support,
    second_rarest_held,
    density,
    run,
)


def logistic(ranked: Ranked, weights: Mapping[str, float]) -> float:
    """Return the logistic of the weighted features, between 0 and 1."""
    valued = zip(CONFIDENCE_FEATURES, ranked.values, strict=True)
    total = weights["constant"] + sum(
        weights[feature.__name__] * value for feature, value in valued
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def as_taught(judged: float, ranked: Ranked) -> float:
    """Return a judgement of the best passage, with what a person said of it: either may be right.

    Where nothing was taught it is what it was.
    """
    taught = features.taught(ranked.best)
    return 1 - (1 - judged) * (1 - taught) if taught else judged


def _unmet(ranked: Ranked) -> Iterable[Term]:
    met = [max(degrees) for degrees in zip(*(p.degree for p in ranked.pairs), strict=True)]
    return (t for t, degree in zip(ranked.best.asked.terms, met, strict=True) if not degree)


def _not_in_article(pair: Pair) -> Iterable[Term]:
    return (t for t in pair.asked.terms if pair.article.isdisjoint(t.related))


def _count(ranked: Ranked) -> int:
    return max(1, len(ranked.best.asked.terms))
