"""What speaks for a sentence as the answer, within one passage: named features.

A feature takes Candidates and returns a number for each sentence of all passages.
"""

from collections.abc import Mapping

import numpy as np

from bot.retrieval.asked import Asked
from bot.retrieval.candidates import Candidates, Feature, SentenceBlend
from bot.retrieval.kind_features import (
    EVIDENCE,
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
from bot.retrieval.limited import may_tell, only_for
from bot.retrieval.words import words
from bot.storage.arrays import Floats, first_of_each, weighed

# A sentence that begins with one of these speaks of what stands before it.
POINTING_BACK = frozenset(
    word.folded
    for word in words("il elle ils elles ce cette cet ces son sa ses leur leurs celui celle y en")
)
# Among so many words of its own.
AT_THE_START = 3

# About as many words as a clause has.
STRETCH = 12


def distinct_coverage(candidates: Candidates) -> Floats:
    """The part that it meets of the passage's words that are asked, rare ones counting for more.

    What counts is how few of the passage's sentences meet a word, not how few passages do: what
    most of them speak of tells none of them apart.
    """
    held, degrees = candidates.held, candidates.sentence_degrees
    meeting = np.add.reduceat(degrees > 0, held.first_sentences, axis=1, dtype=np.int64)
    worth = np.where(meeting > 0, np.log((held.sentences + 1) / (meeting + 0.5)), 0.0)
    return _parts_met(candidates, worth)


def densest(candidates: Candidates) -> Floats:
    """The part of the question's idf that the best stretch of 12 words of the sentence meets."""
    asked, held, (_, at) = candidates.asked, candidates.held, candidates.met.places
    found = np.zeros(len(held.lines))
    if not len(at):
        return found
    sentence = held.sentence_of.take(at)
    after = at.searchsorted(np.minimum(at + STRETCH, held.sentence_ends.take(sentence)))
    # What is met from each place to the end of the stretch that begins there.
    bounds = np.stack([np.arange(len(at)), after], axis=1).ravel()
    met = np.zeros(len(at))
    for idf, degrees in zip(asked.idf.tolist(), candidates.met.degrees_at(), strict=True):
        met += idf * np.maximum.reduceat(np.append(degrees, 0.0), bounds)[::2]
    met /= asked.weight
    starts = first_of_each(sentence)
    found[sentence[starts]] = np.maximum.reduceat(met, starts)
    return found


def rarest(candidates: Candidates) -> Floats:
    """The rarity in French at large of the rarest term that it meets, by its degree; no unit."""
    rarity = candidates.asked.rarities[:, None] * candidates.sentence_degrees
    found: Floats = rarity.max(axis=0, initial=0.0)
    return found


def coverage_after(candidates: Candidates) -> Floats:
    """The part of the question's idf that the sentence behind it meets."""
    return candidates.held.after(candidates.sentence_shares)


def best_before(candidates: Candidates) -> Floats:
    """The part of the question's idf that the best of the sentences before it meets."""
    held = candidates.held
    own = held.passage_of, held.sentence_numbers
    # A row for each passage: what stands behind its sentences is not looked at.
    rows = np.zeros((len(candidates), held.sentences.max()))
    rows[own] = held.before(candidates.sentence_shares)
    found: Floats = np.maximum.accumulate(rows, axis=1)[own]
    return found


def said_just_before(candidates: Candidates) -> Floats:
    """The part of the question's idf that the sentence before it meets, and it does not."""
    degrees = candidates.sentence_degrees
    return candidates.share(np.where(degrees > 0, 0.0, candidates.held.before(degrees)))


def beside_subject(candidates: Candidates) -> Floats:
    """The part that it meets of what the question says besides the article's subject."""
    return _parts_met(candidates, candidates.asked.idf[:, None] * ~candidates.subject)


def beside_names(candidates: Candidates) -> Floats:
    """The part that it meets of what the question says besides names."""
    asked = candidates.asked
    idf = asked.idf * ~asked.are_names
    return weighed(idf, candidates.sentence_degrees) / (idf.sum() or 1.0)


def _parts_met(candidates: Candidates, worth: Floats) -> Floats:
    """Return the part that each sentence meets of what each term is worth in its passage."""
    of, whole = candidates.held.passage_of, worth.sum(axis=0)
    met: Floats = (candidates.sentence_degrees * worth[:, of]).sum(axis=0)
    return met / np.where(whole > 0, whole, 1.0)[of]


def points_back(candidates: Candidates) -> Floats:
    """The part of the question that the sentence before it meets, if this one speaks of that."""
    held = candidates.held
    at = candidates.told.places_of(POINTING_BACK)
    at = at[at - held.first_words[held.sentence_of.take(at)] < AT_THE_START]
    return np.where(held.in_sentences(at), held.before(candidates.sentence_shares), 0.0)


def words_shared(candidates: Candidates) -> Floats:
    """How much of the question's words, as written and with its stop words, the sentence holds."""
    held, (which, at) = candidates.held, candidates.said
    shared = np.zeros((len(candidates.sayable), len(held.lines)), dtype=bool)
    shared[which, held.sentence_of.take(at)] = True
    count: Floats = shared.sum(axis=0) / max(1, len(candidates.asked.folded))
    return count


@only_for(lambda asked: asked.has_focus)
def focus(candidates: Candidates) -> Floats:
    """Whether the sentence holds the word behind « quel »: 1 or 0."""
    return candidates.met.terms_in_sentences[candidates.asked.are_focus].any(axis=0).astype(float)


def place(candidates: Candidates) -> Floats:
    """Where the sentence stands: 0 for the first of the passage, 1 for the last."""
    held = candidates.held
    return held.sentence_numbers / np.maximum(1, held.sentences - 1)[held.passage_of]


SENTENCE_FEATURES: tuple[Feature, ...] = (
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
    features = [feature for feature in SENTENCE_FEATURES if may_tell(feature, asked)]
    return SentenceBlend(tuple(features), tuple(weights[f.__name__] for f in features))
