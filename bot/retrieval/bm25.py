"""BM25 over ready-made words. The one file that knows rank_bm25."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi


class Index:
    """BM25Okapi over documents, each a sequence of words.

    Scores are rank_bm25's own (k1 = 1.5, b = 0.75, and its floor for the idf of common words:
    a quarter of the average idf), so they have no unit and may be 0 or negative for a document
    that does hold a word of the query: whether a document matches is told by `matching`.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._words = [frozenset(document) for document in documents]
        # rank_bm25 divides by the number of documents and by their mean length.
        self._okapi = BM25Okapi(documents) if any(documents) else None

    def scores(
        self, query: Sequence[str], among: Sequence[int] | None = None
    ) -> NDArray[np.float64]:
        """Return the score of every document, or of those `among` these positions, in order."""
        if self._okapi is None:
            return np.zeros(len(self._words) if among is None else len(among))
        if among is None:
            return np.asarray(self._okapi.get_scores(list(query)), dtype=np.float64)
        batch = self._okapi.get_batch_scores(list(query), list(among))
        return np.asarray(batch, dtype=np.float64)

    def matching(self, query: Sequence[str]) -> list[int]:
        """Return the positions of the documents that share a word with `query`, in order."""
        asked = frozenset(query)
        return [at for at, words in enumerate(self._words) if not asked.isdisjoint(words)]
