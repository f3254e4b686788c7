"""What is made of the lexicon, kept as Python keeps what it compiles.

It is the same at each start, and takes longer to be made than most questions to be answered. So
compiling.py writes it into the folder where Python keeps compiled modules, in the same form
(marshal, never a pickle), under a digest of what it was made of: every file of words, the code of
this folder, Python and the stemmer. Where nothing is kept, of another digest, or damaged, it is
made at the start.

A start writes nothing: a process older than the files would keep what its own code makes of them.
"""

import importlib.util
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import Stemmer
import xxhash

HERE = Path(__file__).parent
# Whatever is none of these is not read by what makes a table.
SOURCES = frozenset({".py", ".txt", ".yaml"})
DIGEST_BYTES = 8

Table = TypeVar("Table")


class Kept(Generic[Table]):
    """Gives the table that `make` makes: the one that is kept, else made now.

    A table is of str, int, bool, None, tuples, lists, dicts and sets of such, for marshal knows no
    more. It is read once a process, and nobody changes it. Used as a decorator.
    """

    def __init__(self, make: Callable[[], Table]) -> None:
        self.make = make
        name = f"{make.__module__.rpartition('.')[2]}.{make.__name__.strip('_')}"
        self._name = f"{name}.{sys.implementation.cache_tag}.table"

    def __call__(self) -> Table:
        return self._table

    @cached_property
    def _table(self) -> Table:
        found = _read(_folder() / self._name)
        return self.make() if found is None else cast("Table", found)

    def is_of(self, module: str) -> bool:
        """Tell whether the table is made in that module, and not merely used there."""
        return self.make.__module__ == module

    def keep(self) -> None:
        """Make the table and keep it; raises OSError where that cannot be written."""
        _write(_folder() / self._name, self.make())


def _read(path: Path) -> object:
    """Return what a file holds; None when it is not there, of something else, or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = memoryview(content)[2 * DIGEST_BYTES :]
    if content[: 2 * DIGEST_BYTES] != sources() + xxhash.xxh3_64_digest(body):
        return None
    # Whoever may write there may write compiled modules there too.
    return cast("object", marshal.loads(body))  # noqa: S302


def _write(path: Path, made: object) -> None:
    body = marshal.dumps(cast("Any", made))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        unfinished.write_bytes(sources() + xxhash.xxh3_64_digest(body) + body)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(importlib.util.cache_from_source(__file__)).parent


@cache
def sources() -> bytes:
    """Return a digest of all that tables are made of, as the files were at the first call."""
    digest = xxhash.xxh3_64(f"{sys.implementation.cache_tag} {Stemmer.version()}".encode())
    for folder in (HERE, HERE / "lexicon"):
        for name in sorted(each.name for each in os.scandir(folder)):
            path = folder / name
            if path.suffix in SOURCES:
                digest.update(name.encode())
                digest.update(path.read_bytes())
    return digest.digest()
