"""What the index knows of words as they are written: how often, how, and next to which."""

from dataclasses import dataclass

import numpy as np

from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Longs, Numbers, Strings

Pairs = Longs


@dataclass(frozen=True, slots=True)
class Wording:
    """The folded words of a corpus, headings included, by their number in `words`.

    `written` is how each mostly stands there. `counts` tells how often, and `named` how often as a
    name. `following` has the pairs of words that stand
    in a row somewhere in a passage, rising, as one number each (see `paired`), and `hyphenated`
    those of them that a hyphen joins.
    """

    words: Vocabulary
    written: Strings
    counts: Numbers
    named: Numbers
    following: Pairs
    hyphenated: Pairs

    def __contains__(self, folded: str) -> bool:
        return folded in self.words

    def count(self, folded: str) -> int:
        """Return how often a word stands in the corpus."""
        number = self.words.number(folded)
        return 0 if number is None else int(self.counts[number])

    def as_written(self, folded: str) -> str:
        """Return a word of the corpus as it is written there."""
        number = self.words.number(folded)
        if number is None:
            raise KeyError(folded)
        return self.written[number]

    def is_name(self, folded: str) -> bool:
        """Tell whether a word is written with a capital inside sentences more often than not."""
        number = self.words.number(folded)
        return number is not None and bool(2 * self.named[number] > self.counts[number])

    def is_followed(self, one: str, other: str, *, is_hyphenated: bool = False) -> bool:
        """Tell whether a word stands right behind another one somewhere, or hangs on it."""
        first, second = self.words.number(one), self.words.number(other)
        if first is None or second is None:
            return False
        pairs, pair = self.hyphenated if is_hyphenated else self.following, paired(first, second)
        at = int(np.searchsorted(pairs, pair))
        return at < len(pairs) and pairs[at] == pair


def paired(one: int, other: int) -> int:
    """Return two numbers of words as one that sorts like them."""
    return one << 32 | other
