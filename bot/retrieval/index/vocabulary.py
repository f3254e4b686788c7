"""Words and their numbers. The one file that knows marisa_trie."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import marisa_trie
import numpy as np

from bot.storage.arrays import Marks, Numbers, Strings


@dataclass(frozen=True)
class Vocabulary:
    """Different words, numbered from 0 in the order in which they were given.

    `tree` is the bytes of a trie of them, `numbers` has their number by the trie's own.
    """

    tree: Marks
    numbers: Numbers
    words: Strings = field(repr=False)

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Give numbers to words, of which no two are the same."""
        trie = marisa_trie.Trie(words)
        numbers = np.empty(len(words), dtype=np.int32)
        numbers[[trie[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        tree = np.frombuffer(trie.tobytes(), dtype=np.uint8)
        return cls(tree, numbers, Strings.of(words))

    @cached_property
    def _trie(self) -> marisa_trie.Trie:
        return marisa_trie.Trie().map(self.tree)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, word: str) -> bool:
        return word in self._trie

    def number(self, word: str) -> int | None:
        """Return the number of a word, None for one that is not there."""
        found = self._trie.get(word)
        return None if found is None else int(self.numbers[found])

    def numbered_beginning(self, letters: str) -> list[tuple[str, int]]:
        """Return the words that begin so with their numbers, in the order of the trie."""
        return [(word, int(self.numbers[at])) for word, at in self._trie.items(letters)]
