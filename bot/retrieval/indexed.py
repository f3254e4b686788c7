"""Passages with what was made of them, in memory or kept on disk."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.articles.archive import Archive, Texts
from bot.articles.archiving import Progress, tell_nobody
from bot.articles.article import Corpus, Passage
from bot.retrieval.index.index import Index
from bot.retrieval.index.keeping import kept_index
from bot.storage.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Indexed:
    """The texts of a corpus's passages, and their index.

    `store` is where they are mapped from, None where they are in memory.
    """

    texts: Sequence[str]
    index: Index
    store: Store | None = None

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Self:
        """Read and index passages, those of one article in a row."""
        return cls([each.text for each in passages], Index.of(passages))

    def let_go(self) -> None:
        """Let go of the memory that looking at passages took; whoever has answered calls it."""
        if self.store is not None:
            self.store.let_go()


@dataclass(frozen=True, slots=True)
class Indexing:
    """How corpora are indexed.

    The index of an archive is kept in `store`, and `told` is told how the reading gets on.
    """

    store: Store | None = None
    told: Progress = tell_nobody

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
                return Indexed(Texts(corpus.shelved), index, self.store)
        return Indexed.of(corpus.passages)
