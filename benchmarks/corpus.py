"""Ready-made tokens: the same for every peer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Corpus:
    """Passages as numbers of words.

    `words` holds all passages one after another, `ends` where each ends; a word's number is its
    place in `vocabulary`.
    """

    words: NDArray[np.int32]
    ends: NDArray[np.int64]
    vocabulary: list[str]

    def __len__(self) -> int:
        return len(self.ends)
