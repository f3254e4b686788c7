"""Which candidates are read: a look at what the index tells of them, before any text is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval import features
from bot.retrieval.asked import Asked
from bot.retrieval.index.index import Index
from bot.storage.arrays import Floats

# How far behind the likeliest a candidate may be that is read and blended. Of 300 of PIAF's
# questions, asked of all 761 passages, and of 285 of the shipped article's the blend's first one
# was never further behind than 3.1, and 99 % of the time not further than 1.1.
MARGIN = 4.0
# So many are read at least, as an answer names as many, and at most: each costs half a millisecond.
# Of the same questions of PIAF the blend's first one was always among the twelve likeliest.
READ, MOST = 10, 16
# What the sentences will tell weighs about so much more than that the passage meets the words.
SENTENCES = 3.0


@dataclass(frozen=True, slots=True)
class Looked:
    """Candidates by their places in the corpus: those that are to be read, and the others.

    The former keep their order, the latter stand by their likeliness.
    """

    read: list[int]
    others: list[int]


def looked_at(
    asked: Asked, candidates: Sequence[int], index: Index, weights: Mapping[str, float]
) -> Looked:
    """Tell which candidates are likely to be the blend's best.

    `weights` are the blend's: what needs no text is what the blend makes of it.
    """
    if len(candidates) <= READ:
        return Looked(list(candidates), [])
    look = _look(asked, candidates, index, weights)
    order = np.argsort(-look, kind="stable").tolist()
    near = int(np.count_nonzero(look >= look.max() - MARGIN))
    count = min(MOST, max(READ, near))
    return Looked(
        [candidates[at] for at in sorted(order[:count])], [candidates[at] for at in order[count:]]
    )


def _look(
    asked: Asked, candidates: Sequence[int], index: Index, weights: Mapping[str, float]
) -> Floats:
    """Return how likely each candidate is, no unit: BM25, the words that are met, the length."""
    related = sorted(asked.related)
    is_held = dict(zip(related, index.held(related, candidates), strict=True))
    own = np.array([is_held[term.stem] for term in asked.terms])
    degree = np.array(
        [
            np.max([value * is_held[stem] for stem, value in term.related.items()], axis=0)
            for term in asked.terms
        ]
    )
    idf = np.array([term.idf for term in asked.terms])
    rarity = np.array([term.rarity for term in asked.terms])
    lengths = np.maximum(features.SHORT_PASSAGE, index.lengths(candidates))
    scores = index.scores(sorted(asked.folded), asked.content, candidates)
    look: Floats = weights["bm25_words"] * np.array(scores["words"])
    look += weights["bm25_letters"] * np.array(scores["letters"])
    look += weights["coverage"] * idf @ own / asked.weight
    look += SENTENCES * weights["best_sentence"] * idf @ degree / asked.weight
    look += weights["rare_coverage_beside"] * rarity @ degree / asked.rarity
    return look + weights["length"] * np.log(lengths)
