"""Which words of passages are something of the kind that a question asks for."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from bot.retrieval.index.figures import AMOUNT, PERCENTAGE, YEAR
from bot.retrieval.kind_table import PERSON, PLACE, TIME, Phrase, kinds
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
    """The words that are evidence of a kind alone, and the longer phrases."""

    words: frozenset[str]
    phrases: frozenset[Phrase]


def evident(kind: str, told: Told) -> Places:
    """Return where words stand that speak for an answer of that `kind`, each place once."""
    if kind not in kinds():
        return np.empty(0, dtype=np.int64)
    signs = _signs(kind)
    is_evident = told.are(signs.words)
    is_evident[told.begun(signs.phrases)] = True
    if kind in SHOWN_BY:
        is_evident[SHOWN_BY[kind](told)] = True
    return is_evident.nonzero()[0]


@cache
def _signs(kind: str) -> Signs:
    evidence = kinds()[kind].evidence
    lone = frozenset(phrase for phrase in evidence if len(phrase) == 1)
    return Signs(words=frozenset(word for (word,) in lone), phrases=evidence - lone)


# What shows without words of the lexicon that a kind of answer may stand there.
SHOWN_BY: Mapping[str, Callable[[Told], Places]] = {
    PERSON: lambda told: told.names,
    PLACE: lambda told: told.named_places,
    TIME: lambda told: told.figures(YEAR),
    "percentage": lambda told: told.figures(PERCENTAGE),
    "quantity": lambda told: told.figures(AMOUNT),
    "money": lambda told: told.figures(AMOUNT),
}
