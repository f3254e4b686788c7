"""How rare words are in French at large, as far as the texts of the training tell."""

import math
from collections.abc import Mapping
from functools import lru_cache

from bot.retrieval.lexicon import text_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import STEMS_KEPT, fold_french, is_stop_word, plain_words, stem

# What a light word is rare at most, where the least listed one is worth 5.3: as a word in every
# seventh text. 1.5 and 2.5 are no better, on PIAF and on questions in other words than the text.
LIGHT = 2.0


class Background:
    """Document frequencies of the commonest stems of some French texts."""

    def __init__(self, frequencies: Mapping[str, int], passages: int) -> None:
        self._frequencies = frequencies
        self._passages = max(1, passages)
        # What is not listed is rarer than all that is; half of the least keeps the order.
        self._unlisted = min(frequencies.values(), default=2) / 2

    def rarity(self, stem: str) -> float:
        """Return log(N / n) for a stem that n of N passages hold, at most LIGHT for a light one.

        No unit. An expression is light when all of its words are.
        """
        rarity = math.log(self._passages / self._frequencies.get(stem, self._unlisted))
        return min(rarity, LIGHT) if is_light(stem) else rarity

    def uncommonness(self, stem: str) -> float:
        """Return the rarity of a stem as a part of that of the rarest, between 0 and 1."""
        return self.rarity(stem) / math.log(self._passages / self._unlisted)


# Bounded, as the stems are.
@lru_cache(maxsize=STEMS_KEPT)
def is_light(stem: str) -> bool:
    """Tell whether a stem, or each word of an expression, is one that says little."""
    return all(part in _light() or is_stop_word(part) for part in stem.split("_"))


@Kept
def _light() -> frozenset[str]:
    """Return the stems of the words of light.txt."""
    lines = fold_french(text_of("light.txt")).splitlines()
    said = (word for line in lines for word in plain_words(line.partition("#")[0]))
    return frozenset(stem(word) for word in said if not is_stop_word(word))
