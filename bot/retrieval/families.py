"""Words that grew from one root."""

from collections.abc import Mapping
from functools import lru_cache

from bot.retrieval.lexicon import GROUPS, entries_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import KEPT_STEMS, STEMS_KEPT, is_stop_word, stem

LEFT_ENDINGS = ("erent", "ent", "ee", "e")
CORE_LETTERS = 4


# Bounded, as the stems are.
@lru_cache(maxsize=STEMS_KEPT)
def root(word_stem: str) -> str:
    """Return one stem for all of a family's, so that « prend » and « prise » are one word.

    Outside of the families it is the stem without the ending of a verb that Snowball leaves where
    accents are folded: « valorisée » and « cherchent » are cut to valorise and cherchent.
    """
    known = _roots()
    if word_stem in known or word_stem in KEPT_STEMS or "_" in word_stem:
        return known.get(word_stem, word_stem)
    core = _core(word_stem)
    return known.get(core, core)


def _core(word_stem: str) -> str:
    shorter: str | None = word_stem
    while shorter is not None:
        word_stem, shorter = shorter, _without_ending(shorter)
    return word_stem


def _without_ending(word_stem: str) -> str | None:
    for ending in LEFT_ENDINGS:
        core = word_stem.removesuffix(ending)
        # « visent » is a form of « viser », but « talent » of no verb.
        if core != word_stem and (len(core) >= CORE_LETTERS or core in _short_verbs()):
            return core
    return None


@Kept
def _roots() -> Mapping[str, str]:
    """Return for each stem of families.txt the first one of its line; the first line counts."""
    roots: dict[str, str] = {}
    for line in entries_of("families.txt"):
        family = [stem(word) for word in line if "_" not in word and not is_stop_word(word)]
        for member in family:
            roots.setdefault(member, roots.get(family[0], family[0]))
    return roots


@Kept
def _short_verbs() -> frozenset[str]:
    """Return the stems of the verbs in « -er » that are too short to be told by their letters."""
    entries = {entry for name in GROUPS for line in entries_of(name) for entry in line}
    verbs = (stem(entry) for entry in entries if "_" not in entry and entry.endswith("er"))
    return frozenset(verb for verb in verbs if len(verb) == CORE_LETTERS - 1)
