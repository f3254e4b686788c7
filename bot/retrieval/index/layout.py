"""Which passage is of which article, and below which headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.articles.article import Passage
from bot.storage.arrays import Numbers, Places

Above = tuple[str, tuple[str, ...]]
"""The title of an article, and the headings of a section of it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers for each passage: of its article, and of what stands above it in `above`."""

    article_of: Numbers
    above_of: Numbers
    above: Sequence[Above]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Self:
        """Look at passages, those of one article in a row."""
        articles, above = dict[str, int](), dict[Above, int]()
        article_of, above_of = [], []
        for passage in passages:
            title = passage.article.title
            article_of.append(articles.setdefault(passage.article.id, len(articles)))
            above_of.append(above.setdefault((title, passage.section), len(above)))
        return cls(
            np.array(article_of, dtype=np.int32), np.array(above_of, dtype=np.int32), list(above)
        )

    @property
    def article_ends(self) -> Places:
        """Where the passages of each article end."""
        ends = np.flatnonzero(np.diff(self.article_of)) + 1
        return np.append(ends, len(self.article_of)) if len(self.article_of) else ends

    @property
    def headings(self) -> list[str]:
        """The titles and headings, each once."""
        return sorted({text for title, section in self.above for text in (title, *section)})
