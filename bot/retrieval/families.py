"""Words that grew from one root, and expressions of several words that mean one thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.retrieval.lexicon import entries_of
from bot.retrieval.words import KEPT_STEMS, Word, is_stop_word, stem

FILES = ("families.txt", "synonyms.txt", "associations.txt")
# How many words without a meaning of their own may stand in an expression: « prend les rênes ».
BETWEEN = 2
LEFT_ENDINGS = ("erent", "ent", "ee", "e")
CORE_LETTERS = 4
# What opens an expression and says little of it, and what the reader of words cuts off.
OPENING = frozenset({"etre", "avoir", "faire", "se", "ne"})
ELIDED = frozenset("c d j l m n s t qu".split())


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found among words: its key, and the positions of its first and last word."""

    key: str
    first: int
    last: int


@cache
def key_of(entry: str) -> str | None:
    """Return what an entry of the lexicon is compared by: a word's root, an expression's roots.

    `entry` is folded, the words of an expression are joined by `_`. An expression of which one word
    alone carries meaning keeps the others as they are (à_la_tête), but for the verb that opens it
    (faire_faillite is faillite). None for what says nothing.
    """
    parts = [part for part in entry.split("_") if part not in ELIDED]
    while parts[1:] and parts[0] in OPENING:
        parts = parts[1:]
    content = [part for part in parts if not is_stop_word(part)]
    if len(parts) == 1:
        return root(stem(parts[0])) if content and parts[0].isalnum() else None
    if len(content) == 1:
        return "_".join(part if is_stop_word(part) else root(stem(part)) for part in parts)
    return "_".join(root(stem(part)) for part in content) or None


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
    for ending in LEFT_ENDINGS:
        if word_stem.endswith(ending) and len(word_stem) - len(ending) >= CORE_LETTERS:
            return word_stem.removesuffix(ending)
    return word_stem


def expressions_in(words: Sequence[Word], sentence_of: Sequence[int]) -> list[Expression]:
    """Return the expressions of the lexicon that stand in `words`, each word in one at most.

    Of those that begin at the same word the longest wins. None goes over the end of a sentence.
    """
    content = [at for at, word in enumerate(words) if not is_stop_word(word.folded)]
    roots = [root(words[at].stem) for at in content]
    found, n = [], 0
    while n < len(content):
        length = _longest(roots, content, sentence_of, n)
        if length:
            key = "_".join(roots[n : n + length])
            found.append(Expression(key, content[n], content[n + length - 1]))
        elif exact := _exact(words, content[n], roots[n]):
            found.append(exact)
        n += max(1, length)
    return found


def _exact(words: Sequence[Word], at: int, root_there: str) -> Expression | None:
    """Return the longest expression around one word that carries meaning: « à la tête »."""
    for known in _expressions().exact.get(root_there, ()):
        first = at - known.index(root_there)
        said = [word.folded for word in words[max(0, first) : first + len(known)]]
        if [root_there if n == at - first else word for n, word in enumerate(said)] == list(known):
            return Expression("_".join(known), first, first + len(known) - 1)
    return None


def _longest(
    roots: Sequence[str], content: Sequence[int], sentence_of: Sequence[int], n: int
) -> int:
    """Return how many words that carry meaning the longest expression from the n-th on has."""
    for known in _expressions().by_first.get(roots[n], ()):
        places = content[n : n + len(known)]
        if (
            tuple(roots[n : n + len(known)]) == known
            and sentence_of[places[0]] == sentence_of[places[-1]]
            and all(b - a <= BETWEEN + 1 for a, b in pairwise(places))
        ):
            return len(known)
    return 0


@cache
def _roots() -> Mapping[str, str]:
    """Return for each stem of families.txt the first one of its line; the first line counts."""
    roots: dict[str, str] = {}
    for line in entries_of("families.txt"):
        family = [stem(word) for word in line if "_" not in word and not is_stop_word(word)]
        for member in family:
            roots.setdefault(member, roots.get(family[0], family[0]))
    return roots


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of the lexicon, the longest first.

    `by_first` gives the roots of those of several words that carry meaning, by their first;
    `exact` the words of those with a single one, by that.
    """

    by_first: Mapping[str, list[tuple[str, ...]]]
    exact: Mapping[str, list[tuple[str, ...]]]


@cache
def _expressions() -> Expressions:
    entries = {entry for name in FILES for line in entries_of(name) for entry in line}
    keys = {key for entry in entries if "_" in entry and (key := key_of(entry)) and "_" in key}
    by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    exact: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for parts in sorted((tuple(key.split("_")) for key in keys), key=lambda p: (-len(p), p)):
        content = [part for part in parts if not is_stop_word(part)]
        if len(content) == 1:
            exact[content[0]].append(parts)
        else:
            by_first[parts[0]].append(parts)
    return Expressions(by_first, exact)
