"""Words and stems of what was read, numbered, and some passages of it after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.words import is_stop_word, stem
from bot.storage.arrays import Flags, Marks, Numbers

# What stands for the stem of a word that says nothing.
NO_STEM = -1


@dataclass(frozen=True, slots=True)
class Numbered:
    """What was read of passages, and of the headings above them, words and stems numbered.

    `word_of` has the number in `words` of each form of the passages, `word_above` of each form of
    the headings. `stem_of` and `is_stop` tell of each word its stem among `stems` and whether it
    says nothing, `keys` has the numbers among `stems` of the expressions of the passages.
    """

    read: Gathered
    above: Gathered
    words: list[str]
    word_of: Numbers
    word_above: Numbers
    stems: list[str]
    stem_of: Numbers
    is_stop: Flags
    keys: Numbers

    @classmethod
    def of(cls, read: Gathered, above: Gathered) -> Self:
        """Give numbers to the words and stems of what was read."""
        words, stems = dict[str, int](), dict[str, int]()
        word_of, word_above = (
            [words.setdefault(folded, len(words)) for folded, _ in each.forms]
            for each in (read, above)
        )
        stem_of = [stems.setdefault(stem(word), len(stems)) for word in words]
        keys = [stems.setdefault(key, len(stems)) for key in read.keys]
        return cls(
            read=read,
            above=above,
            words=list(words),
            word_of=np.array(word_of, dtype=np.int32),
            word_above=np.array(word_above, dtype=np.int32),
            stems=list(stems),
            stem_of=np.array(stem_of, dtype=np.int32),
            is_stop=np.array([is_stop_word(word) for word in words], dtype=bool),
            keys=np.array(keys, dtype=np.int32),
        )


@dataclass(frozen=True, slots=True)
class Lot:
    """Some passages in a row, `first` the place of the first of them.

    `tokens`, `words` and `marks` are those of their words, `of` the passage of each, counted from
    0 in the lot. `keys` are the stems of their expressions, `keys_of` the passage of each.
    """

    first: int
    size: int
    tokens: Numbers
    words: Numbers
    marks: Marks
    of: Numbers
    keys: Numbers
    keys_of: Numbers


def lots_of(numbered: Numbered, passages: int) -> Iterator[Lot]:
    """Yield all passages in their order, so many in a lot."""
    size = len(numbered.read.ends)
    for first in range(0, size, passages):
        read = numbered.read.part(range(first, min(first + passages, size)))
        of = np.arange(len(read.ends), dtype=np.int32)
        yield Lot(
            first=first,
            size=len(read.ends),
            tokens=read.tokens,
            words=numbered.word_of[read.tokens],
            marks=read.marks,
            of=np.repeat(of, np.diff(read.ends, prepend=0)),
            keys=numbered.keys[read.expressions],
            keys_of=np.searchsorted(read.ends, read.places, side="right").astype(np.int32),
        )
