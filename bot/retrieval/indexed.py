"""Passages with what was made of them, in memory or kept on disk."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Self

from bot.articles.archive import Archive, Texts
from bot.articles.archiving import Told, tell_nobody
from bot.articles.article import Corpus, Passage
from bot.retrieval.index.index import Index
from bot.retrieval.index.keeping import kept_index
from bot.retrieval.reading import Reading, Readings
from bot.retrieval.recalling import Recall
from bot.storage.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Indexed:
    """The texts of a corpus's passages, their index, and their readings, made when asked for.

    `store` is where they are mapped from, None where they are in memory.
    """

    texts: Sequence[str]
    index: Index
    readings: Readings
    store: Store | None = None

    @classmethod
    def of(cls, passages: Sequence[Passage], readings: Readings | None = None) -> Self:
        """Read and index passages, those of one article in a row."""
        known = Readings() if readings is None else readings
        return cls([each.text for each in passages], Index.of(passages), known)

    def let_go(self) -> None:
        """Let go of the memory that looking at passages took; whoever has answered calls it."""
        if self.store is not None:
            self.store.let_go()

    def reading(self, at: int) -> Reading:
        """Return what was read of the passage at that place."""
        return self.readings.of(self.texts[at], partial(self._recall.reading, at))

    @cached_property
    def _recall(self) -> Recall:
        return Recall(self.index)


@dataclass(frozen=True, slots=True)
class Indexing:
    """How corpora are indexed: those that share `readings` read a passage only once.

    The index of an archive is kept in `store`, and `told` is told how the reading gets on.
    """

    readings: Readings = field(default_factory=Readings)
    store: Store | None = None
    told: Told = tell_nobody

    def of(self, corpus: Corpus) -> Indexed:
        """Index a corpus."""
        if isinstance(corpus, Archive) and self.store is not None:
            try:
                index = kept_index(corpus, self.store, self.told)
            except OSError as error:
                _log.warning(
                    "%s cannot be written (%s): the index is made anew at each start, in memory",
                    *(self.store.folder, error.strerror),
                )
            else:
                return Indexed(Texts(corpus.shelved), index, self.readings, self.store)
        return Indexed.of(corpus.passages, self.readings)
