"""What was read in several lots, put in a row under common numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.pieces import Form
from bot.storage.arrays import Marks, Numbers, Places, Rows, ends_in_a_row

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Renumbering:
    """The common numbers of the forms and of the expressions of a lot."""

    forms: Numbers
    keys: Numbers


class Assembly:
    """Lots of texts that were read, in pieces: nothing that grows with the texts is copied."""

    def __init__(self) -> None:
        self._forms: dict[Form, int] = {}
        self._keys: dict[str, int] = {}
        self._tokens: list[Numbers] = []
        self._marks: list[Marks] = []
        self._ends: list[Places] = []
        self._expressions: list[Numbers] = []
        self._places: list[Places] = []
        self._sentences: list[Rows] = []
        self._size = 0

    def renumbering(self, read: Gathered) -> Renumbering:
        """Give common numbers to the words and expressions of a lot, of which parts are added."""
        return Renumbering(_renumbered(read.forms, self._forms), _renumbered(read.keys, self._keys))

    def add(self, read: Gathered, numbers: Renumbering) -> None:
        """Put a lot, or a part of it, behind what is there."""
        self._tokens.append(numbers.forms[read.tokens])
        self._marks.append(read.marks)
        self._ends.append(read.ends + self._size)
        self._expressions.append(numbers.keys[read.expressions])
        self._places.append(read.places + self._size)
        self._sentences.append(read.sentences)
        self._size += len(read.tokens)

    def tidy(self) -> None:
        """Forget the words and expressions that no text holds."""
        self._forms = _tidied(self._forms, self._tokens)
        self._keys = _tidied(self._keys, self._expressions)

    @property
    def forms(self) -> list[Form]:
        """The words as they are written, by their common numbers."""
        return list(self._forms)

    @property
    def keys(self) -> list[str]:
        """The expressions, by their common numbers."""
        return list(self._keys)

    def pieces(self) -> dict[str, list[NDArray[Any]]]:
        """Return the arrays of Gathered, each in pieces."""
        return {
            "tokens": [*self._tokens],
            "marks": [*self._marks],
            "ends": [*self._ends],
            "expressions": [*self._expressions],
            "places": [*self._places],
            "sentences.numbers": [rows.numbers for rows in self._sentences],
            "sentences.ends": [*ends_in_a_row(rows.ends for rows in self._sentences)],
        }


def _renumbered(keys: Sequence[Key], known: dict[Key, int]) -> Numbers:
    """Return the numbers of keys in `known`, which grows."""
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int32)


def _tidied(keys: dict[Key, int], pieces: list[Numbers]) -> dict[Key, int]:
    """Return the keys whose numbers are in any piece, numbered anew; the pieces change."""
    is_held = np.zeros(len(keys), dtype=bool)
    for piece in pieces:
        is_held[piece] = True
    if is_held.all():
        return keys
    others = (np.cumsum(is_held) - 1).astype(np.int32)
    pieces[:] = [others[piece] for piece in pieces]
    return {key: number for number, key in enumerate(compress(keys, is_held.tolist()))}
