"""How a question asks: what it shares with no other way of asking, whatever the words are."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from bot.retrieval.asked import Asked
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, OTHER, YES_NO
from bot.retrieval.lexicon import text_of
from bot.retrieval.words import fold, fold_french, is_stop_word, stem

# What two questions are worth that say the same words and ask for different kinds of answer, for
# kinds that are kin (« combien » and « quel montant », « qui dirige » and « qui est à la tête »),
# or one of them for nothing that tells.
OTHER_KIND, KIN, NO_KIND = 0.5, 0.9, 0.8
KINDRED = (ASKING_FOR_NUMBERS, frozenset({"person", "definition", "role"}))
VAGUE = frozenset({OTHER, YES_NO, "definition", "choice"})
PEOPLE = frozenset({"person", "definition", "role"})
# « La cave, qui l’a rachetée ? » says the same words as « Qui a racheté la cave ? ».
MOVED = 0.85
# What tells that another thing is asked in the same words: less than what was taught is like.
OPPOSITE = 0.55
DENYING = frozenset({"pas", "aucun", "aucune", "rien", "jamais", "guere", "nul", "nulle"})
NOT = re.compile(r"\bn(?:e\b|['’‘ʼ´`′＇ ])")
# « combien de places » counts, « combien la place » asks for its price.
COUNTING = re.compile(r"\bnombre\b|\bcombien d(?:e\b|es\b|u\b|['’‘ʼ´`′＇ ])")
PAST = frozenset("etait etaient etais fut furent avait avaient eut".split())
FUTURE = frozenset("sera seront aura auront".split())
IMPERFECT = ("ait", "aient")
TO_COME = ("era", "eront", "ira", "iront")
# What the words that say little count, one and all: « Qui dirige » and « Qui dirigeait-il donc ».
STOP_WORDS = 0.05


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question asks.

    `behind_who` are the stems behind its last « qui », `denials` its words of denial, `stances` by
    its line of the lexicon the words that exclude others, and `tenses` by its stem the tense of a
    verb that tells one; the stem of « être » and « avoir » is empty.
    """

    kind: str
    stems: tuple[str, ...]
    stop_words: frozenset[str]
    behind_who: tuple[str, ...]
    denials: frozenset[str]
    stances: frozenset[tuple[int, str]]
    tenses: frozenset[tuple[str, str]]
    is_counting: bool

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Look at how a question that was read asks."""
        said = [word.folded for word in asked.reading.words]
        text = fold(asked.reading.text)
        denials = DENYING.intersection(said)
        if NOT.search(text):
            denials |= {"plus"}.intersection(said)
        who = max((at for at, word in enumerate(said) if word == "qui"), default=len(said))
        stop = frozenset(word for word in said if is_stop_word(word) or word in DENYING)
        return cls(
            kind=asked.kind,
            stems=tuple(asked.stems),
            stop_words=stop,
            behind_who=() if "par" in said else tuple(map(stem, said[who + 1 :])),
            denials=denials,
            stances=frozenset(
                (line, word) for word in set(said) - denials for line in _lines().get(word, ())
            ),
            tenses=frozenset((stem(w) if w not in PAST | FUTURE else "", _tense(w)) for w in said),
            is_counting=bool(COUNTING.search(text)),
        )

    def likeness(self, other: Self) -> float:
        """Return how alike two questions of the same words ask, between 0 and 1."""
        alike = self._kinship(other)
        shared = set(self.stems) & set(other.stems)
        if [s for s in self.stems if s in shared] != [s for s in other.stems if s in shared]:
            alike *= MOVED
        if self._is_opposite(other, shared):
            alike *= OPPOSITE
        said = len(self.stop_words) + len(other.stop_words)
        return alike * (1 - STOP_WORDS * len(self.stop_words ^ other.stop_words) / max(1, said))

    def _kinship(self, other: Self) -> float:
        kinds = {self.kind, other.kind}
        if kinds <= ASKING_FOR_NUMBERS and self.is_counting != other.is_counting:
            return OTHER_KIND
        if len(kinds) == 1:
            return 1.0
        if any(kinds <= kindred for kindred in KINDRED):
            return KIN
        return NO_KIND if VAGUE & kinds else OTHER_KIND

    def _is_opposite(self, other: Self, shared: set[str]) -> bool:
        """Tell whether some small word makes of the same words another question."""
        return (
            _denial(self.denials) != _denial(other.denials)
            or self._is_set_against(other)
            or self._is_of_another_time(other, shared)
            or self._is_about_the_other(other, shared)
        )

    def _is_set_against(self, other: Self) -> bool:
        for line, word in self.stances ^ other.stances:
            told = [{w for at, w in each.stances if at == line} for each in (self, other)]
            if all(told) or word in _telling_alone():
                return True
        return False

    def _is_of_another_time(self, other: Self, shared: set[str]) -> bool:
        # In a year that both name, what is and what was are one.
        if any(stem[0].isdigit() for stem in shared):
            return False
        mine, theirs = (_times(each.tenses, shared) for each in (self, other))
        # « Quand ouvre … ? » asks for a day to come.
        if not {self.kind, other.kind} & PEOPLE:
            mine, theirs = mine - {"future"}, theirs - {"future"}
        return mine != theirs

    def _is_about_the_other(self, other: Self, shared: set[str]) -> bool:
        """« Qui a battu Nadal ? » and « Qui Nadal a-t-il battu ? »: who did what is the other."""
        mine, theirs = (
            next((s for s in each.behind_who if s in shared), None) for each in (self, other)
        )
        return bool(mine and theirs and mine != theirs)


def _denial(denials: frozenset[str]) -> str:
    return min(denials & {"plus", "jamais"}, default="pas" if denials else "")


def _tense(folded: str) -> str:
    if folded in PAST or folded.endswith(IMPERFECT):
        return "past"
    return "future" if folded in FUTURE or folded.endswith(TO_COME) else ""


def _times(tenses: frozenset[tuple[str, str]], shared: set[str]) -> set[str]:
    # An ending is a tense where the other question says the word too.
    return {tense for stem, tense in tenses if tense and (not stem or stem in shared)}


@cache
def _lines() -> dict[str, tuple[int, ...]]:
    """Return by word the lines of the lexicon's opposites that hold it."""
    lines: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(fold_french(text_of("opposites.txt")).splitlines()):
        for word in line.partition("#")[0].replace(":", " ").split():
            lines[word] = (*lines.get(word, ()), number)
    return lines


@cache
def _telling_alone() -> frozenset[str]:
    lines = fold_french(text_of("opposites.txt")).splitlines()
    return frozenset(
        word for line in lines for word in line.partition("#")[0].partition(":")[0].split()
    )


@cache
def framing_stems() -> frozenset[str]:
    """Return the stems of the words that people put around what they ask."""
    lines = fold_french(text_of("framing.txt")).replace("'", " ").splitlines()
    return frozenset(stem(word) for line in lines for word in line.partition("#")[0].split())
