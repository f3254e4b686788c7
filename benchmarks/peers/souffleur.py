"""The raw index of this repository."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.lines import vocabulary_of
from benchmarks.peers import COUNT, Ask
from bot.retrieval.index.postings import Best, Postings

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus


class Souffleur:
    """Postings, kept as one file of numpy's for each array, and mapped."""

    def ready(self, corpus: "Corpus") -> "Corpus":
        return corpus

    def build(self, passages: "Corpus", folder: Path) -> None:
        postings = Postings.build(passages.words, passages.ends, len(passages.vocabulary))
        for name, array in postings.arrays().items():
            np.save(folder / f"postings-{name}.npy", array)

    def open(self, folder: Path) -> Ask:
        numbers = {word: number for number, word in enumerate(vocabulary_of(folder))}
        postings = Postings(
            {
                path.stem.removeprefix("postings-"): np.load(path, mmap_mode="r")
                for path in folder.glob("postings-*.npy")
            }
        )

        def ask(words: Sequence[str]) -> Best:
            return postings.best(Counter([numbers[word] for word in words]), COUNT)

        return ask


PEER = Souffleur()
