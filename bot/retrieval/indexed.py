"""Passages with what was made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.articles.article import Passage
from bot.retrieval.index.index import Index
from bot.retrieval.reading import Reading, Readings


@dataclass(frozen=True, slots=True)
class Indexed:
    """The passages of a corpus, their index, and their readings, made again when asked for."""

    passages: Sequence[Passage]
    index: Index
    readings: Readings

    @classmethod
    def of(cls, passages: Sequence[Passage], readings: Readings | None = None) -> Self:
        """Read and index passages, those of one article in a row."""
        known = Readings() if readings is None else readings
        return cls(passages, Index.of(passages, known.of), known)

    def reading(self, at: int) -> Reading:
        """Return what was read of the passage at that place."""
        return self.readings.of(self.passages[at].text)
