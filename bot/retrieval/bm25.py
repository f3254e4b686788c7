"""BM25 over ready-made words. The one file that knows rank_bm25."""

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Floats = NDArray[np.float64]


class Index:
    """BM25Okapi over documents, each a sequence of words.

    Scores are rank_bm25's own (k1 = 1.5, b = 0.75, and its floor for the idf of common words:
    a quarter of the average idf), so they have no unit and may be 0 or negative for a document
    that does hold a word of the query: whether a document matches is told by `matching`. They are
    added word by word over the documents that hold it, where rank_bm25 goes through all of them.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._numbers: dict[str, int] = {}
        # rank_bm25 divides by the number of documents and by their mean length.
        okapi = BM25Okapi(documents if any(documents) else [[""]])
        # Word by word, the documents of each in order: a dict for each document takes ten times
        # the room, and a bot may hold the articles of a hundred servers.
        held, places, tf = array("q"), array("q"), array("q")
        for at, words in enumerate(okapi.doc_freqs if any(documents) else ()):
            held.extend(self._numbers.setdefault(word, len(self._numbers)) for word in words)
            places.extend([at] * len(words))
            tf.extend(words.values())
        order = np.argsort(np.array(held), kind="stable")
        number, at_place, times = (np.array(each)[order] for each in (held, places, tf))
        self._ends = np.searchsorted(number, np.arange(len(self._numbers) + 1)).astype(np.int32)
        self._places = at_place.astype(np.int32)
        idf = np.array([okapi.idf[word] for word in self._numbers], dtype=np.float64)
        length = np.array(okapi.doc_len, dtype=np.float64)
        longer = okapi.k1 * (1 - okapi.b + okapi.b * length / okapi.avgdl)
        self._scores: Floats = idf[number] * (times * (okapi.k1 + 1) / (times + longer[at_place]))

    def scores(self, query: Sequence[str], among: Sequence[int] | None = None) -> Floats:
        """Return the score of every document, or of those `among` these positions, in order."""
        total = np.zeros(self._size)
        for held in self._held(query):
            total[self._places[held]] += self._scores[held]
        return total if among is None else total[np.asarray(among, dtype=np.intp)]

    def matching(self, query: Sequence[str]) -> list[int]:
        """Return the positions of the documents that share a word with `query`, in order."""
        matches = np.zeros(self._size, dtype=bool)
        for held in self._held(query):
            matches[self._places[held]] = True
        return np.flatnonzero(matches).tolist()

    def _held(self, query: Sequence[str]) -> Iterator[slice]:
        """Yield where the documents that hold each word of the query stand."""
        for word in query:
            number = self._numbers.get(word)
            if number is not None:
                yield slice(self._ends[number], self._ends[number + 1])
