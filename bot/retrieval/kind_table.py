"""The kinds of questions, as `lexicon/kinds.yaml` has them; see its first lines to add words."""

import re
from collections.abc import Sequence
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

Phrase = tuple[str, ...]
Phrases = dict[str, list[Phrase]]
"""Phrases under their first word."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and the words and phrases that an answer to it holds.

    All are folded.
    """

    asked_by: Phrases
    head_nouns: Phrases
    evidence: frozenset[Phrase]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by their names."""
    return {name: Kind(*held) for name, held in _kind_table().items()}


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
def _kind_table() -> dict[str, tuple[Phrases, Phrases, frozenset[Phrase]]]:
    """Return by its name what a Kind holds."""
    entries: dict[str, dict[str, list[str]]] = yaml_of("kinds.yaml")
    return {
        name: (
            _by_first(_openings(entry.get("asked_by", []))),
            _by_first(_in_both_numbers(_phrases(entry.get("head_nouns", [])))),
            _telling(_phrases(entry.get("evidence", []))),
        )
        for name, entry in entries.items()
    }


def _openings(lines: list[str]) -> frozenset[Phrase]:
    return frozenset(tuple(asking(line, words(line))) for line in map(str, lines))


def _phrases(lines: list[str]) -> frozenset[Phrase]:
    # Folded together, which is far faster than one by one.
    folded = fold_french("\n".join(map(str, lines))).split("\n")
    return frozenset(phrase for phrase in map(plain_words, folded) if phrase)


def _in_both_numbers(phrases: frozenset[Phrase]) -> frozenset[Phrase]:
    """Return phrases and their plurals: « quelles villes » asks as « quelle ville » does."""
    return phrases.union(tuple(map(_plural, phrase)) for phrase in phrases)


def _plural(folded: str) -> str:
    """Return the plural of a noun or adjective by the rules of French, without its exceptions."""
    if folded.endswith(("s", "x", "z")):
        return folded
    if folded.endswith("al"):
        return folded.removesuffix("l") + "ux"
    return folded + ("x" if folded.endswith(("au", "eu")) else "s")


def _telling(phrases: frozenset[Phrase]) -> frozenset[Phrase]:
    """Return phrases without the lone stop words (en, par), which stand everywhere."""
    return frozenset(p for p in phrases if not (len(p) == 1 and is_stop_word(p[0])))


def _by_first(phrases: frozenset[Phrase]) -> Phrases:
    found: Phrases = {}
    for phrase in sorted(phrases):
        found.setdefault(phrase[0], []).append(phrase)
    return found
