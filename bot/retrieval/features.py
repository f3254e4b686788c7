"""What speaks for a passage: named features, each a number that can be told to a user.

A feature takes Candidates and returns a number for each passage. Unless it says otherwise a value
is a part of the question's idf, between 0 and 1. A feature that is better when smaller has a
negative weight in the blend.
"""

from collections import defaultdict
from functools import partial

import numpy as np

from bot.retrieval import kind_features
from bot.retrieval.asked import Asked
from bot.retrieval.candidates import Candidates, Feature
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, TIME
from bot.retrieval.limited import may_tell, only_for
from bot.retrieval.unsaid import leaves_unsaid
from bot.storage.arrays import Floats, weighed

# What a stop word is worth in a run of words shared with the question.
STOP_WORD_WEIGHT = 0.3
# Passages shorter than this are rare where the weights are fitted: nothing was learned of them.
SHORT_PASSAGE = 60
ASKING_FOR_TIME_OR_NUMBERS = ASKING_FOR_NUMBERS | {TIME}


def bm25_words(candidates: Candidates) -> Floats:
    """BM25 of all words as they are written, stop words included; no unit."""
    words: Floats = candidates.bm25[0]
    return words


def bm25_letters(candidates: Candidates) -> Floats:
    """BM25 of character 4-grams, which forgives endings and typing errors; no unit."""
    letters: Floats = candidates.bm25[1]
    return letters


def coverage(candidates: Candidates) -> Floats:
    """The terms that the passage holds as they are."""
    return candidates.share(candidates.met.terms_in_passages)


def related_coverage(candidates: Candidates) -> Floats:
    """The terms that the passage holds, or words related to them."""
    return candidates.share(candidates.passage_degrees)


def sentence_coverage(candidates: Candidates) -> Floats:
    """The same, in the best sentence."""
    return candidates.held.most(candidates.sentence_shares)


def best_sentence(candidates: Candidates) -> Floats:
    """The blend that picks the answering sentence, of the best one; no unit."""
    return candidates.held.most(candidates.sentence_scores)


def rare_coverage(candidates: Candidates) -> Floats:
    """The part of the question's rarity in French at large that the passage meets."""
    return weighed(candidates.asked.rarities, candidates.passage_degrees) / candidates.asked.rarity


def rare_coverage_beside(candidates: Candidates) -> Floats:
    """The same of what the question says besides the article's subject; 1 where that is nothing.

    A passage about the subject often says « il » or nothing: what it leaves out is no fault.
    """
    beside = candidates.asked.rarities[:, None] * ~candidates.subject
    rarity = beside.sum(axis=0)
    met = (beside * candidates.passage_degrees).sum(axis=0)
    part: Floats = np.divide(met, rarity, out=np.ones(len(candidates)), where=rarity > 0)
    return part


def missing_names(candidates: Candidates) -> Floats:
    """The idf of the names that the passage does not hold; no unit."""
    asked = candidates.asked
    return weighed(asked.idf * asked.are_names, ~candidates.met.terms_in_passages)


@only_for(lambda asked: asked.has_focus, size=len)
def missing_focus(candidates: Candidates) -> Floats:
    """The idf of the word behind « quel », where the passage does not hold it; no unit."""
    asked = candidates.asked
    return weighed(asked.idf * asked.are_focus, ~candidates.met.terms_in_passages)


def window(candidates: Candidates) -> Floats:
    """How densely the held terms stand: their number squared over the shortest stretch of words."""
    held, (term, at) = candidates.held, candidates.met.own_places
    needed = candidates.met.terms_in_passages.sum(axis=0)
    if not len(at):
        return np.zeros(len(candidates))
    of = held.of.take(at)
    begins = np.full(len(at), len(held.words))
    # One term after the other: all at once take too much memory where a question has hundreds.
    for number, holds in enumerate(candidates.met.terms_in_passages):
        # Where it stands last, looking back from each place.
        last = np.maximum.accumulate(np.where(term == number, at, -1))
        np.minimum(begins, last, out=begins, where=holds.take(of))
    lengths = np.where(begins >= held.starts[of], at - begins + 1, len(held.words))
    shortest = np.full(len(candidates), len(held.words))
    np.minimum.at(shortest, of, lengths)
    # The 3 keeps one held word from looking like the best of matches.
    density: Floats = needed**2 / (shortest + 3)
    return density


def common_run(candidates: Candidates, passage: int) -> float:
    """The heaviest run of words that stands in the question as in one passage; no unit."""
    asked, held = candidates.asked, candidates.held
    weights = {term.stem: term.idf for term in asked.terms}
    which, at = candidates.said
    is_own = (held.starts[passage] <= at) & (at < held.ends[passage])
    sayable, places = list(candidates.sayable), defaultdict[str, list[int]](list)
    for number, place in zip(which[is_own].tolist(), at[is_own].tolist(), strict=True):
        places[sayable[number]].append(place)
    best, runs = 0.0, dict[int, float]()
    for word in asked.reading.words:
        weight = weights.get(word.stem, STOP_WORD_WEIGHT)
        runs = {at: runs.get(at - 1, 0.0) + weight for at in places.get(word.folded, ())}
        best = max(best, max(runs.values(), default=0.0))
    return best


def article_coverage(candidates: Candidates) -> Floats:
    """The terms that the article holds somewhere: the same for all of its passages."""
    return candidates.share(candidates.in_article)


def article_rare_coverage(candidates: Candidates) -> Floats:
    """The part of the question's rarity in French at large that the article holds somewhere."""
    return weighed(candidates.asked.rarities, candidates.in_article) / candidates.asked.rarity


def subject_coverage(candidates: Candidates) -> Floats:
    """The terms that name the article's subject: the same for all of its passages."""
    return candidates.share(candidates.subject)


@only_for(partial(may_tell, kind_features.introduces), size=len)
def introduces(candidates: Candidates) -> Floats:
    """Whether a sentence says what the name is that is all the question asks about: 1 or 0."""
    return candidates.held.most(candidates.value(kind_features.introduces))


@only_for(partial(may_tell, kind_features.asked_before), size=len)
def asked_before(candidates: Candidates) -> Floats:
    """The part of the question's idf that a question of its kind in the passage meets."""
    return candidates.held.most(candidates.value(kind_features.asked_before))


def asks_for_time_or_numbers(asked: Asked) -> bool:
    """Tell whether a question asks for a time, or for something that is told in numbers."""
    return asked.kind in ASKING_FOR_TIME_OR_NUMBERS


@only_for(asks_for_time_or_numbers, size=len)
def lacks_number(candidates: Candidates) -> Floats:
    """Whether a number or a time is asked for, and nothing speaks for one: 1 or 0."""
    is_evident = candidates.held.most(candidates.evidence.astype(float)) > 0
    return np.where(is_evident, 0.0, 1.0)


def lacks_answer(candidates: Candidates) -> Floats:
    """Whether the answering sentence lacks the very thing that is asked for: 1 or 0."""
    return leaves_unsaid(candidates).astype(float)


def length(candidates: Candidates) -> Floats:
    """The logarithm of the passage's number of words, as far as it is no mere line."""
    found: Floats = np.log(np.maximum(SHORT_PASSAGE, candidates.held.lengths))
    return found


def first_place(candidates: Candidates) -> Floats:
    """How far into the passage its first held term stands: 0 at its start, 1 at its end."""
    held, (_, at) = candidates.held, candidates.met.own_places
    first = held.starts.copy()
    # Of several that are set the last one stays.
    first[held.of.take(at)[::-1]] = at[::-1]
    return (first - held.starts) / np.maximum(1, held.lengths)


def taught(candidates: Candidates) -> Floats:
    """How like the question one is that a person answered with the passage: 1 for the same one."""
    lessons = map(candidates.lessons.get, candidates.places)
    return np.array([lesson.likeness if lesson else 0.0 for lesson in lessons])


FEATURES: tuple[Feature, ...] = (
    bm25_words,
    bm25_letters,
    coverage,
    best_sentence,
    rare_coverage_beside,
    missing_focus,
    window,
    article_coverage,
    article_rare_coverage,
    subject_coverage,
    introduces,
    asked_before,
    lacks_number,
    lacks_answer,
    length,
    first_place,
    taught,
)
