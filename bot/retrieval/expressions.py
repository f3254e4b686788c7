"""Expressions of several words that mean one thing, found among words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from bot.retrieval.entries import Shape, shape_of
from bot.retrieval.families import root
from bot.retrieval.lexicon import GROUPS, entries_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import Word

# How many words without a meaning of their own may stand in an expression: « prend les rênes ».
BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found among words: its key, and the positions of its first and last word."""

    key: str
    first: int
    last: int


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
    shapes = {shape for entry in entries if "_" in entry and (shape := shape_of(entry))}
    by_pair: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    exact: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for shape in sorted(shapes, key=lambda shape: (-len(shape.parts), shape.parts)):
        if shape.alone is not None:
            exact.setdefault(shape.parts[shape.alone], []).append((shape.parts, shape.alone))
        elif len(shape.parts) > 1:
            by_pair.setdefault(shape.parts[:2], []).append(shape.parts)
    return by_pair, exact
