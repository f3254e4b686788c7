"""Words of the lexicon as an index numbers them."""

from collections.abc import Iterable, Sequence

import numpy as np

from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Numbers


class KnownWords:
    """Sets of folded words, by the numbers of those that an index holds. Safe in threads.

    Each set is looked up once: there are some dozens of them, all of the program's own.
    """

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._numbers: dict[frozenset[str], Numbers] = {}

    def __len__(self) -> int:
        return len(self._words)

    def of(self, words: frozenset[str]) -> Numbers:
        """Return the numbers of those of some words that the index holds, in no order."""
        numbers = self._numbers.get(words)
        if numbers is None:
            numbers = self._numbers[words] = self.among(words)
        return numbers

    def among(self, words: Iterable[str]) -> Numbers:
        """Return the same of words that nobody will ask for again."""
        found = (self._words.number(word) for word in words)
        return np.array([each for each in found if each is not None], dtype=np.int32)

    def written(self, numbers: Numbers) -> Sequence[str]:
        """Return words by their numbers."""
        return [self._words.words[each] for each in numbers.tolist()]
