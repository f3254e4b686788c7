"""Which words of passages are something of the kind that a question asks for."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from bot.retrieval.index.figures import AMOUNT, PERCENTAGE, YEAR
from bot.retrieval.kind_table import PERSON, PLACE, TIME, kinds
from bot.retrieval.told import Told
from bot.retrieval.words import plain_words
from bot.storage.arrays import Places

# The kinds whose answers can be told by single words; the others' words stand everywhere.
KINDS_WITH_EVIDENCE = (
    "person",
    "time",
    "age",
    "quantity",
    "money",
    "percentage",
    "place",
    "cause",
    "role",
)
NUMBER_WORDS = frozenset(
    plain_words(
        "zero deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize vingt trente quarante cinquante soixante septante nonante cent cents mille "
        "million millions milliard milliards dizaine dizaines douzaine centaine centaines millier "
        "milliers moitie tiers quart double doubler triple aucun aucune plusieurs"
    )
)


class Signs(NamedTuple):
    """The words that are evidence of a kind alone, and those that begin longer phrases.

    `seconds` are the words that follow the latter, `longest` counts those of the longest phrase.
    """

    alone: frozenset[str]
    firsts: frozenset[str]
    seconds: frozenset[str]
    longest: int


def evident(kind: str, told: Told) -> Places:
    """Return where words stand that speak for an answer of that `kind`, each place once."""
    if kind not in kinds():
        return np.empty(0, dtype=np.int64)
    is_evident = told.are(_signs(kind).alone)
    is_evident[_phrases(kind, told)] = True
    if kind in SHOWN_BY:
        is_evident[SHOWN_BY[kind](told)] = True
    return is_evident.nonzero()[0]


@cache
def _signs(kind: str) -> Signs:
    evidence = kinds()[kind].evidence
    phrases = [p for sign in evidence.values() for each in sign.longer.values() for p in each]
    return Signs(
        alone=frozenset(word for word, sign in evidence.items() if sign.is_word),
        firsts=frozenset(word for word, sign in evidence.items() if sign.longer),
        seconds=frozenset(phrase[1] for phrase in phrases),
        longest=max(map(len, phrases), default=0),
    )


def _phrases(kind: str, told: Told) -> list[int]:
    """Return where the longer phrases of a kind begin."""
    held, signs, evidence = told.held, _signs(kind), kinds()[kind].evidence
    # « le » begins many a phrase (« le plus »): the word behind tells of most that none is there.
    likely = (told.are(signs.firsts)[:-1] & told.are(signs.seconds)[1:]).nonzero()[0]
    begun = []
    for at in likely.tolist():
        end = held.ends.item(held.of.item(at))
        first, *behind = told.known.written(held.words[at : min(at + signs.longest, end)])
        phrases = evidence[first].longer.get(behind[0], ()) if behind else ()
        if any((first, *behind)[: len(phrase)] == phrase for phrase in phrases):
            begun.append(at)
    return begun


# What shows without words of the lexicon that a kind of answer may stand there.
SHOWN_BY: Mapping[str, Callable[[Told], Places]] = {
    PERSON: lambda told: told.names,
    PLACE: lambda told: told.named_places,
    TIME: lambda told: told.figures(YEAR),
    "percentage": lambda told: told.figures(PERCENTAGE),
    "quantity": lambda told: told.figures(AMOUNT),
    "money": lambda told: told.figures(AMOUNT),
}
