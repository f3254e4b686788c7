"""How sure the librarian is that the articles answer: a logistic over named features.

Every feature takes the ranked candidates, best first, and never none. Values are between 0 and 1
unless said otherwise, so that they mean the same for one article as for a thousand.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.retrieval import features
from bot.retrieval.ranked import Ranked


def related_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that the best passage meets, related words included."""
    return ranked.of_best(features.related_coverage)


def coverage(ranked: Ranked) -> float:
    """The part of the question's idf that the best passage holds as it is."""
    return ranked.of_best(features.coverage)


def sentence_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that its best sentence meets."""
    return ranked.of_best(features.sentence_coverage)


def subject_coverage(ranked: Ranked) -> float:
    """The part of the question's idf that names its article's subject."""
    return ranked.of_best(features.subject_coverage)


def names_subject(ranked: Ranked) -> float:
    """Whether the question names its article's subject: 1 or 0."""
    return float(ranked.candidates.subject[:, ranked.best].any())


def names(ranked: Ranked) -> float:
    """Whether the question holds what the articles know as a name: 1 or 0."""
    return float(ranked.asked.are_names.any())


def asks_for_numbers(ranked: Ranked) -> float:
    """Whether the question asks for a time, or for something that is told in numbers: 1 or 0."""
    return float(features.asks_for_time_or_numbers(ranked.asked))


def letters(ranked: Ranked) -> float:
    """BM25 of character 4-grams in the best passage, for each term; no unit."""
    return math.log1p(max(0.0, ranked.of_best(features.bm25_letters)) / _count(ranked))


def rare_coverage(ranked: Ranked) -> float:
    """The part of the question's rarity in French at large that the best passage meets."""
    return ranked.of_best(features.rare_coverage)


def rarest_held(ranked: Ranked) -> float:
    """The rarity in French at large of the rarest term that the best passage holds; no unit."""
    return sum(ranked.rarities_held[:1])


def rarity_missing(ranked: Ranked) -> float:
    """The logarithm of the rarity of what the best passage does not meet; no unit."""
    return math.log1p((1 - rare_coverage(ranked)) * ranked.asked.rarity)


def unknown(ranked: Ranked) -> float:
    """The part of the question's idf that no candidate meets in any form."""
    is_unmet = ~(ranked.candidates.passage_degrees[:, ranked.order] > 0).any(axis=1)
    return float(ranked.asked.idf[is_unmet].sum()) / ranked.asked.weight


def not_in_article(ranked: Ranked) -> float:
    """The logarithm of the number of terms that the article does not hold as they are."""
    return math.log1p(np.count_nonzero(~ranked.candidates.in_article[:, ranked.best]))


def missing_names(ranked: Ranked) -> float:
    """The part of the question's idf that are names missing from the best passage."""
    return ranked.of_best(features.missing_names) / ranked.asked.weight


def missing_strangers(ranked: Ranked) -> float:
    """Whether the question holds a word that neither French nor the article knows: 1 or 0."""
    strangers = [term for term in ranked.asked.terms if term.is_strange]
    return float(any(not ranked.candidates.is_in_article(t, ranked.best) for t in strangers))


def support(ranked: Ranked) -> float:
    """The rarity of the rarest term held, for the logarithm of the number of terms held; no unit.

    One rare word alone, or many common ones, say little.
    """
    return rarest_held(ranked) * terms_held(ranked)


def second_rarest_held(ranked: Ranked) -> float:
    """The rarity of the second rarest term that the best passage holds; no unit."""
    return sum(ranked.rarities_held[1:2])


def missing_numbers(ranked: Ranked) -> float:
    """Whether the question holds a number that the best passage does not: 1 or 0."""
    held = ranked.candidates.met.terms_in_passages[:, ranked.best].tolist()
    missing = (
        t.is_number and not is_held for t, is_held in zip(ranked.asked.terms, held, strict=True)
    )
    return float(any(missing))


def evidence(ranked: Ranked) -> float:
    """The logarithm of what speaks, in the best sentence, for an answer of the asked kind."""
    candidates = ranked.candidates
    return math.log1p(candidates.evidence[candidates.answering[ranked.best]])


def best_sentence(ranked: Ranked) -> float:
    """The blend that picks the answering sentence, of the best passage; no unit."""
    return ranked.of_best(features.best_sentence)


def missing_focus(ranked: Ranked) -> float:
    """The part of the question's idf that the word behind « quel » is, where it is not said."""
    asked, held = ranked.asked, ranked.candidates.met.stems_in_passages[:, [ranked.best]]
    unmet = asked.are_focus * (1 - asked.degree(held)[:, 0])
    return float(asked.idf @ unmet) / asked.weight


def rarest_missing(ranked: Ranked) -> float:
    """The rarity in French at large of the rarest term that is not met at all; no unit."""
    is_unmet = ranked.candidates.passage_degrees[:, ranked.best] == 0
    return float(ranked.asked.rarities[is_unmet].max(initial=0.0))


def lead(ranked: Ranked) -> float:
    """The share of the best passage among the candidates, by softmax over their scores."""
    return 1.0 / sum(math.exp(score - ranked.scores[0]) for score in ranked.scores)


def terms(ranked: Ranked) -> float:
    """The logarithm of the number of terms."""
    return math.log1p(len(ranked.asked.terms))


def terms_held(ranked: Ranked) -> float:
    """The logarithm of the number of terms that the best passage holds as they are."""
    return math.log1p(len(ranked.rarities_held))


def density(ranked: Ranked) -> float:
    """How densely the held terms stand in the best passage; no unit."""
    return math.log1p(ranked.of_best(features.window))


def run(ranked: Ranked) -> float:
    """The heaviest run of words shared with the best passage, for the question's idf."""
    return features.common_run(ranked.candidates, ranked.best) / ranked.asked.weight


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


def values_of(ranked: Ranked) -> Sequence[float]:
    """Return the values of CONFIDENCE_FEATURES, in their order."""
    return tuple(feature(ranked) for feature in CONFIDENCE_FEATURES)


def logistic(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """Return the logistic of the weighted features, between 0 and 1."""
    valued = zip(CONFIDENCE_FEATURES, values, strict=True)
    total = weights["constant"] + sum(
        weights[feature.__name__] * value for feature, value in valued
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def as_taught(judged: float, ranked: Ranked) -> float:
    """Return a judgement of the best passage, with what a person said of it: either may be right.

    Where nothing was taught it is what it was.
    """
    taught = ranked.lesson.likeness if ranked.lesson else 0.0
    return 1 - (1 - judged) * (1 - taught) if taught else judged


def _count(ranked: Ranked) -> int:
    return max(1, len(ranked.asked.terms))
