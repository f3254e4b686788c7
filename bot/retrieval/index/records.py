"""What is known of each passage, in one row of numbers: one look at the disk tells all of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.held import Held
from bot.retrieval.index.numbered import Numbered
from bot.retrieval.index.pieces import NAME
from bot.retrieval.index.sentences import NUMBERS, lines_of
from bot.storage.arrays import Numbers, Places, spread, starts_of
from bot.storage.mapped import Piece, pieces_of

# A row begins with the number of its words, sentences, expressions, and of its words' parts.
COUNTS = 4
# An expression is the number of its stem and the word of the passage that it begins at.
KEY = 2
# The rows of so many passages are made at once.
PASSAGES = 1 << 13


@dataclass(frozen=True)
class Records:
    """A row for each passage, of which `ends` tells the ends.

    Behind its counts stand its words, its sentences (a line for each, see sentences.py) and its
    expressions. A word is twice its number, and one more where it is a name.
    """

    numbers: Numbers
    ends: Places

    def __len__(self) -> int:
        return len(self.ends)

    @cached_property
    def _piece(self) -> Piece:
        return pieces_of(self.numbers)

    def held(self, among: Sequence[int]) -> Held:
        """Return what is known of some passages."""
        places = np.asarray(among, dtype=np.int32)
        ends = self.ends[places]
        begins = starts_of(self.ends, places)
        rows = [*map(self._piece, begins.tolist(), ends.tolist())]
        numbers, lengths = np.concatenate(rows or [self.numbers[:0]]), ends - begins
        starts = lengths.cumsum() - lengths
        words, lines, keys, letters = numbers[starts + np.arange(COUNTS)[:, None]].astype(np.int64)
        at_lines = starts + COUNTS + words
        marked = numbers[spread(starts + COUNTS, words)]
        expressions = numbers[spread(at_lines + NUMBERS * lines, KEY * keys)].reshape(-1, KEY)
        return Held(
            among=places,
            words=marked >> 1,
            is_name=(marked & 1).astype(bool),
            lengths=words,
            letters=letters,
            lines=lines_of(numbers[spread(at_lines, NUMBERS * lines)]),
            sentences=lines,
            keys=expressions[:, 0],
            keys_at=expressions[:, 1] + (words.cumsum() - words).repeat(keys),
        )


def records_in_pieces(numbered: Numbered, letters: Numbers) -> dict[str, Iterable[NDArray[Any]]]:
    """Return the arrays of Records, each in pieces; `letters` counts the parts of their words."""
    ends = _Shape.of(numbered.read).ends
    firsts = range(0, max(1, len(ends)), PASSAGES)
    rows = (_rows(numbered, letters, range(at, min(at + PASSAGES, len(ends)))) for at in firsts)
    return {"numbers": rows, "ends": [ends]}


class _Shape(NamedTuple):
    """How many words, sentences and expressions passages have; where their rows begin and end."""

    words: Places
    lines: Places
    keys: Places
    starts: Places
    ends: Places

    @classmethod
    def of(cls, read: Gathered) -> Self:
        words = np.diff(read.ends, prepend=0)
        lines = np.diff(read.sentences.ends, prepend=0) // NUMBERS
        keys = np.diff(np.searchsorted(read.places, read.ends), prepend=0)
        lengths = COUNTS + words + NUMBERS * lines + KEY * keys
        ends = np.cumsum(lengths, dtype=np.int64)
        return cls(words, lines, keys, ends - lengths, ends)


def _rows(numbered: Numbered, letters: Numbers, passages: range) -> Numbers:
    """Return the rows of some passages, one behind the other."""
    read = numbered.read.part(passages)
    words, lines, keys, starts, ends = _Shape.of(read)
    own = letters[passages.start : passages.stop]
    numbers = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.int32)
    for at, counts in enumerate([words, lines, keys, own.astype(np.int64)]):
        numbers[starts + at] = counts
    is_name = read.marks & NAME > 0
    numbers[spread(starts + COUNTS, words)] = 2 * numbered.word_of[read.tokens] + is_name
    numbers[spread(starts + COUNTS + words, NUMBERS * lines)] = read.sentences.numbers
    begins = read.places - np.repeat(read.ends - words, keys)
    expressions = np.stack([numbered.keys[read.expressions], begins], axis=1)
    numbers[spread(ends - KEY * keys, KEY * keys)] = expressions.reshape(-1)
    return numbers
