"""What an entry of the lexicon is compared by: a word's root, or the key of an expression."""

from dataclasses import dataclass
from functools import cache

from bot.retrieval.families import root
from bot.retrieval.words import is_stop_word, stem

# What opens an expression and says little of it, and what the reader of words cuts off.
OPENING = frozenset({"etre", "avoir", "faire", "se", "ne"})
PREPOSITIONS = frozenset(
    "a au aux de du des en par pour sur sous dans sans hors avec contre".split()
)
ELIDED = frozenset("c d j l m n s t qu".split())


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
    shape = shape_of(entry)
    return shape.key if shape else None


@cache
def shape_of(entry: str) -> Shape | None:
    """Return the shape of an expression, without what says little of it; None where that is all.

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
