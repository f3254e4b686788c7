"""Files mapped into memory, whose arrays can also be read piece by piece.

A look at a mapped array counts the pages around it as this process's memory: of Linux 6.18 up to
2 MB for a look at some bytes. What is strewn over a large array is read instead: a copy of the
bytes asked for, and no more, in about the time that a first look at the pages takes.
"""

import errno
import mmap
import os
from collections.abc import Callable
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

Piece = Callable[[int, int], NDArray[Any]]


class Mapped(mmap.mmap):
    """A whole file, mapped to be read; `file` is open as long as any array of it is held."""

    file: int

    @classmethod
    def of(cls, descriptor: int) -> "Mapped":
        """Map an open file; whoever has opened it may close it."""
        mapped = cls(descriptor, 0, access=mmap.ACCESS_READ)
        mapped.file = os.dup(descriptor)
        finalize(mapped, os.close, mapped.file)
        return mapped

    def array(self, kind: str, count: int, at: int) -> NDArray[Any]:
        """Return the array that begins at a byte of the file."""
        return np.frombuffer(self, np.dtype(kind), count=count, offset=at)

    def place(self, array: NDArray[Any]) -> int:
        """Return the byte of the file at which an array of it begins."""
        start: int = np.frombuffer(self, np.uint8, count=1).ctypes.data
        return int(array.ctypes.data) - start


def pieces_of(array: NDArray[Any], *, small: int = 0) -> Piece:
    """Return what gives an array's numbers from one place to another: of a mapped one, a copy.

    One of `small` bytes at most is looked at where it is: soon all of it is in memory, and to look
    at it then takes less time than to read it. The numbers stand in a row, as those of
    `Mapped.array` do and of its parts. Raises OSError where the file can no longer be read.
    """
    base: object = array
    while isinstance(base, np.ndarray):
        base = base.base
    mapped = getattr(base, "obj", None)
    if not isinstance(mapped, Mapped) or not hasattr(os, "pread") or array.nbytes <= small:
        return lambda start, end: array[start:end]
    place, kind, size = mapped.place(array), array.dtype, array.itemsize

    def piece(start: int, end: int) -> NDArray[Any]:
        length = (end - start) * size
        content = os.pread(mapped.file, length, place + start * size)
        if len(content) != length:
            raise OSError(errno.ESTALE, "A mapped file is shorter than it was")
        return np.frombuffer(content, kind)

    return piece
