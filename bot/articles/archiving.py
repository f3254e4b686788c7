"""A folder of many articles is read into an archive; what has not changed is taken over."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path

import numpy as np

from bot import articles, storage
from bot.articles.archive import Archive, Shelved
from bot.articles.article import Skipped
from bot.articles.folder import (
    UNSETTLED_SECONDS,
    Look,
    check_any,
    files_of,
    holds_bytes,
    look_at,
    read_file,
    shown,
)
from bot.articles.records import Record
from bot.errors import CorpusError
from bot.storage.arrays import Rows, Strings
from bot.storage.freed import give_back
from bot.storage.parts import put_together, taken_apart
from bot.storage.store import Array, Pieces, Store
from bot.storage.versions import made_by
from bot.storage.workers import worked_out

NAME = "articles"
# What is made of a file hangs on these libraries, and on bot/articles and bot/storage.
LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml")
# So many files are read by a worker at once.
LOT = 64
# Some three thousand passages: fewer are read while an archive is opened.
ARCHIVED_FROM_BYTES = 2_000_000

Progress = Callable[[int, int], None]
"""Is told how many articles are done, of how many."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of `folder` with an article: its id, where it is, and how it looks.

    `is_settled` tells whether its next change would be seen.
    """

    folder: Path
    article_id: str
    path: str
    look: Look
    is_settled: bool


def tell_nobody(_done: int, _total: int) -> None:
    """Tell nobody how the work gets on."""


def is_large(folder: Path) -> bool:
    """Tell whether a folder holds so much that an archive serves it better than the memory.

    Raises CorpusError when the folder is missing or cannot be read.
    """
    return holds_bytes(folder, ARCHIVED_FROM_BYTES)


def archived(
    folder: Path,
    store: Store,
    told: Progress = tell_nobody,
    *,
    unsettled_seconds: float = UNSETTLED_SECONDS,
) -> Archive:
    """Return the archive of a folder, made anew as far as its files have changed.

    A file that is broken leaves the article that it held before. Raises CorpusError as
    `read_corpus` does, and OSError when the store cannot be written.
    """
    found, unfit = files_of(folder, known_below=partial(_known_below, store, folder))
    looks = [look_at(path) for _, path in found]
    files = [
        File(folder, article_id, path, look, look.is_settled(unsettled_seconds))
        for (article_id, path), look in zip(found, looks, strict=True)
    ]
    key = _key(files, unfit)
    arrays = store.read(NAME, key)
    if arrays is None:
        with store.alone():
            # Somebody else may have made it meanwhile.
            arrays = store.read(NAME, key)
            if arrays is None:
                arrays = store.keep(NAME, key, _made(files, unfit, _before(store), told))
                # The texts were in memory.
                give_back()
    return Archive.opened(arrays, key)


def _known_below(store: Store, root: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the articles of the archive from a folder which cannot be listed now."""
    before = _before(store)
    for article_id in before.ids.all() if before else ():
        path = root / f"{article_id}.md"
        if path.is_relative_to(folder):
            yield article_id, path


def _key(files: Sequence[File], unfit: Sequence[Skipped]) -> str:
    """Return what an archive of these files is kept under: never twice for unsettled ones."""
    looks = [(file.article_id, *file.look) for file in files]
    seen = hashlib.sha256(json.dumps([looks, [asdict(each) for each in unfit]]).encode())
    # Of a file that cannot be seen a change is seen when it can be.
    is_settled = all(file.is_settled or file.look == Look() for file in files)
    return f"{_parser()}:{seen.hexdigest()}:{'' if is_settled else time.time_ns()}"


@cache
def _parser() -> str:
    """Return what tells whether files are read as they were before."""
    folders = [Path(str(folder.__file__)).parent for folder in (articles, storage)]
    return made_by(chain(*(sorted(folder.glob("*.py")) for folder in folders)), LIBRARIES)


def _before(store: Store) -> Shelved | None:
    """Return the archive that is there, if its files were read as they would be now."""
    found = store.found(NAME)
    is_alike = found is not None and found.key.startswith(f"{_parser()}:")
    return put_together(Shelved, found.arrays) if found and is_alike else None


def _made(
    files: Sequence[File], unfit: Sequence[Skipped], before: Shelved | None, told: Progress
) -> Pieces:
    """Return the articles of files, in their order; those that look as they did are taken over."""
    known = {} if before is None else {each: n for n, each in enumerate(before.ids.all())}

    def taken_over(file: File, *, is_same: bool) -> Record | None:
        number = known.get(file.article_id)
        if before is None or number is None:
            return None
        # Of a file that cannot be seen nobody knows whether it is the same.
        if is_same and (file.look == Look() or before.look(number) != file.look):
            return None
        return Record.taken_over(before, number)

    found = {file.article_id: taken_over(file, is_same=True) for file in files}
    looks = {file.article_id: file.look for file in files}
    skipped = []
    for file, one in _read([file for file in files if not found[file.article_id]], told):
        if isinstance(one, Record):
            found[file.article_id] = one
        else:
            found[file.article_id] = taken_over(file, is_same=False)
            skipped.append(Skipped(shown(Path(file.path), file.folder), one))
        if not (isinstance(one, Record) and file.is_settled):
            looks[file.article_id] = Look()
    records = [record for record in found.values() if record is not None]
    skipped += unfit
    check_any(records, skipped, files[0].folder if files else Path())
    return _pieces(records, [looks[record.id] for record in records], skipped)


def _read(files: Sequence[File], told: Progress) -> Iterator[tuple[File, Record | str]]:
    """Yield each file with what it holds, or why it cannot be served."""
    lots = [files[first : first + LOT] for first in range(0, len(files), LOT)]
    done = 0
    with closing(worked_out(_lot_read, lots)) as found:
        for lot, read in zip(lots, found, strict=True):
            yield from zip(lot, read, strict=True)
            done += len(lot)
            told(done, len(files))


def _lot_read(lot: Sequence[File]) -> list[Record | str]:
    read: list[Record | str] = []
    for file in lot:
        try:
            one = read_file(file.article_id, Path(file.path), file.folder)
        except CorpusError as error:
            read.append(str(error))
        else:
            read.append(Record.of(one.article, one.passages))
    return read


def _pieces(records: Sequence[Record], looks: Sequence[Look], skipped: Sequence[Skipped]) -> Pieces:
    """Return the arrays of an archive; the prose of the articles, which is long, is not copied."""
    headings: dict[str, int] = {}
    above: dict[tuple[str, ...], int] = {}
    for section in chain.from_iterable(record.sections for record in records):
        if section not in above:
            above[section] = len(above)
            for heading in section:
                headings.setdefault(heading, len(headings))
    ends = np.cumsum([len(record.prose) for record in records], dtype=np.int64)
    firsts = [0, *ends.tolist()]
    shelved = Shelved(
        ids=Strings.of(record.id for record in records),
        about=Strings.of(record.about for record in records),
        prose=Strings(np.empty(0, dtype=np.uint8), ends),
        digests=np.array([record.digest for record in records], dtype=np.int64),
        looks=np.array(looks, dtype=np.int64).reshape(-1),
        skipped=Strings.of([json.dumps([asdict(each) for each in skipped])]),
        passages=np.cumsum([len(record.starts) for record in records], dtype=np.int64),
        headings=Strings.of(headings),
        above=Rows.of([[headings[heading] for heading in section] for section in above]),
        sections=np.array(
            [above[section] for record in records for section in record.sections], dtype=np.int32
        ),
        starts=np.concatenate([record.starts for record in records]),
        begins=np.concatenate([r.begins + at for r, at in zip(records, firsts, strict=False)]),
        ends=np.concatenate([r.ends + at for r, at in zip(records, firsts, strict=False)]),
    )
    whole: dict[str, Sequence[Array]] = {n: [each] for n, each in taken_apart(shelved).items()}
    return whole | {"prose.blob": [record.prose for record in records]}
