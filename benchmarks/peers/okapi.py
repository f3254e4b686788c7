"""rank_bm25, which defines our scores. It keeps nothing by itself: pickle stands in for that."""

import pickle
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

    def build(self, passages: list[list[str]], folder: Path) -> None:
        with (folder / "okapi.pickle").open("wb") as file:
            pickle.dump(BM25Okapi(passages), file, pickle.HIGHEST_PROTOCOL)

    def open(self, folder: Path) -> Ask:
        with (folder / "okapi.pickle").open("rb") as file:
            okapi = pickle.load(file)  # noqa: S301 - written by `build` a moment ago

        def ask(words: Sequence[str]) -> object:
            scores = okapi.get_scores(words)
            best = np.argpartition(-scores, COUNT - 1)[:COUNT]
            return best[np.argsort(-scores[best], kind="stable")]

        return ask


PEER = Okapi()
