"""Words and their numbers. The one file that knows marisa_trie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Self

import marisa_trie
import numpy as np

from bot.storage.arrays import Marks, Numbers, Strings

# People ask with the same words, and of a question each is asked for several times.
ASKED_KEPT = 2_000


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
        return self._number(word)

    @cached_property
    def _number(self) -> Callable[[str], int | None]:
        get, numbers = self._trie.get, self.numbers

        # The words come from outside: what is kept is bounded.
        @lru_cache(maxsize=ASKED_KEPT)
        def number(word: str) -> int | None:
            found = get(word)
            return None if found is None else numbers.item(found)

        return number

    def numbered_beginning(self, letters: str) -> list[tuple[str, int]]:
        """Return the words that begin so with their numbers, in the order of the trie."""
        return [(word, int(self.numbers[at])) for word, at in self._trie.items(letters)]
