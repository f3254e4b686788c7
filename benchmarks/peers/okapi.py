"""rank_bm25, which defines our scores. It keeps nothing: whoever asks indexes first."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.peers import COUNT, Ask

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus


class Okapi:
    """BM25Okapi, and the best of its scores."""

    def ready(self, corpus: "Corpus") -> list[list[str]]:
        return list(corpus.passages())

    def build(self, passages: list[list[str]], folder: Path) -> None:  # noqa: ARG002
        BM25Okapi(passages)

    def open(self, folder: Path) -> Ask:
        with (folder / "passages.txt").open(encoding="utf-8") as lines:
            okapi = BM25Okapi([line.split() for line in lines])

        def ask(words: Sequence[str]) -> list[int]:
            scores = okapi.get_scores(words)
            best = np.argpartition(-scores, COUNT - 1)[:COUNT]
            ordered: list[int] = best[np.argsort(-scores[best], kind="stable")].tolist()
            return ordered

        return ask


PEER = Okapi()
