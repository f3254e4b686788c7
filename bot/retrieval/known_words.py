"""Words and phrases of the lexicon as an index numbers them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.index.vocabulary import Vocabulary
from bot.retrieval.kind_table import Phrase
from bot.storage.arrays import Numbers


@dataclass(frozen=True, slots=True)
class KnownPhrases:
    """Phrases of two words at least, by the numbers of their words.

    `firsts` and `seconds` are their first two words; `beginning` has them by the first one.
    """

    firsts: Numbers
    seconds: Numbers
    beginning: Mapping[int, Sequence[Sequence[int]]]


class KnownWords:
    """Sets of folded words and phrases, as far as an index holds their words. Safe in threads.

    Each set is looked up once: there are some dozens of them, all of the program's own.
    """

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._numbers: dict[frozenset[str], Numbers] = {}
        self._phrases: dict[frozenset[Phrase], KnownPhrases] = {}

    def __len__(self) -> int:
        return len(self._words)

    def of(self, words: frozenset[str]) -> Numbers:
        """Return the numbers of those of some words that the index holds, in no order."""
        numbers = self._numbers.get(words)
        if numbers is None:
            numbers = self._numbers[words] = self.among(words)
        return numbers

    def among(self, words: Iterable[str]) -> Numbers:
        """Return the same, in order, of words that nobody will ask for again."""
        found = map(self._words.number, words)
        return np.array([each for each in found if each is not None], dtype=np.int32)

    def phrases(self, phrases: frozenset[Phrase]) -> KnownPhrases:
        """Return those of some phrases of which the index holds all words."""
        known = self._phrases.get(phrases)
        if known is None:
            known = self._phrases[phrases] = self._known(phrases)
        return known

    def _known(self, phrases: Iterable[Phrase]) -> KnownPhrases:
        beginning: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        for phrase in phrases:
            numbers = self.among(phrase).tolist()
            if len(numbers) == len(phrase):
                beginning[numbers[0]].append(numbers)
        seconds = {phrase[1] for each in beginning.values() for phrase in each}
        return KnownPhrases(
            np.array(list(beginning), dtype=np.int32),
            np.array(list(seconds), dtype=np.int32),
            beginning,
        )
