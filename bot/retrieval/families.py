"""Words that grew from one root, and expressions of several words that mean one thing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, zip_longest

from bot.retrieval.lexicon import GROUPS, entries_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import KEPT_STEMS, STEMS_KEPT, Word, is_stop_word, stem

# How many words without a meaning of their own may stand in an expression: « prend les rênes ».
BETWEEN = 3
LEFT_ENDINGS = ("erent", "ent", "ee", "e")
CORE_LETTERS = 4
# What opens an expression and says little of it, and what the reader of words cuts off.
OPENING = frozenset({"etre", "avoir", "faire", "se", "ne"})
PREPOSITIONS = frozenset(
    "a au aux de du des en par pour sur sous dans sans hors avec contre".split()
)
ELIDED = frozenset("c d j l m n s t qu".split())


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found among words: its key, and the positions of its first and last word."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry of the lexicon is compared by.

    `parts` are the roots of the words that carry meaning; where one alone does, that root among the
    words around it as they are (à_la_tête), and `alone` its place in them, None otherwise.
    """

    parts: tuple[str, ...]
    alone: int | None

    @property
    def key(self) -> str:
        """The parts as one word."""
        return "_".join(self.parts)


@cache
def key_of(entry: str) -> str | None:
    """Return what an entry is compared by: a word's root, or an expression's key (see Shape).

    `entry` is folded, the words of an expression are joined by `_`. None for what says nothing.
    """
    if "_" not in entry:
        is_said = entry.isalnum() and entry not in ELIDED and not is_stop_word(entry)
        return root(stem(entry)) if is_said else None
    shape = _shape(entry)
    return shape.key if shape else None


@cache
def _shape(entry: str) -> Shape | None:
    """Return the shape of an entry, without what says little of it.

    « faire faillite » is read as faillite and « venir de » as venir, while « faire la loi » would
    be no more than « la loi », which says something else: it is left out.
    """
    parts = [part for part in entry.split("_") if part not in ELIDED]
    is_opened = bool(parts) and parts[0] in OPENING
    while parts[1:] and parts[0] in OPENING:
        parts = parts[1:]
    while parts[1:] and parts[-1] in PREPOSITIONS:
        parts = parts[:-1]
    content = [at for at, part in enumerate(parts) if not is_stop_word(part)]
    if not content or not all(part.isalnum() for part in parts):
        return None
    if len(content) > 1:
        return Shape(tuple(root(stem(parts[at])) for at in content), None)
    if len(parts) > 1 and is_opened and parts[0] not in PREPOSITIONS:
        return None
    around = [root(stem(part)) if at == content[0] else part for at, part in enumerate(parts)]
    return Shape(tuple(around), content[0] if len(parts) > 1 else None)


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


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of the lexicon, the longest first.

    `by_pair` gives the roots of those of several words that carry meaning, by their first two;
    `exact` the words of those with a single one, by that.
    """

    by_pair: Mapping[tuple[str, ...], list[tuple[str, ...]]]
    exact: Mapping[str, list[Shape]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands side by side in expressions: no other words need a closer look.

    `roots` are the first two of several that carry meaning. Where one alone does, a word is right
    `before` that root, or right `after` it when none is before.
    """

    roots: frozenset[tuple[str, str]]
    before: frozenset[tuple[str, str]]
    after: frozenset[tuple[str, str]]


def neighbours() -> Neighbours:
    """Return what stands side by side in the expressions of the lexicon."""
    known = _expressions()
    alone = [
        (shape.parts, at)
        for shapes in known.exact.values()
        for shape in shapes
        if (at := shape.alone) is not None
    ]
    return Neighbours(
        roots=frozenset((first, second) for first, second in known.by_pair),
        before=frozenset((parts[at - 1], parts[at]) for parts, at in alone if at),
        after=frozenset((parts[0], parts[1]) for parts, at in alone if not at),
    )


def expressions_in(
    words: Sequence[Word], content: Sequence[int], sentence_of: Sequence[int]
) -> list[Expression]:
    """Return the expressions of the lexicon that stand in `words`, each word in one at most.

    `content` are the positions of the words that carry meaning. Of the expressions that begin at
    the same word the longest wins. None goes over the end of a sentence.
    """
    roots = [root(words[at].stem) for at in content]
    known = _expressions()
    # Few words stand in an expression: the others are passed over at one look.
    may_begin = [
        n
        for n, pair in enumerate(zip_longest(roots, roots[1:]))
        if pair in known.by_pair or pair[0] in known.exact
    ]
    if not may_begin:
        return []
    return expressions_at(may_begin, roots, [word.folded for word in words], content, sentence_of)


def expressions_at(
    may_begin: Iterable[int],
    roots: Sequence[str],
    folded: Sequence[str],
    content: Sequence[int],
    sentence_of: Sequence[int],
) -> list[Expression]:
    """Return the expressions at some of the words that carry meaning, and at no others.

    `may_begin` counts words that carry meaning, and rises; `roots` are theirs, `folded` all words.
    Several texts may follow each other: where one ends a sentence does.
    """
    known = _expressions()
    found: list[Expression] = []
    free = 0
    for n in may_begin:
        if n < free:
            continue
        if length := _longest(known, roots, content, sentence_of, n):
            key = "_".join(roots[n : n + length])
            found.append(Expression(key, content[n], content[n + length - 1]))
            free = n + length
        elif (exact := _exact(known, folded, sentence_of, content[n], roots[n])) and (
            not found or found[-1].last < exact.first
        ):
            found.append(exact)
    return found


def _exact(
    known: Expressions, folded: Sequence[str], sentence_of: Sequence[int], at: int, root_there: str
) -> Expression | None:
    """Return the longest expression around one word that carries meaning: « à la tête »."""
    for shape in known.exact.get(root_there, ()):
        first = at - (shape.alone or 0)
        last = first + len(shape.parts) - 1
        if first < 0 or last >= len(folded) or sentence_of[first] != sentence_of[last]:
            continue
        around = zip(range(first, last + 1), shape.parts, strict=True)
        if all(n == at or folded[n] == part for n, part in around):
            return Expression(shape.key, first, last)
    return None


def _longest(
    known: Expressions,
    roots: Sequence[str],
    content: Sequence[int],
    sentence_of: Sequence[int],
    n: int,
) -> int:
    """Return how many words that carry meaning the longest expression from the n-th on has."""
    for parts in known.by_pair.get(tuple(roots[n : n + 2]), ()):
        places = content[n : n + len(parts)]
        if (
            tuple(roots[n : n + len(parts)]) == parts
            and sentence_of[places[0]] == sentence_of[places[-1]]
            and all(b - a <= BETWEEN + 1 for a, b in pairwise(places))
        ):
            return len(parts)
    return 0


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


@cache
def _expressions() -> Expressions:
    by_pair, exact = _expression_table()
    shapes = {word: [Shape(*shape) for shape in own] for word, own in exact.items()}
    return Expressions(by_pair, shapes)


@Kept
def _expression_table() -> tuple[
    dict[tuple[str, ...], list[tuple[str, ...]]], dict[str, list[tuple[tuple[str, ...], int]]]
]:
    """Return what Expressions holds: those by their first two roots, and the exact ones' shapes."""
    entries = {entry for name in GROUPS for line in entries_of(name) for entry in line}
    shapes = {shape for entry in entries if "_" in entry and (shape := _shape(entry))}
    by_pair: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    exact: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for shape in sorted(shapes, key=lambda shape: (-len(shape.parts), shape.parts)):
        if shape.alone is not None:
            exact.setdefault(shape.parts[shape.alone], []).append((shape.parts, shape.alone))
        elif len(shape.parts) > 1:
            by_pair.setdefault(shape.parts[:2], []).append(shape.parts)
    return by_pair, exact
