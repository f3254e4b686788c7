"""stand-in"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.retrieval.index.okapi import K1, Okapi
from bot.storage.arrays import Floats, Numbers, Places


@dataclass(frozen=True, slots=True)
class Postings:
    ends: Places
    documents: Numbers
    impacts: Floats

    @classmethod
    def of(
        cls, terms: Numbers, documents: Numbers, counts: Numbers, size: int, lengths: Numbers
    ) -> Self:
        order = np.argsort(terms, kind="stable")
        terms, documents, counts = terms[order], documents[order], counts[order]
        holding = np.bincount(terms, minlength=size).astype(np.int32)
        okapi = Okapi.of(holding, lengths)
        impacts = okapi.idf[terms] * (counts * (K1 + 1) / (counts + okapi.longer[documents]))
        return cls(np.cumsum(holding, dtype=np.int64), documents, impacts)

    def best(self, weights: Mapping[int, float], k: int) -> tuple[Numbers, Floats]:
        total = np.zeros(0)
        size = int(self.documents.max()) + 1 if len(self.documents) else 0
        total = np.zeros(size)
        held = np.zeros(size, dtype=bool)
        for term, weight in weights.items():
            s = slice(int(self.ends[term - 1]) if term else 0, int(self.ends[term]))
            total[self.documents[s]] += weight * self.impacts[s]
            held[self.documents[s]] = True
        at = np.flatnonzero(held)
        order = np.argsort(-total[at], kind="stable")[:k]
        return at[order].astype(np.int32), total[at][order]
