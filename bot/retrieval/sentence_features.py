"""What speaks for a sentence as the answer, within one passage: named features.

Every function takes a Pair and returns a number for each sentence of its passage, in order.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import mul

from bot.retrieval.asked import Asked
from bot.retrieval.kind_features import (
    EVIDENCE,
    ONLY_FOR,
    asked_before,
    asks,
    counted,
    dated,
    definition,
    enumerates,
    introduces,
    located,
    named,
)
from bot.retrieval.pair import Pair, SentenceBlend, SentenceFeature
from bot.retrieval.words import words

# A sentence that begins with one of these speaks of what stands before it.
POINTING_BACK = frozenset(
    word.folded
    for word in words("il elle ils elles ce cette cet ces son sa ses leur leurs celui celle y en")
)

# About as many words as a clause has.
STRETCH = 12


def distinct_coverage(pair: Pair) -> Sequence[float]:
    """The part that it meets of the passage's words that are asked, rare ones counting for more.

    What counts is how few of the passage's sentences meet a word, not how few passages do: what
    most of them speak of tells none of them apart.
    """
    sentences = len(pair.degrees)
    meeting = [sum(map(bool, each)) for each in zip(*pair.degrees, strict=True)]
    worth = [math.log((sentences + 1) / (n + 0.5)) if n else 0.0 for n in meeting]
    whole = sum(worth) or 1.0
    return [sum(map(mul, degrees, worth)) / whole for degrees in pair.degrees]


def densest(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the best stretch of 12 words of the sentence meets."""
    return [_densest(pair.asked, places) / pair.asked.weight for places in pair.met_places]


def _densest(asked: Asked, places: Sequence[tuple[int, str]]) -> float:
    best, after = 0.0, 0
    for number, (first, _) in enumerate(places):
        before = after
        while after < len(places) and places[after][0] < first + STRETCH:
            after += 1
        # A stretch that reaches no further holds less than the one before.
        if after > before:
            best = max(best, _met(asked, (stem for _, stem in places[number:after])))
    return best


def _met(asked: Asked, stems: Iterable[str]) -> float:
    """Return the idf of the terms that some stems stand for, each by its best degree."""
    degrees: dict[int, float] = {}
    for stem in stems:
        for term, degree in asked.standing[stem]:
            if degree > degrees.get(term, 0.0):
                degrees[term] = degree
    return sum(asked.idf[term] * degree for term, degree in degrees.items())


def rarest(pair: Pair) -> Sequence[float]:
    """The rarity in French at large of the rarest term that it meets, by its degree; no unit."""
    rarity = pair.asked.rarities
    return [max(map(mul, degrees, rarity), default=0.0) for degrees in pair.degrees]


def coverage_after(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence behind it meets."""
    return [*pair.sentence_shares[1:], 0.0]


def best_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the best of the sentences before it meets."""
    return list(accumulate(pair.sentence_shares[:-1], max, initial=0.0))


def said_just_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that the sentence before it meets, and it does not."""
    shares = [0.0]
    for before, degrees in pairwise(pair.degrees):
        unmet = [0.0 if own else degree for degree, own in zip(before, degrees, strict=True)]
        shares.append(pair.share(unmet))
    return shares


def beside_subject(pair: Pair) -> Sequence[float]:
    """The part that it meets of what the question says besides the article's subject."""
    terms = pair.asked.terms
    return _parts_met(pair, [0.0 if term.stem in pair.subject else term.idf for term in terms])


def beside_names(pair: Pair) -> Sequence[float]:
    """The part that it meets of what the question says besides names."""
    return _parts_met(pair, [0.0 if term.is_name else term.idf for term in pair.asked.terms])


def _parts_met(pair: Pair, idf: Sequence[float]) -> Sequence[float]:
    """Return the part of some idf, given by term, that each sentence meets."""
    whole = sum(idf) or 1.0
    return [sum(map(mul, degrees, idf)) / whole for degrees in pair.degrees]


def points_back(pair: Pair) -> Sequence[float]:
    """The part of the question that the sentence before it meets, if this one speaks of that."""
    return [
        before if before and not POINTING_BACK.isdisjoint(words[:3]) else 0.0
        for before, words in zip(
            [0.0, *pair.sentence_shares[:-1]], pair.sentence_words, strict=True
        )
    ]


def words_shared(pair: Pair) -> Sequence[float]:
    """How much of the question's words, as written and with its stop words, the sentence holds."""
    asked = pair.asked.folded
    return [len(asked.intersection(own)) / max(1, len(asked)) for own in pair.sentence_words]


def focus(pair: Pair) -> Sequence[float]:
    """Whether the sentence holds the word behind « quel »: 1 or 0."""
    return [float(any(term.is_focus for term in held)) for held in pair.held_in]


def place(pair: Pair) -> Sequence[float]:
    """Where the sentence stands: 0 for the first of the passage, 1 for the last."""
    sentences = len(pair.passage.spans)
    return [at / max(1, sentences - 1) for at in range(sentences)]


SENTENCE_FEATURES: tuple[SentenceFeature, ...] = (
    distinct_coverage,
    densest,
    rarest,
    coverage_after,
    points_back,
    best_before,
    said_just_before,
    beside_subject,
    beside_names,
    *EVIDENCE.values(),
    dated,
    counted,
    located,
    named,
    words_shared,
    focus,
    place,
    definition,
    introduces,
    asked_before,
    asks,
    enumerates,
)


def sentence_blend(asked: Asked, weights: Mapping[str, float]) -> SentenceBlend:
    """Return the blend for a question, without the features that are 0 for it."""
    only_for: Mapping[SentenceFeature, Callable[[Asked], bool]]
    only_for = {**ONLY_FOR, focus: lambda asked: asked.has_focus}
    features = [f for f in SENTENCE_FEATURES if f not in only_for or only_for[f](asked)]
    return SentenceBlend(tuple(features), tuple(weights[f.__name__] for f in features))
