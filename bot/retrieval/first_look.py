"""Which passages are read: a look at what the index tells of them, before any text is opened."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval import features
from bot.retrieval.asked import Asked
from bot.retrieval.index.fields import Held, Scores
from bot.retrieval.index.index import Index
from bot.storage.arrays import Flags, Floats

# How far behind the likeliest a candidate may be that is read and blended. With this, READ and MOST
# the blend's first one of 40 is among those that are read for all but three in a thousand of PIAF's
# questions, asked of all its passages; its hit@1 is the same.
MARGIN = 1.5
# So many are read at least, and at most, for each takes its time.
READ, MOST = 8, 16
# What the sentences will tell weighs about so much more than that the passage meets the words.
SENTENCES = 4.0


@dataclass(frozen=True, slots=True)
class Looked:
    """Passages by their places in the corpus: those that are to be read, and the others.

    The former keep their order, the latter stand by their likeliness. `looks` tells how likely each
    of the former and then of the latter is, no unit; it is empty where all are read. `scores` are
    by their places.
    """

    read: list[int]
    others: list[int]
    looks: list[float]
    scores: dict[int, Scores]


def looked_at(
    asked: Asked,
    among: Sequence[int],
    wanted: Collection[int],
    index: Index,
    weights: Mapping[str, float],
) -> Looked:
    """Tell which passages are likely to be the blend's best; those that are `wanted` are read.

    `weights` are the blend's: what needs no text is what the blend makes of it.
    """
    if len(among) <= READ:
        return Looked(list(among), [], [], scored(asked, among, index))
    held = index.held(among)
    scores = index.scores(sorted(asked.folded), asked.content, held)
    look = _look(asked, held, scores, index, weights)
    order = np.argsort(-look, kind="stable").tolist()
    near = int(np.count_nonzero(look >= look.max() - MARGIN))
    count = min(MOST, max(READ, near))
    read = sorted({*order[:count], *(at for at, place in enumerate(among) if place in wanted)})
    others = [at for at in order if at not in read]
    return Looked(
        read=[among[at] for at in read],
        others=[among[at] for at in others],
        looks=look[[*read, *others]].tolist(),
        scores=dict(zip(among, scores, strict=True)),
    )


def scored(asked: Asked, among: Sequence[int], index: Index) -> dict[int, Scores]:
    """Return the scores of passages by their places."""
    if not among:
        return {}
    scores = index.scores(sorted(asked.folded), asked.content, index.held(among))
    return dict(zip(among, scores, strict=True))


def _look(
    asked: Asked,
    held: Held,
    scores: Sequence[Scores],
    index: Index,
    weights: Mapping[str, float],
) -> Floats:
    """Return how likely each candidate is, no unit: BM25, the words that are met, the length."""
    idf, rarity = (np.array(each) for each in (asked.idf, asked.rarities))
    own, degree = _met(asked, held, index)
    lengths = np.maximum(features.SHORT_PASSAGE, index.lengths(held.among))
    bm25 = np.array(scores)
    look: Floats = weights["bm25_words"] * bm25[:, 0] + weights["bm25_letters"] * bm25[:, 1]
    look += weights["coverage"] * idf @ own / asked.weight
    look += SENTENCES * weights["best_sentence"] * idf @ degree / asked.weight
    look += weights["rare_coverage_beside"] * rarity @ degree / asked.rarity
    return look + weights["length"] * np.log(lengths)


def _met(asked: Asked, held: Held, index: Index) -> tuple[Flags, Floats]:
    """Tell of each term (by row) which candidates (by column) hold it, and how well they do."""
    row_of = {stem: row for row, stem in enumerate(asked.numbers)}
    # Behind the last there is a row for what the index does not know: nobody holds it.
    is_held = np.zeros((len(row_of) + 1, len(held.among)), dtype=bool)
    is_held[:-1] = index.holding(list(asked.numbers.values()), held)
    rows, degrees, starts = list[int](), list[float](), list[int]()
    for term in asked.terms:
        starts.append(len(rows))
        rows += [row_of.get(stem, -1) for stem in term.related]
        degrees += term.related.values()
    met = np.maximum.reduceat(np.array(degrees)[:, None] * is_held[rows], starts, axis=0)
    return is_held[[row_of.get(stem, -1) for stem in asked.stems]], met
