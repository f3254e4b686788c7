"""Which sentences of a passage hold something of the kind that a question asks for."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from bot.retrieval.kind_table import PERSON, PLACE, TIME, Sign, kinds
from bot.retrieval.reading import Reading
from bot.retrieval.words import plain_words

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
YEAR = re.compile(r"1\d{3}|20\d{2}")
# A name behind one of these is likely a place.
BEFORE_PLACES = frozenset(
    {"a", "au", "aux", "en", "dans", "de", "du", "des", "sur", "vers", "pres"}
)


def evidence(kind: str, passage: Reading, asked: Collection[str]) -> list[int]:
    """Count for each sentence of a passage what speaks for an answer of that `kind`.

    What the question itself says (`asked`, stems) is no answer to it.
    """
    held = [0] * len(passage.spans)
    if kind in kinds():
        for at in _evident(kind, passage):
            if passage.stems[at] not in asked:
                held[passage.sentence_of[at]] += 1
    return held


def _evident(kind: str, passage: Reading) -> set[int]:
    """Return the positions of the words that speak for a kind of answer."""
    known, folded = kinds()[kind].evidence, passage.folded
    told, last = set[int](), len(folded) - 1
    for at in [at for at, word in enumerate(folded) if word in known]:
        sign = known[folded[at]]
        # The word behind tells of most that no longer phrase is there.
        if sign.is_word or (
            at < last and folded[at + 1] in sign.longer and _is_longer(folded, at, sign)
        ):
            told.add(at)
    shown = SHOWN_BY.get(kind)
    return told.union(shown(passage)) if shown else told


def _is_longer(folded: Sequence[str], at: int, sign: Sign) -> bool:
    """Tell whether one of a sign's longer phrases stands at `at`, where its first word is."""
    likely = sign.longer[folded[at + 1]]
    return any(tuple(folded[at : at + len(phrase)]) == phrase for phrase in likely)


def named_places(passage: Reading) -> Iterator[int]:
    """Yield the positions of the names that are likely those of places."""
    return (at for at in passage.names if passage.folded[at - 1] in BEFORE_PLACES)


def _years(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if YEAR.fullmatch(passage.folded[at]))


def _percentages(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if passage.folded[at].endswith("%"))


def _amounts(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if not YEAR.fullmatch(passage.folded[at]))


# What shows without words of the lexicon that a kind of answer may stand there, as positions.
SHOWN_BY: Mapping[str, Callable[[Reading], Iterable[int]]] = {
    PERSON: lambda passage: passage.names,
    PLACE: named_places,
    TIME: _years,
    "percentage": _percentages,
    "quantity": _amounts,
    "money": _amounts,
}
