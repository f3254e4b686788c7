"""The index of an archive, kept on disk: what has not changed is not read again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from errno import ENOENT
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Self

import numpy as np

from bot import retrieval
from bot.articles.archive import Archive, Shelved
from bot.articles.archiving import NAME as ARTICLES
from bot.articles.archiving import Told
from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.index import Index
from bot.retrieval.index.layout import Layout
from bot.storage.arrays import Longs, Marks, Numbers, Places, Strings
from bot.storage.parts import put_together, taken_apart
from bot.storage.store import Arrays, Store
from bot.storage.workers import worked_out

NAME, READ = "index", "read"
# So many passages are read by a worker at once.
LOT = 1_000
# What is made of a text hangs on these libraries, and on all of bot/retrieval.
LIBRARIES = ("pystemmer", "sentencex", "unidecode")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of the passages of an archive; see Gathered.

    `digests` tells of each article what it was, `passages` counts those of the articles so far.
    """

    folded: Strings
    written: Strings
    keys: Strings
    tokens: Numbers
    marks: Marks
    ends: Places
    expressions: Numbers
    places: Places
    digests: Longs
    passages: Longs

    @classmethod
    def of(cls, read: Gathered, shelved: Shelved) -> Self:
        """Return what was read of all passages of an archive."""
        return cls(
            folded=Strings.of(folded for folded, _ in read.forms),
            written=Strings.of(written for _, written in read.forms),
            keys=Strings.of(read.keys),
            tokens=read.tokens,
            marks=read.marks,
            ends=read.ends,
            expressions=read.expressions,
            places=read.places,
            digests=shelved.digests,
            passages=shelved.passages,
        )

    @property
    def gathered(self) -> Gathered:
        """What was read, as it was gathered."""
        return Gathered(
            forms=list(zip(self.folded.all(), self.written.all(), strict=True)),
            keys=self.keys.all(),
            tokens=self.tokens,
            marks=self.marks,
            ends=self.ends,
            expressions=self.expressions,
            places=self.places,
        )


def kept_index(archive: Archive, store: Store, told: Told) -> Index:
    """Return the index of an archive that stands in `store`, made anew as far as it has changed.

    `told` is told how many passages are read, of how many. Raises OSError when the store cannot be
    written.
    """
    shelved = archive.shelved
    content = hashlib.sha256(shelved.digests.tobytes() + shelved.passages.tobytes())
    key = f"{analyser()}:{content.hexdigest()}"
    arrays = store.read(NAME, key)
    if arrays is None:
        with store.alone():
            # Somebody else may have made it meanwhile.
            arrays = store.read(NAME, key)
            if arrays is None:
                arrays = _made(archive, store, key, told)
    return put_together(Index, arrays)


@cache
def analyser() -> str:
    """Return what tells whether texts are read and counted as they were before."""
    digest = hashlib.sha256(" ".join(map(version, LIBRARIES)).encode())
    for path in sorted(Path(retrieval.__file__).parent.rglob("*")):
        if path.suffix in {".py", ".txt"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _made(archive: Archive, store: Store, key: str, told: Told) -> Arrays:
    read = _read(archive, store, told)
    store.write(READ, analyser(), _whole(Kept.of(read, archive.shelved)))
    layout = layout_of(archive.shelved)
    headings = Gathered.of(layout.headings)
    index = Index.counted(Gathered.joined([headings, read]), layout)
    return store.keep(NAME, key, _whole(index))


def _whole(value: object) -> dict[str, list[np.ndarray]]:
    return {name: [array] for name, array in taken_apart(value).items()}


def layout_of(shelved: Shelved) -> Layout:
    """Return which passage is of which article of an archive, and below which headings."""
    counts = np.diff(shelved.passages, prepend=0)
    article_of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    pairs = article_of.astype(np.int64) * len(shelved.above) + shelved.sections
    different, above_of = np.unique(pairs, return_inverse=True)
    articles, sections = np.divmod(different, len(shelved.above))
    titles = [shelved.title(number) for number in range(len(counts))]
    above = [
        (titles[article], shelved.section(section))
        for article, section in zip(articles.tolist(), sections.tolist(), strict=True)
    ]
    return Layout(article_of, above_of.astype(np.int32), above)


def _read(archive: Archive, store: Store, told: Told) -> Gathered:
    """Read the passages of an archive, those of articles that were read before taken over."""
    before, shelved = store.found(READ), archive.shelved
    sources: list[Gathered] = []
    order: dict[int, tuple[int, range]] = {}
    if before is not None and before.key == analyser():
        kept = put_together(Kept, before.arrays)
        sources.append(kept.gathered)
        numbers = {digest: number for number, digest in enumerate(kept.digests.tolist())}
        for number, digest in enumerate(shelved.digests.tolist()):
            if digest in numbers:
                order[number] = 0, _places(kept.passages, numbers[digest])
    changed = [number for number in range(len(shelved.digests)) if number not in order]
    lots = list(_lots(shelved, changed))
    tasks = [(store.folder, archive.key, tuple(lot)) for lot in lots]
    done, total = 0, sum(len(shelved.places(number)) for number in changed)
    for lot, read in zip(lots, worked_out(_lot_read, tasks), strict=True):
        first = 0
        for number in lot:
            length = len(shelved.places(number))
            order[number] = len(sources), range(first, first + length)
            first += length
        sources.append(read)
        done += first
        told(done, total)
    return Gathered.picked(sources, [order[number] for number in range(len(shelved.digests))])


def _places(passages: Longs, number: int) -> range:
    return range(int(passages[number - 1]) if number else 0, int(passages[number]))


def _lots(shelved: Shelved, articles: Sequence[int]) -> Iterator[list[int]]:
    """Yield articles together until they have LOT passages."""
    lot: list[int] = []
    size = 0
    for number in articles:
        lot.append(number)
        size += len(shelved.places(number))
        if size >= LOT:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _lot_read(task: tuple[Path, str, tuple[int, ...]]) -> Gathered:
    folder, key, articles = task
    archive = _archive(folder, key)
    places = (at for number in articles for at in archive.shelved.places(number))
    return Gathered.of(map(archive.shelved.text, places))


# A worker opens it once for all of its lots.
@lru_cache(maxsize=1)
def _archive(folder: Path, key: str) -> Archive:
    arrays = Store(folder).read(ARTICLES, key)
    if arrays is None:
        raise FileNotFoundError(ENOENT, f"the archive in {folder} is another one now")
    return Archive.opened(arrays, key)
