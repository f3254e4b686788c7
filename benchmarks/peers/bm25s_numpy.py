"""bm25s: scores worked out beforehand, as ours, in sparse matrices; added up by numpy."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import bm25s
from bm25s.tokenization import Tokenized

from benchmarks.peers import COUNT, Ask

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus


class Bm25s:
    """Its method `atire`, the nearest to BM25Okapi, with the same k1 and b."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def ready(self, corpus: "Corpus") -> Tokenized:
        vocabulary = {word: number for number, word in enumerate(corpus.vocabulary)}
        return Tokenized(ids=list(corpus.numbered()), vocab=vocabulary)

    def build(self, passages: Tokenized, folder: Path) -> None:
        index = bm25s.BM25(k1=1.5, b=0.75, method="atire", backend=self._backend)
        index.index(passages, show_progress=False)
        index.save(folder / f"bm25s-{self._backend}", show_progress=False)

    def open(self, folder: Path) -> Ask:
        index = bm25s.BM25.load(folder / f"bm25s-{self._backend}", mmap=True, show_progress=False)
        if self._backend == "numba":
            index.activate_numba_scorer()

        def ask(words: Sequence[str]) -> object:
            return index.retrieve([list(words)], k=COUNT, show_progress=False)

        return ask


PEER = Bm25s("numpy")
