"""The kinds of questions, as `lexicon/kinds.yaml` has them; see its first lines to add words."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from bot.retrieval.lexicon import yaml_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import APOSTROPHES, Word, fold_french, is_stop_word, plain_words, words

OTHER = "other"
YES_NO = "yes_no"
DEFINITION = "definition"
CHOICE = "choice"
TIME = "time"
PERSON = "person"
PLACE = "place"
ASKING_FOR_NUMBERS = frozenset({"quantity", "money", "percentage", "age"})
ELIDED_WHAT = re.compile(rf"(?:^|\W)qu[{APOSTROPHES}']$", re.IGNORECASE)

Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Sign:
    """What begins with one word: whether that alone is a sign, and longer ones by the second word.

    « le » begins many a phrase (« le plus »): what stands behind it tells that none is there.
    """

    is_word: bool
    longer: Phrases


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and the words that an answer to it holds, all folded.

    Phrases stand under their first word.
    """

    asked_by: Phrases
    head_nouns: Phrases
    evidence: dict[str, Sign]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by their names."""
    return {
        name: Kind(asked_by, head_nouns, {first: Sign(*sign) for first, sign in signs.items()})
        for name, (asked_by, head_nouns, signs) in _kind_table().items()
    }


def asking(text: str, asked: Sequence[Word]) -> list[str]:
    """Return folded words with the « qu' » before some: « qu'est-ce que » is no « est-ce que »."""
    folded: list[str] = []
    for word in asked:
        before = text[max(0, word.start - 4) : word.start]
        if ELIDED_WHAT.search(before):
            folded.append("qu")
        folded.append(word.folded)
    return folded


@Kept
def _kind_table() -> dict[str, tuple[Phrases, Phrases, dict[str, tuple[bool, Phrases]]]]:
    """Return by its name what a Kind holds, its signs as tuples."""
    entries: dict[str, dict[str, list[str]]] = yaml_of("kinds.yaml")
    return {
        name: (
            _by_word(_openings(entry.get("asked_by", [])), 0),
            _by_word(_in_both_numbers(_phrases(entry.get("head_nouns", []))), 0),
            _signs(_telling(_phrases(entry.get("evidence", [])))),
        )
        for name, entry in entries.items()
    }


def _openings(lines: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(asking(line, words(line))) for line in map(str, lines))


def _phrases(lines: list[str]) -> frozenset[tuple[str, ...]]:
    # Folded together, which is far faster than one by one.
    folded = fold_french("\n".join(map(str, lines))).split("\n")
    return frozenset(phrase for phrase in map(plain_words, folded) if phrase)


def _in_both_numbers(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return phrases and their plurals: « quelles villes » asks as « quelle ville » does."""
    return phrases.union(tuple(map(_plural, phrase)) for phrase in phrases)


def _plural(folded: str) -> str:
    """Return the plural of a noun or adjective by the rules of French, without its exceptions."""
    if folded.endswith(("s", "x", "z")):
        return folded
    if folded.endswith("al"):
        return folded.removesuffix("l") + "ux"
    return folded + ("x" if folded.endswith(("au", "eu")) else "s")


def _telling(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return phrases without the lone stop words (en, par), which stand everywhere."""
    return frozenset(p for p in phrases if not (len(p) == 1 and is_stop_word(p[0])))


def _signs(phrases: frozenset[tuple[str, ...]]) -> dict[str, tuple[bool, Phrases]]:
    return {
        first: ((first,) in own, _by_word([phrase for phrase in own if len(phrase) > 1], 1))
        for first, own in _by_word(phrases, 0).items()
    }


def _by_word(phrases: Collection[tuple[str, ...]], place: int) -> Phrases:
    """Return phrases under the word that each has at a place."""
    found: Phrases = {}
    for phrase in sorted(phrases):
        found.setdefault(phrase[place], []).append(phrase)
    return found
