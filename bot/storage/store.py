"""Arrays in files: written beside and renamed, mapped when opened, shared by processes.

A file holds its arrays one behind the other, then what they are as JSON, then a foot: the length
of the JSON, the checksum (XXH3, 64 bits) of all that stands before it, and a mark. The one file of
this room that knows fcntl.
"""

import errno
import json
import logging
import mmap
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from weakref import ref

import numpy as np
import xxhash

try:
    import fcntl
except ImportError:  # Windows: whoever comes later makes it anew
    fcntl = None  # type: ignore[assignment]
from numpy.typing import NDArray

from bot.storage.mapped import Mapped
from bot.storage.soundness import is_sound

MARK = b"souffl01"
FOOT = struct.Struct("<QQ8s")
# Processors read numbers fastest where they stand at multiples of their size.
ALIGNED = 64
# What a process may hold of mapped files between two questions, its libraries included.
ROOM_BYTES = 84_000_000
# The third number counts the pages of files that are in this process's memory. Linux alone has it.
PAGES = Path("/proc/self/statm")

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Pieces = Mapping[str, Iterable[Array]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """Arrays and the key that they were written with."""

    key: str
    arrays: Arrays


class _DamagedError(Exception):
    """A file that does not hold what was written; what is wrong."""


class Store:
    """A folder of files, each with arrays that were made of something that its key tells."""

    def __init__(self, folder: Path, *, room_bytes: int = ROOM_BYTES) -> None:
        self.folder = folder
        self._room_bytes = room_bytes
        self._mapped: tuple[ref[Mapped], ...] = ()

    def read(self, name: str, key: str) -> Arrays | None:
        """Return the arrays of a file, mapped; None when there are none of that key.

        The log says so when they are of another key, or damaged. Raises OSError when the file is
        there and cannot be read.
        """
        found = self.found(name)
        if found is None or found.key == key:
            return None if found is None else found.arrays
        _log.info("%s is of other texts or another version and is made again", self._path(name))
        return None

    def found(self, name: str) -> Stored | None:
        """Return what a file holds, of whatever key; None when it is not there, or damaged."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                mapped, found = _opened(file, path.with_name(f"{path.name}.checked"))
        except FileNotFoundError:
            return None
        except _DamagedError as error:
            _log.warning("%s is damaged (%s) and is made again", path, error)
            return None
        # A whole new tuple, for another thread may be going through the one before.
        self._mapped = (*(each for each in self._mapped if each()), ref(mapped))
        return found

    def let_go(self) -> None:
        """Let the pages go that this process has looked at, where they are many.

        The system has them still, and gives them back at the next look: nothing is read again.
        They count as this process's memory meanwhile, which grew to the whole of an index
        otherwise. Safe while other threads look at them.
        """
        if self._mapped and mapped_bytes() > self._room_bytes:
            for each in self._mapped:
                mapped = each()
                if mapped is not None:
                    mapped.madvise(mmap.MADV_DONTNEED)

    def write(self, name: str, key: str, pieces: Pieces) -> None:
        """Write arrays, each in pieces of one kind; who has the file open keeps what it held.

        Raises OSError; what was there before is then there still.
        """
        path = self._path(name)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as file:
                _write(file, key, pieces)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def keep(self, name: str, key: str, pieces: Pieces) -> Arrays:
        """Write arrays and return them, mapped; raises OSError when what is read is not that."""
        self.write(name, key, pieces)
        found = self.read(name, key)
        if found is None:
            raise OSError(errno.EIO, f"{self._path(name)} does not hold what was written")
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from making the same meanwhile; raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("wb") as file:
            # It is free again when the file is closed, also by a process that is killed.
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            self._tidy()
            yield

    def _tidy(self) -> None:
        """Remove what somebody who was killed had begun to write."""
        for left in self.folder.glob(".*.bin.*"):
            left.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.bin"


def _write(file: BinaryIO, key: str, pieces: Pieces) -> None:
    checksum, at = xxhash.xxh3_64(), 0
    told: dict[str, dict[str, Any]] = {}

    def put(content: bytes | memoryview) -> None:
        nonlocal at
        file.write(content)
        checksum.update(content)
        at += len(content)

    for name, parts in pieces.items():
        put(bytes(-at % ALIGNED))
        told[name] = {"at": at, "kind": "|u1", "count": 0}
        for part in parts:
            told[name]["kind"] = part.dtype.str
            told[name]["count"] += len(part)
            if len(part):
                put(memoryview(np.ascontiguousarray(part).view(np.uint8)))  # type: ignore[arg-type]
    content = json.dumps({"key": key, "arrays": told}).encode()
    put(content)
    file.write(FOOT.pack(len(content), checksum.intdigest(), MARK))
    file.flush()
    os.fsync(file.fileno())


def _opened(file: BinaryIO, note: Path) -> tuple[Mapped, Stored]:
    size = os.fstat(file.fileno()).st_size
    if size < FOOT.size:
        raise _DamagedError("it is too short")
    file.seek(size - FOOT.size)
    length, checksum, mark = FOOT.unpack(file.read(FOOT.size))
    if mark != MARK or length > size - FOOT.size:
        raise _DamagedError("it does not end as it should")
    if not is_sound(file, size - FOOT.size, checksum, note):
        raise _DamagedError("its checksum is another one")
    file.seek(size - FOOT.size - length)
    try:
        told = json.loads(file.read(length))
        mapped = Mapped.of(file.fileno())
        arrays = {name: mapped.array(**each) for name, each in told["arrays"].items()}
        return mapped, Stored(told["key"], arrays)
    except (ValueError, KeyError, TypeError) as error:
        # The foot itself is not part of the checksum, nor is what was noted as sound read again.
        raise _DamagedError("its foot is damaged") from error


def mapped_bytes() -> int:
    """Return how much of files is in this process's memory; 0 where nobody tells."""
    try:
        # It is asked behind every answer: a file of Python's own takes five times as long.
        descriptor = os.open(PAGES, os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(descriptor, 100).split()[2]) * mmap.PAGESIZE
    finally:
        os.close(descriptor)
