"""BM25 over ready-made words. The one file that knows rank_bm25."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that hold a word, in order, and what it scores in each; no unit."""

    places: Places
    scores: Floats


class Index:
    """BM25Okapi over documents, each a sequence of words.

    Scores are rank_bm25's own (k1 = 1.5, b = 0.75, and its floor for the idf of common words:
    a quarter of the average idf), so they have no unit and may be 0 or negative for a document
    that does hold a word of the query: whether a document matches is told by `matching`. They are
    added word by word over the documents that hold it, where rank_bm25 goes through all of them.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        # rank_bm25 divides by the number of documents and by their mean length.
        self._okapi = BM25Okapi(documents if any(documents) else [[""]])
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for at, document in enumerate(documents):
            for word in dict.fromkeys(document):
                self._holding[word].append(at)
        self._postings: dict[str, Postings] = {}

    def scores(self, query: Sequence[str], among: Sequence[int] | None = None) -> Floats:
        """Return the score of every document, or of those `among` these positions, in order."""
        total = np.zeros(self._size)
        for word in query:
            if word in self._holding:
                postings = self._postings_of(word)
                total[postings.places] += postings.scores
        return total if among is None else total[np.asarray(among, dtype=np.intp)]

    def matching(self, query: Sequence[str]) -> list[int]:
        """Return the positions of the documents that share a word with `query`, in order."""
        held = [self._holding[word] for word in frozenset(query) if word in self._holding]
        return sorted({at for places in held for at in places})

    def _postings_of(self, word: str) -> Postings:
        """Return a word's postings, worked out when it is first asked for."""
        found = self._postings.get(word)
        if found is None:
            found = self._postings[word] = self._scored(word)
        return found

    def _scored(self, word: str) -> Postings:
        okapi = self._okapi
        places = self._holding[word]
        tf = np.array([okapi.doc_freqs[at][word] for at in places], dtype=np.float64)
        length = np.array([okapi.doc_len[at] for at in places], dtype=np.float64)
        longer = okapi.k1 * (1 - okapi.b + okapi.b * length / okapi.avgdl)
        scores = okapi.idf[word] * (tf * (okapi.k1 + 1) / (tf + longer))
        return Postings(np.asarray(places, dtype=np.intp), scores)
