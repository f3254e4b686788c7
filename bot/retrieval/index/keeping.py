"""The index of an archive, kept on disk: what has not changed is not read again."""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from errno import ENOENT
from functools import cache, lru_cache
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from bot import retrieval, storage
from bot.articles.archive import Archive, Shelved
from bot.articles.archiving import NAME as ARTICLES
from bot.articles.archiving import Progress
from bot.retrieval.index.assembling import Assembly
from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.index import Index, index_in_pieces
from bot.retrieval.index.layout import Layout
from bot.retrieval.index.pieces import KnownPieces
from bot.storage.arrays import Longs, Marks, Numbers, Places, Rows, Strings, span
from bot.storage.freed import give_back
from bot.storage.parts import put_together, taken_apart
from bot.storage.store import Array, Arrays, Pieces, Store
from bot.storage.versions import made_by
from bot.storage.workers import worked_out

NAME, READ = "index", "read"
# So many numbers are written at once.
PART = 1 << 22
# So many passages are read by a worker at once: a third of a second.
LOT = 4_000
# A worker is there in the time in which one that is there reads so many lots.
FEW_LOTS = 3
# What is made of a text hangs on these libraries, and on bot/retrieval and bot/storage.
LIBRARIES = ("marisa-trie", "numpy", "pystemmer", "sentencex", "unidecode")


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
    sentences: Rows
    digests: Longs
    passages: Longs

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
            sentences=self.sentences,
        )


def kept_index(archive: Archive, store: Store, told: Progress) -> Index:
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
                # What it took to make it, a kilobyte a passage, is free now, and free for all.
                give_back()
    return put_together(Index, arrays)


@cache
def analyser() -> str:
    """Return what tells whether texts are read and counted as they were before."""
    folders = [Path(str(folder.__file__)).parent for folder in (retrieval, storage)]
    files = chain(*(sorted(folder.rglob("*")) for folder in folders))
    return made_by((path for path in files if path.suffix in {".py", ".txt"}), LIBRARIES)


def _made(archive: Archive, store: Store, key: str, told: Progress) -> Arrays:
    pieces = _pieces(archive, store, told)
    read = put_together(Kept, store.keep(READ, analyser(), pieces)).gathered
    # What was read is in the file, and mapped from there.
    del pieces
    give_back()
    made = index_in_pieces(read, layout_of(archive.shelved), store.let_go)
    return store.keep(NAME, key, {name: _let_go(parts, store) for name, parts in made.items()})


def _let_go(pieces: Iterable[Array], store: Store) -> Iterator[Array]:
    """Yield the pieces of an array in small parts, and let go of what is mapped behind each."""
    for piece in pieces:
        for start in range(0, max(1, len(piece)), PART):
            yield piece[start : start + PART]
            store.let_go()


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


def _pieces(archive: Archive, store: Store, told: Progress) -> Pieces:
    """Read the passages of an archive, those of articles that were read before taken over."""
    shelved, assembly = archive.shelved, Assembly()
    before = _before(store)
    known = {} if before is None else {d: n for n, d in enumerate(before.digests.tolist())}
    lots = list(_lots(shelved, [digest in known for digest in shelved.digests.tolist()]))
    tasks = [(store.folder, archive.key, lot.articles) for lot in lots if not lot.is_known]
    total = sum(lot.passages for lot in lots if not lot.is_known)
    kept = before.gathered if before else Gathered.of([])
    of_kept, done = assembly.renumbering(kept), 0
    # Another process may have put another archive in its place: this one is mapped still.
    is_there = store.read(ARTICLES, archive.key) is not None
    here = (_gathered(archive, articles) for _, _, articles in tasks)
    with closing(worked_out(_lot_read, tasks, few=FEW_LOTS) if is_there else here) as read:
        for lot in lots:
            if before and lot.is_known:
                for number in lot.articles:
                    at = known[int(shelved.digests[number])]
                    assembly.add(kept.part(span(before.passages, at)), of_kept)
                continue
            found = next(read)
            assembly.add(found, assembly.renumbering(found))
            done += lot.passages
            told(done, total)
    # What was read here and now is not kept for another time.
    _pieces_of.cache_clear()
    assembly.tidy()
    return (
        assembly.pieces()
        | _of_vocabulary(assembly)
        | {
            "digests": [shelved.digests],
            "passages": [shelved.passages],
        }
    )


def _of_vocabulary(assembly: Assembly) -> dict[str, list[Array]]:
    texts = {
        "folded": Strings.of(folded for folded, _ in assembly.forms),
        "written": Strings.of(written for _, written in assembly.forms),
        "keys": Strings.of(assembly.keys),
    }
    return {
        f"{name}.{each}": [array]
        for name, strings in texts.items()
        for each, array in taken_apart(strings).items()
    }


def _before(store: Store) -> Kept | None:
    found = store.found(READ)
    is_alike = found is not None and found.key == analyser()
    return put_together(Kept, found.arrays) if found and is_alike else None


@dataclass(frozen=True, slots=True)
class Lot:
    """Articles in a row, by number, that were all read before, or none of them."""

    articles: tuple[int, ...]
    passages: int
    is_known: bool


def _lots(shelved: Shelved, is_known: Sequence[bool]) -> Iterator[Lot]:
    """Yield the articles in order, together until they have LOT passages."""
    for known, run in groupby(range(len(is_known)), key=is_known.__getitem__):
        lot, size = list[int](), 0
        for number in run:
            lot.append(number)
            size += len(shelved.places(number))
            if size >= LOT:
                yield Lot(tuple(lot), size, known)
                lot, size = [], 0
        if lot:
            yield Lot(tuple(lot), size, known)


def _lot_read(task: tuple[Path, str, tuple[int, ...]]) -> Gathered:
    folder, key, articles = task
    return _gathered(_archive(folder, key), articles)


def _gathered(archive: Archive, articles: Sequence[int]) -> Gathered:
    known = _pieces_of(threading.get_ident())
    is_whole = False
    try:
        gathered = Gathered.of(chain.from_iterable(map(archive.shelved.texts, articles)), known)
        is_whole = not known.is_full
    finally:
        # What was left half known must not be asked again.
        if not is_whole:
            _pieces_of.cache_clear()
    return gathered


# The pieces of one lot come again in the next ones that the same worker, or thread, reads.
@lru_cache(maxsize=1)
def _pieces_of(_thread: int) -> KnownPieces:
    return KnownPieces()


# A worker opens it once for all of its lots.
@lru_cache(maxsize=1)
def _archive(folder: Path, key: str) -> Archive:
    arrays = Store(folder).read(ARTICLES, key)
    if arrays is None:
        raise FileNotFoundError(ENOENT, f"the archive in {folder} is another one now")
    return Archive.opened(arrays, key)
