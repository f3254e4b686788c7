"""From words to counts, some passages after the other: each lot is looked at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import numpy as np

from bot.retrieval.index.fields import Parts
from bot.retrieval.index.inverting import Cells
from bot.retrieval.index.numbered import Lot, Numbered, lots_of
from bot.retrieval.index.pieces import HYPHENATED, NAME, OPENING
from bot.storage.arrays import Flags, Longs, Numbers, Rows, different, first_of_each
from bot.storage.workers import in_threads

# So many passages are counted at once: what is in between stays small.
LOT = 2_000
# So many documents, and the letters of their words, are told apart in one table.
DOCUMENTS = 16
# Which bits of a token's number tell what is known of it.
KNOWN = NAME | OPENING
PAIR = 32


@dataclass(frozen=True, slots=True)
class LotCounts:
    """What the passages of a lot hold.

    `forms` counts, by form and by what is known of it (NAME | OPENING), how often it stands there.
    The passages that hold each are counted of words (`words`), parts of words (`parts`) and stems
    (`stems`), those of headings apart. `lengths` tells of each passage how many stems it has,
    headings included, and `letters` how many parts. `following` has pairs of words, `hyphenated`
    those of them that a hyphen joins, and `names` pairs of stems of which the second is a name, as
    one number each. `cells` are the stems of passages.
    """

    forms: Longs
    words: Longs
    parts: Longs
    stems: Longs
    lengths: Numbers
    letters: Numbers
    following: Longs
    hyphenated: Longs
    names: Longs
    cells: Cells


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the words: a row of the stems above each passage, the parts of words."""

    above: Rows
    parts: Parts


@dataclass(slots=True)
class Counts:
    """The lots added up; see LotCounts. `cells` are in their order."""

    forms: Longs
    words: Longs
    parts: Longs
    stems: Longs
    lengths: list[Numbers] = field(default_factory=list)
    letters: list[Numbers] = field(default_factory=list)
    following: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    hyphenated: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    names: list[Longs] = field(default_factory=list)
    cells: list[Cells] = field(default_factory=list)


def counts_of(
    numbered: Numbered,
    around: Around,
    between: Callable[[], None] = lambda: None,
    *,
    at_a_time: int = LOT,
) -> Counts:
    """Count what passages hold, some at a time; `between` is called behind each of these."""
    counts = Counts(
        forms=np.zeros(len(numbered.read.forms) * (KNOWN + 1), dtype=np.int64),
        words=np.zeros(len(numbered.words), dtype=np.int64),
        parts=np.zeros(len(around.parts.names), dtype=np.int64),
        stems=np.zeros(len(numbered.stems), dtype=np.int64),
    )
    following, hyphenated = _Growing(), _Growing()
    lots = lots_of(numbered, at_a_time)
    for counted in in_threads(partial(_counted, numbered, around), lots):
        for each in ("forms", "words", "parts", "stems"):
            total = getattr(counts, each)
            total += getattr(counted, each)
        for each in ("lengths", "letters", "names", "cells"):
            getattr(counts, each).append(getattr(counted, each))
        following.add(counted.following)
        hyphenated.add(counted.hyphenated)
        between()
    counts.following, counts.hyphenated = following.all(), hyphenated.all()
    return counts


class _Growing:
    """Different numbers, of which more and more are added: at most half of them twice."""

    def __init__(self) -> None:
        self._known, self._size = [np.empty(0, dtype=np.int64)], 0

    def add(self, numbers: Longs) -> None:
        self._known.append(numbers)
        self._size += len(numbers)
        if self._size > 1_000_000 + len(self._known[0]):
            self.all()

    def all(self) -> Longs:
        """Return them, rising."""
        self._known, self._size = [different(np.concatenate(self._known))[0]], 0
        return self._known[0]


def _counted(numbered: Numbered, around: Around, lot: Lot) -> LotCounts:
    is_content = ~numbered.is_stop[lot.words]
    following, hyphenated = _pairs(lot)
    cells, stems, lengths = _cells(numbered, around, lot, is_content)
    held, _ = different(lot.of.astype(np.int64) << PAIR | lot.words)
    words, of = (held & 0xFFFFFFFF).astype(np.int32), (held >> PAIR).astype(np.int32)
    is_said = ~numbered.is_stop[words]
    letters = np.diff(around.parts.rows.ends, prepend=0)[lot.words]
    known = lot.tokens.astype(np.int64) * (KNOWN + 1) + (lot.marks & KNOWN)
    # A name is inside of a sentence: what stands before it is of the same passage.
    is_pair = is_content[:-1] & is_content[1:] & (lot.marks[1:] & NAME > 0)
    first, last = (numbered.stem_of[each[is_pair]] for each in (lot.words[:-1], lot.words[1:]))
    return LotCounts(
        forms=np.bincount(known, minlength=len(numbered.read.forms) * (KNOWN + 1)),
        words=np.bincount(words, minlength=len(numbered.words)),
        parts=_parts(around, words[is_said], of[is_said]),
        stems=stems,
        lengths=lengths,
        letters=np.bincount(lot.of, weights=letters, minlength=lot.size).astype(np.int32),
        following=following,
        hyphenated=hyphenated,
        names=first.astype(np.int64) * len(numbered.stems) + last,
        cells=cells,
    )


def _pairs(lot: Lot) -> tuple[Longs, Longs]:
    """Return the pairs of words in a row, and those of them that a hyphen joins."""
    places = np.flatnonzero(lot.of[:-1] == lot.of[1:])
    pairs = lot.words[places].astype(np.int64) << PAIR | lot.words[places + 1]
    return different(pairs)[0], different(pairs[lot.marks[places] & HYPHENATED > 0])[0]


def _cells(
    numbered: Numbered, around: Around, lot: Lot, is_content: Flags
) -> tuple[Cells, Longs, Numbers]:
    """Return the stems of passages, how many passages hold each, and how many each has.

    Those of the headings are among the first and the last, and not counted in between.
    """
    own = np.arange(lot.first, lot.first + lot.size, dtype=np.int32)
    above, above_of = around.above.among(own)
    stems = np.concatenate([numbered.stem_of[lot.words[is_content]], lot.keys, above])
    of = np.concatenate([lot.of[is_content], lot.keys_of, above_of])
    # Stem, passage and whether it is of a heading in one number: numpy sorts numbers many times
    # faster than pairs. Headings come behind what the passage says itself.
    keys = stems.astype(np.int64) << PAIR | of.astype(np.int64) << 1
    keys[len(keys) - len(above) :] |= 1
    keys.sort()
    first = first_of_each(keys >> 1)
    tf = np.diff(first, append=len(keys))
    keys = keys[first]
    stem = (keys >> PAIR).astype(np.int32)
    documents = ((keys & 0xFFFFFFFF) >> 1).astype(np.int32)
    said = np.bincount(stem[keys & 1 == 0], minlength=len(numbered.stems))
    lengths = np.bincount(of, minlength=lot.size).astype(np.int32)
    return Cells.of(stem, documents + np.int32(lot.first), tf), said, lengths


def _parts(around: Around, words: Numbers, of: Numbers) -> Longs:
    """Count the passages that hold each part of a word; they come one after the other."""
    size = len(around.parts.names)
    table = np.empty(DOCUMENTS * size, dtype=np.int32)
    row = of % DOCUMENTS * np.int32(size)
    held, which = around.parts.rows.among(words)
    cells, numbers = row[which] + held, np.arange(len(held), dtype=np.int32)
    is_last = np.empty(len(held), dtype=bool)
    last = int(of[-1]) + 1 if len(of) else 0
    bounds = np.searchsorted(of, np.arange(0, last + DOCUMENTS, DOCUMENTS))
    for begin, end in pairwise(np.searchsorted(which, bounds).tolist()):
        own = slice(begin, end)
        # Of those that are alike the last one stays in the table: its number tells it apart.
        table[cells[own]] = numbers[own]
        np.equal(table[cells[own]], numbers[own], out=is_last[own])
    return np.bincount(held[is_last], minlength=size)
