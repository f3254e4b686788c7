"""A folder of articles that is read again and again: only what changed is read anew.

A file that breaks while its article is served leaves that article in place; a folder that is gone
or holds nothing leaves all of them.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.articles.archive import Archive
from bot.articles.archiving import Progress, archived, is_large, tell_nobody
from bot.articles.article import Corpus
from bot.articles.folder import (
    UNSETTLED_SECONDS,
    Look,
    Read,
    article_id_of,
    look_at,
    read_corpus,
    read_file,
)
from bot.errors import CorpusError
from bot.storage.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a file held when it looked as `look` says; `good` is what it last held unbroken."""

    look: Look
    is_settled: bool
    good: Read | None
    fault: str | None


class Shelf:
    """The articles of `folder`, as they were last read whole; may be read from any thread.

    Where a `store` is given, many articles are held on disk there, and `told` is told how the
    reading gets on.
    """

    def __init__(
        self,
        folder: Path,
        store: Store | None = None,
        told: Progress = tell_nobody,
        *,
        unsettled_seconds: float = UNSETTLED_SECONDS,
    ) -> None:
        self.folder = folder
        self._store = store
        self._told = told
        self._unsettled_seconds = unsettled_seconds
        self._corpus: Corpus | None = None
        self._kept: dict[Path, _Kept] = {}
        self._seen: dict[Path, _Kept] = {}
        self._changed: set[str] = set()
        self._fault: str | None = None
        self._lock = threading.Lock()

    def read(self) -> Corpus:
        """Return what the folder holds now, and what it held before where it is broken now.

        Raises CorpusError, as `read_corpus` does, when nothing was ever read. What is wrong is
        told in the log once, not at the first time: then the corpus names it.
        """
        with self._lock:
            self._seen, self._changed = {}, set()
            try:
                found = self._archived() or self._in_memory()
            except CorpusError as error:
                # What is served stays known, so that it comes back though its file is broken.
                self._kept |= self._seen
                return self._as_before(error)
            self._kept = self._seen
            before, self._corpus, self._fault = self._corpus, self._merged(found), None
            if before is not None:
                self._tell(before, self._corpus)
            return self._corpus

    def _in_memory(self) -> Corpus:
        return read_corpus(self.folder, self._read_file, known_below=self._below)

    def _archived(self) -> Corpus | None:
        """Return the archive of many articles; None where they are few, or cannot be kept."""
        is_archive = isinstance(self._corpus, Archive)
        if self._store is None or not (is_archive or is_large(self.folder)):
            return None
        try:
            return archived(
                self.folder,
                self._store,
                self._told,
                unsettled_seconds=self._unsettled_seconds,
            )
        except OSError as error:
            if is_archive:
                _log.warning("%s cannot be written (%s)", self._store.folder, error.strerror)
                return self._corpus
            _log.warning(
                "%s cannot be written (%s): the articles are read anew at each start, into memory",
                *(self._store.folder, error.strerror),
            )
            return None

    def _as_before(self, error: CorpusError) -> Corpus:
        if self._corpus is None:
            raise error
        if self._fault != str(error):
            self._fault = str(error)
            _log.warning("The articles cannot be read again, those before stay: %s", error)
        return self._corpus

    def _merged(self, found: Corpus) -> Corpus:
        """Return the corpus before when nothing that it serves changed: who holds it may tell."""
        before = self._corpus
        if isinstance(before, Archive) and isinstance(found, Archive) and before.key == found.key:
            return before
        if before and (before.articles, before.passages) == (found.articles, found.passages):
            is_same = before.skipped == found.skipped
            return before if is_same else replace(before, skipped=found.skipped)
        return found

    def _tell(self, before: Corpus, now: Corpus) -> None:
        for skip in now.skipped:
            if skip.path in self._changed or skip not in before.skipped:
                _log.warning("%s is skipped: %s", skip.path, skip.reason)
        if now.passages is not before.passages:
            counts = len(now.articles), len(now.passages)
            _log.info("The articles were read again: %d, with %d passages", *counts)

    def _below(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Yield the articles that are served from a folder which cannot be listed now."""
        for path, kept in self._kept.items():
            if kept.good is not None and path.is_relative_to(folder):
                yield article_id_of(path, self.folder), path

    def _read_file(self, article_id: str, path: Path, folder: Path) -> Read:
        """Read a file, unless it looks as it did; what it held before where it is broken."""
        look = look_at(path)
        kept = self._kept.get(path)
        if not (kept and kept.is_settled and kept.look == look):
            if not kept or kept.look != look:
                self._changed.add(path.relative_to(folder).as_posix())
            kept = self._read_anew(article_id, path, look, kept)
        self._seen[path] = kept
        if kept.good is None:
            raise CorpusError(kept.fault or "it cannot be read")
        return replace(kept.good, fault=kept.fault) if kept.fault else kept.good

    def _read_anew(self, article_id: str, path: Path, look: Look, kept: _Kept | None) -> _Kept:
        is_settled = look.is_settled(self._unsettled_seconds)
        try:
            good = read_file(article_id, path, self.folder)
        except CorpusError as error:
            return _Kept(look, is_settled, kept.good if kept else None, str(error))
        if kept and kept.good == good:
            good = kept.good
        return _Kept(look, is_settled, good, None)
