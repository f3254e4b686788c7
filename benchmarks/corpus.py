"""Ready-made words, the same for every peer, in a folder of plain files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import vocabulary_of


@dataclass(frozen=True)
class Corpus:
    """Passages as numbers of words.

    `words` holds all passages one after another, `ends` where each ends; a word's number is its
    place in `vocabulary`. Words are without spaces.
    """

    words: NDArray[np.int32]
    ends: NDArray[np.int64]
    vocabulary: list[str]

    def __len__(self) -> int:
        return len(self.ends)

    def first(self, passages: int) -> "Corpus":
        """Return the corpus of its first passages."""
        ends = self.ends[:passages]
        return Corpus(self.words[: ends[-1]], ends, self.vocabulary)

    def numbered(self) -> Iterator[list[int]]:
        """Yield the words of each passage as numbers."""
        start = 0
        for end in self.ends.tolist():
            yield self.words[start:end].tolist()
            start = end

    def passages(self) -> Iterator[list[str]]:
        """Yield the words of each passage."""
        return ([self.vocabulary[number] for number in numbers] for numbers in self.numbered())

    def lines(self) -> Iterator[str]:
        """Yield each passage as a line, its words with a space between them."""
        return (" ".join(words) for words in self.passages())


def write(corpus: Corpus, questions: list[list[str]], folder: Path) -> None:
    """Write a corpus and what is asked of it: numbers for numpy, lines for everybody else."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "words.npy", corpus.words)
    np.save(folder / "ends.npy", corpus.ends)
    (folder / "vocabulary.txt").write_text("\n".join(corpus.vocabulary), encoding="utf-8")
    asked = "\n".join(" ".join(words) for words in questions)
    (folder / "questions.txt").write_text(asked, encoding="utf-8")
    with (folder / "passages.txt").open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in corpus.lines())


def read(folder: Path) -> Corpus:
    """Return the corpus of a folder, its numbers mapped."""
    words = np.asarray(np.load(folder / "words.npy", mmap_mode="r"))
    return Corpus(words, np.load(folder / "ends.npy"), vocabulary_of(folder))
