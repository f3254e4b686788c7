"""What BM25Okapi makes of counts. The one file that knows rank_bm25, whose definition it keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.storage.arrays import Floats, Numbers, Places

# What BM25Okapi gives its parameters where it is not told others.
K1, B, EPSILON = 1.5, 0.75, 0.25


def _idf(holding: dict[int, int], size: int) -> dict[int, float]:
    """Return the idf that BM25Okapi gives words of which so many documents hold each."""
    # Who opens an index that is there asks for none.
    from rank_bm25 import BM25Okapi  # noqa: PLC0415

    # Of documents that were counted already: it is asked for its idf alone.
    okapi = BM25Okapi.__new__(BM25Okapi)
    okapi.epsilon, okapi.corpus_size, okapi.idf = EPSILON, size, {}
    okapi._calc_idf(holding)  # noqa: SLF001
    found: dict[int, float] = okapi.idf
    return found


@dataclass(frozen=True, slots=True)
class Okapi:
    """The idf of each word by its number, and what each document's length does to a word's count.

    Scores are rank_bm25's own, its floor for the idf of common words included: a quarter of the
    average idf. `idf` is 0 where no document holds the word, and `average` is one number: the
    average length of the documents, in words.
    """

    idf: Floats
    average: Floats

    @classmethod
    def of(cls, holding: Numbers, lengths: Numbers) -> Self:
        """Work it out: `holding` counts the documents of each word, `lengths` their words."""
        counts = {number: count for number, count in enumerate(holding.tolist()) if count}
        idf = np.zeros(len(holding))
        if not counts:
            return cls(idf, np.ones(1))
        given = _idf(counts, len(lengths))
        idf[list(given)] = list(given.values())
        return cls(idf, np.array([lengths.sum() / len(lengths)]))

    def saturation(self, lengths: Numbers | Places) -> Floats:
        """Return k1 · (1 - b + b · length / average length) for documents of some lengths."""
        return K1 * (1 - B + B * lengths / self.average)

    def scores(self, query: Sequence[int], counts: Floats, lengths: Places) -> Floats:
        """Return the scores of documents: `counts` has a row for each, a column for each word."""
        if not len(query):
            return np.zeros(len(lengths))
        parts = counts * (K1 + 1) / (counts + self.saturation(lengths)[:, None])
        # Not `sum`, which adds in another order than rank_bm25.
        total: Floats = (self.idf[query] * parts).cumsum(axis=1)[:, -1]
        return total
