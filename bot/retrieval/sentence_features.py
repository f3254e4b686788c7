"""What speaks for a sentence as the answer, within one passage: named features.

Every function takes a Pair and returns a number for each sentence of its passage, in order.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import mul

from bot.retrieval.asked import Asked
from bot.retrieval.kind_features import (
    EVIDENCE,
    ONLY_FOR,
    asked_before,
    asks,
    definition,
    enumerates,
    introduces,
)
from bot.retrieval.pair import Pair, SentenceBlend, SentenceFeature
from bot.retrieval.words import words

# A sentence that begins with one of these speaks of what stands before it.
POINTING_BACK = frozenset(
    word.folded
    for word in words("il elle ils elles ce cette cet ces son sa ses leur leurs celui celle y en")
)


DASHES = "–—―"


def related_coverage(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence meets, related words included."""
    return pair.sentence_shares


def coverage(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence holds as it is."""
    return [sum(term.idf for term in held) / pair.asked.weight for held in pair.held_in]


def coverage_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence before it meets."""
    return [0.0, *pair.sentence_shares[:-1]]


def coverage_after(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence behind it meets."""
    return [*pair.sentence_shares[1:], 0.0]


def best_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the best of the sentences before it meets."""
    return list(accumulate(pair.sentence_shares[:-1], max, initial=0.0))


def said_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that is met before it in the passage, and not in it."""
    shares = []
    said = [0.0] * len(pair.asked.terms)
    for degrees in pair.degrees:
        unmet = [0.0 if degree else idf for degree, idf in zip(degrees, said, strict=True)]
        shares.append(sum(unmet) / pair.asked.weight)
        each = zip(degrees, pair.asked.idf, said, strict=True)
        said = [idf if degree else before for degree, idf, before in each]
    return shares


def beside_subject(pair: Pair) -> Sequence[float]:
    """The part that it meets of what the question says besides the article's subject."""
    beside = [0.0 if t.stem in pair.subject else t.idf for t in pair.asked.terms]
    whole = sum(beside) or 1.0
    return [sum(map(mul, degrees, beside)) / whole for degrees in pair.degrees]


def points_back(pair: Pair) -> Sequence[float]:
    """The part of the question that the sentence before it meets, if this one speaks of that."""
    return [
        before if before and not POINTING_BACK.isdisjoint(words[:3]) else 0.0
        for before, words in zip(coverage_before(pair), pair.sentence_words, strict=True)
    ]


def kind_coverage(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that is met, where it holds what is asked for."""
    each = zip(pair.sentence_shares, pair.evidence, strict=True)
    return [share if evidence else 0.0 for share, evidence in each]


def words_shared(pair: Pair) -> Sequence[float]:
    """How much of the question's words, as written and with its stop words, the sentence holds."""
    asked = pair.asked.folded
    return [len(asked.intersection(own)) / max(1, len(asked)) for own in pair.sentence_words]


def focus(pair: Pair) -> Sequence[float]:
    """Whether the sentence holds the word behind « quel »: 1 or 0."""
    return [float(any(term.is_focus for term in held)) for held in pair.held_in]


def new_names(pair: Pair) -> Sequence[float]:
    """The logarithm of the number of names that the question does not hold."""
    return [math.log1p(len(names)) for names in pair.new_names]


def new_numbers(pair: Pair) -> Sequence[float]:
    """The logarithm of the number of numbers that the question does not hold."""
    return [math.log1p(len(numbers)) for numbers in pair.new_numbers]


def length(pair: Pair) -> Sequence[float]:
    """The logarithm of the number of words."""
    return [math.log1p(len(words)) for words in pair.sentence_words]


def place(pair: Pair) -> Sequence[float]:
    """Where the sentence stands: 0 for the first of the passage, 1 for the last."""
    sentences = len(pair.passage.spans)
    return [at / max(1, sentences - 1) for at in range(sentences)]


def first(pair: Pair) -> Sequence[float]:
    """Whether it is the first sentence: 1 or 0."""
    return [1.0] + [0.0] * (len(pair.passage.spans) - 1)


SENTENCE_FEATURES: tuple[SentenceFeature, ...] = (
    related_coverage,
    coverage,
    coverage_before,
    coverage_after,
    points_back,
    best_before,
    said_before,
    beside_subject,
    *EVIDENCE.values(),
    kind_coverage,
    words_shared,
    focus,
    new_names,
    new_numbers,
    length,
    place,
    first,
    definition,
    introduces,
    asked_before,
    asks,
    enumerates,
)


def sentence_blend(asked: Asked, weights: Mapping[str, float]) -> SentenceBlend:
    """Return the blend for a question, without the features that are 0 for it."""
    features = [f for f in SENTENCE_FEATURES if f not in ONLY_FOR or ONLY_FOR[f](asked)]
    return SentenceBlend(tuple(features), tuple(weights[f.__name__] for f in features))


def answering_sentence(pair: Pair) -> int:
    """Return the number of the sentence that answers best, from 0; the first of equal ones.

    Who said a quotation (« – Porte-parole de Meta ») is no answer but to « qui ».
    """
    scores = pair.sentence_scores
    text, spans = pair.passage.text, pair.passage.spans
    said = [at for at, (start, _) in enumerate(spans) if text[start : start + 1] not in DASHES]
    eligible = range(len(spans)) if pair.asked.kind == "person" or not said else said
    return max(eligible, key=lambda at: scores[at])
