"""English questions about French articles: a small dictionary; names and numbers do the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from bot.retrieval.lexicon import text_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import STEMS_KEPT, fold_french, is_stop_word, plain_words, stems, words

# A question is English when it holds this many English words of grammar more than French ones.
MARGIN = 1
# What words of grammar stand behind in the file.
STOP = "stop"


@dataclass(frozen=True, slots=True)
class Translation:
    """A question in French words, in the order of the English ones.

    `alternatives` gives for a stem of `text` the stems of the other words that were possible.
    """

    text: str
    alternatives: dict[str, frozenset[str]]


def is_english(question: str) -> bool:
    """Tell whether a question is more likely English than French."""
    grammar = _grammar()
    folded = [word.folded for word in words(question)]
    # « a », « on », « me » are words of both: they tell nothing.
    english = sum(word in grammar and not is_stop_word(word) for word in folded)
    french = sum(is_stop_word(word) and word not in grammar for word in folded)
    return english - french >= MARGIN


def translate(question: str, is_name: Callable[[str], bool] = lambda _: False) -> Translation:
    """Return the French of an English question, word by word; what is not known stays.

    So does a name of the articles, of which `is_name` tells by its folded word: « Scale AI » is no
    échelle. What it would mean is then an alternative.
    """
    dictionary = _dictionary()
    typed = words(question)
    french: list[str] = []
    alternatives: dict[str, frozenset[str]] = {}
    at = 0
    while at < len(typed):
        length, meant = dictionary.entry([_key(word.folded) for word in typed[at : at + LONGEST]])
        if length:
            if length == 1 and is_name(typed[at].folded):
                meant = [question[typed[at].start : typed[at].end], *meant]
            french += meant[:1]
            first, others = stems(" ".join(meant[:1])), stems(" ".join(meant[1:]))
            if first and others:
                alternatives[first[0]] = frozenset(others) | alternatives.get(first[0], frozenset())
        elif typed[at].folded not in dictionary.grammar:
            french.append(question[typed[at].start : typed[at].end])
        at += max(1, length)
    return Translation(" ".join(french), alternatives)


LONGEST = 4


@dataclass(frozen=True, slots=True)
class Dictionary:
    """French words by the stems of an English phrase, and the English words of grammar."""

    entries: dict[tuple[str, ...], list[str]]
    grammar: frozenset[str]

    def entry(self, keys: list[str]) -> tuple[int, list[str]]:
        """Return how many of the first keys are one entry, and its French words; 0 for none."""
        for length in range(len(keys), 0, -1):
            if tuple(keys[:length]) in self.entries:
                return length, self.entries[tuple(keys[:length])]
        return 0, []


@cache
def _dictionary() -> Dictionary:
    return Dictionary(_entries(), _grammar())


@Kept
def _entries() -> dict[tuple[str, ...], list[str]]:
    entries: dict[tuple[str, ...], list[str]] = {}
    for english, meant in _lines():
        if english != STOP:
            entries.setdefault(tuple(map(_key, plain_words(english))), meant)
    return entries


# Apart from the dictionary, which takes longer to read and no French question needs.
@Kept
def _grammar() -> frozenset[str]:
    grammar: set[str] = set()
    for english, meant in _lines():
        if english == STOP:
            grammar.update(plain_words(" ".join(meant)))
        elif meant and all(map(is_stop_word, plain_words(meant[0]))):
            # « who », « how much »: what stands for a French question word.
            grammar.update(plain_words(english))
    return frozenset(grammar)


def _lines() -> Iterator[tuple[str, list[str]]]:
    """Yield the English phrases of the file, each with its French words; STOP has English ones."""
    for line in fold_french(text_of("english.txt")).splitlines():
        english, colon, french = line.partition("#")[0].partition(":")
        if colon:
            yield english.strip(), [word.replace("_", " ") for word in french.split()]


# Bounded, because the words of questions come from outside.
@lru_cache(maxsize=STEMS_KEPT)
def _key(folded: str) -> str:
    return str(_stemmer().stemWord(folded))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)
