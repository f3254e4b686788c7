"""The kinds of arrays that the index is made of, and rows of different lengths in one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def different(numbers: Longs) -> tuple[Longs, Longs]:
    """Return the different ones of some numbers, rising, and how often each is there.

    np.unique counts in a table of hashes, which takes five times as long for many.
    """
    rising = np.sort(numbers)
    starts = first_of_each(rising)
    return rising[starts], np.diff(starts, append=len(rising))


def ends_in_a_row(pieces: Iterable[Places]) -> Iterator[Places]:
    """Yield the ends of several that follow each other, each counted from its own beginning."""
    before = 0
    for ends in pieces:
        yield ends + before
        before += int(ends[-1]) if len(ends) else 0


def joined(pieces: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return pieces of one array one behind the other; a single one is not copied."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def first_of_each(rising: NDArray[np.signedinteger[Any]]) -> Places:
    """Return where another number than the one before begins."""
    is_first = np.ones(len(rising), dtype=bool)
    np.not_equal(rising[1:], rising[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def spread(starts: Places, lengths: Places) -> Places:
    """Return the places of several stretches, one behind the other."""
    ends = lengths.cumsum()
    places: Places = (starts - ends + lengths).repeat(lengths)
    places += np.arange(len(places))
    return places


def starts_of(ends: Places, numbers: Numbers | Places) -> Places:
    """Return where some of several begin that follow each other, of which `ends` tells the ends."""
    return np.where(numbers > 0, ends[numbers - 1], 0)


def span(ends: Places, number: int) -> range:
    """Return where one of several stands that follow each other, of which `ends` tells the ends."""
    return range(int(ends[number - 1]) if number else 0, int(ends[number]))


def are_wanted(wanted: Sequence[int] | Numbers, numbers: Numbers, size: int) -> Flags:
    """Tell of each of some numbers whether it is one that is wanted.

    All are below `size`, where those of `numbers` may also be -1. A look in a table costs a fifth
    of a search.
    """
    is_wanted = np.zeros(size + 1, dtype=bool)
    is_wanted[wanted] = True
    return is_wanted.take(numbers)


def places_met(
    wanted: Sequence[int] | Numbers, numbers: Numbers, size: int
) -> tuple[Places, Places]:
    """Return where `numbers` holds any that is wanted: its place in `wanted`, and that in it.

    All are below `size`, where those of `numbers` may also be -1; no two wanted are the same.
    """
    # Most of the numbers are not wanted, and need not be searched for.
    met = are_wanted(wanted, numbers, size).nonzero()[0]
    own = np.asarray(wanted, dtype=np.int32)
    order = own.argsort()
    return order[own[order].searchsorted(numbers.take(met))], met


def weighed(weights: Floats, rows: Floats | Flags) -> Floats:
    """Return the sum of some rows, each by its weight: a number for each column.

    Added one after the other. What makes `@` and `sum` quick adds in another order, which depends
    on where a column stands and how many there are: equal columns would get sums that are not quite
    equal, and all parts of a whole together might be more than the whole.
    """
    if not len(weights):
        return np.zeros(rows.shape[1])
    total: Floats = np.add.accumulate(weights[:, None] * rows, axis=0)[-1]
    return total


@dataclass(frozen=True, slots=True)
class Strings:
    """Texts by their number: one piece of UTF-8, and where each ends. Decoded when looked up."""

    blob: Marks
    ends: Places

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Put texts one behind the other."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([len(each) for each in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        own = span(self.ends, number)
        return self.blob[own.start : own.stop].tobytes().decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Return all of them; looking each up alone takes ten times as long."""
        whole = self.blob.tobytes()
        ends = self.ends.tolist()
        starts = [0, *ends][: len(ends)]
        return [
            whole[start:end].decode("utf-8", "surrogatepass")
            for start, end in zip(starts, ends, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers of different lengths: all of them in order, and where each row ends."""

    numbers: Numbers
    ends: Places

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Self:
        """Put rows one behind the other."""
        numbers = [number for row in rows for number in row]
        ends = np.cumsum([len(row) for row in rows], dtype=np.int64)
        return cls(np.array(numbers, dtype=np.int32), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def row(self, number: int) -> Numbers:
        """Return one row, a view."""
        own = span(self.ends, number)
        return self.numbers[own.start : own.stop]

    def part(self, rows: range) -> Self:
        """Return some rows that follow each other; of their numbers nothing is copied."""
        first, last = (int(self.ends[at - 1]) if at else 0 for at in (rows.start, rows.stop))
        return type(self)(self.numbers[first:last], self.ends[rows.start : rows.stop] - first)

    def lengths(self, numbers: Numbers) -> Places:
        """Return how long the rows of these numbers are."""
        ends: Places = self.ends[numbers]
        return ends - starts_of(self.ends, numbers)

    def picked(self, numbers: Numbers) -> Self:
        """Return the rows of these numbers as rows."""
        found, _ = self.among(numbers)
        return type(self)(found, self.lengths(numbers).cumsum(dtype=np.int64))

    def among(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return the rows of these numbers one behind the other, and which of them each is of."""
        places, of = self.spread(numbers)
        return self.numbers[places], of

    def spread(self, numbers: Numbers) -> tuple[Places, Numbers]:
        """Return where the numbers of these rows stand, and which of the rows each is of."""
        lengths = self.lengths(numbers)
        of = np.arange(len(numbers), dtype=np.int32).repeat(lengths)
        return spread(starts_of(self.ends, numbers), lengths), of
