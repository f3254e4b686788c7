"""Many articles on disk: each is read from a mapped file when it is asked for."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Self, overload

from bot.articles.article import Article, Corpus, Passage, Skipped
from bot.articles.folder import Look
from bot.storage.arrays import Longs, Numbers, Rows, Strings, span
from bot.storage.mapped import Piece, pieces_of
from bot.storage.parts import put_together
from bot.storage.store import Arrays

# A search gives fifty passages, of as many articles at most.
ARTICLES_KEPT = 128
PASSAGES_KEPT = 64


@dataclass(frozen=True)
class Shelved:
    """Articles and their passages as arrays, in the order of the corpus.

    `about` is JSON: all of an article but its id and prose. `digests` tell whether two articles
    are the same, `looks`, five numbers each, whether a file is, and `skipped` is JSON. `passages`
    counts those of the articles so far. Of each passage `sections` has the number of what stands
    above it in `above` (a row of numbers of `headings`), `starts` its place in the prose in
    characters, `begins` and `ends` in the bytes of `prose`.
    """

    ids: Strings
    about: Strings
    prose: Strings
    digests: Longs
    looks: Longs
    skipped: Strings
    passages: Longs
    headings: Strings
    above: Rows
    sections: Numbers
    starts: Longs
    begins: Longs
    ends: Longs

    def article(self, number: int) -> Article:
        """Return an article, read anew."""
        about = json.loads(self.about[number])
        published, prose = about.pop("published"), span(self.prose.ends, number)
        return Article(
            id=self.ids[number],
            prose=self._read(prose.start, prose.stop),
            published=date.fromisoformat(published) if published else None,
            **about,
        )

    def title(self, number: int) -> str:
        """Return the title of an article."""
        title: str = json.loads(self.about[number])["title"]
        return title

    def text(self, at: int) -> str:
        """Return the text of a passage."""
        return self._read(self.begins.item(at), self.ends.item(at))

    def _read(self, begin: int, end: int) -> str:
        return self._prose(begin, end).tobytes().decode("utf-8", "surrogatepass")

    @cached_property
    def _prose(self) -> Piece:
        # A question looks at texts that are strewn over all of them.
        return pieces_of(self.prose.blob)

    def texts(self, number: int) -> list[str]:
        """Return the texts of an article's passages: in a fifth of the time of each alone."""
        places, prose = self.places(number), span(self.prose.ends, number)
        whole = self.prose.blob[prose.start : prose.stop].tobytes()
        own = slice(places.start, places.stop)
        begins, ends = (each[own] - prose.start for each in (self.begins, self.ends))
        return [
            whole[begin:end].decode("utf-8", "surrogatepass")
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        ]

    def look(self, number: int) -> Look:
        """Return how the file of an article looked; all 0 when it must be read again."""
        return Look(*self.looks[number * len(Look()) :][: len(Look())].tolist())

    def places(self, number: int) -> range:
        """Return the places of an article's passages."""
        return span(self.passages, number)

    def section(self, number: int) -> tuple[str, ...]:
        """Return the headings of what `sections` counts."""
        return tuple(self.headings[each] for each in self.above.row(number).tolist())


class Articles(Sequence[Article]):
    """The articles of an archive; those asked for last are kept."""

    def __init__(self, shelved: Shelved) -> None:
        self._shelved = shelved
        self._kept = lru_cache(maxsize=ARTICLES_KEPT)(shelved.article)

    def __len__(self) -> int:
        return len(self._shelved.ids)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, at: int | slice) -> Article | tuple[Article, ...]:
        places = range(len(self))[at]
        return self._kept(places) if isinstance(places, int) else tuple(map(self._kept, places))


class Passages(Sequence[Passage]):
    """The passages of an archive, made when they are asked for."""

    def __init__(self, shelved: Shelved, articles: Articles) -> None:
        self._shelved = shelved
        section = lru_cache(maxsize=ARTICLES_KEPT)(shelved.section)
        # Not a method of its own: what refers in circles stays when the archive is replaced.
        self._made = partial(_passage, shelved, articles, section)
        # Buttons below an answer ask for its passages again.
        self._kept = lru_cache(maxsize=PASSAGES_KEPT)(self._made)

    def __len__(self) -> int:
        return len(self._shelved.starts)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        places = range(len(self))[at]
        return self._kept(places) if isinstance(places, int) else tuple(map(self._made, places))


class Texts(Sequence[str]):
    """The texts of the passages of an archive, read when they are asked for, without articles."""

    def __init__(self, shelved: Shelved) -> None:
        self._shelved = shelved

    def __len__(self) -> int:
        return len(self._shelved.starts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        places = range(len(self))[at]
        text = self._shelved.text
        return text(places) if isinstance(places, int) else [*map(text, places)]


def _passage(
    shelved: Shelved, articles: Articles, section: Callable[[int], tuple[str, ...]], at: int
) -> Passage:
    number = int(shelved.passages.searchsorted(at, side="right"))
    return Passage(
        article=articles[number],
        section=section(shelved.sections.item(at)),
        number=at - shelved.places(number).start + 1,
        start=shelved.starts.item(at),
        text=shelved.text(at),
    )


@dataclass(frozen=True, eq=False)
class Archive(Corpus):
    """A corpus whose articles are on disk; `key` tells what it was made of."""

    shelved: Shelved = field(kw_only=True)
    key: str = field(kw_only=True)

    @classmethod
    def opened(cls, arrays: Arrays, key: str) -> Self:
        """Return the archive of mapped arrays."""
        shelved = put_together(Shelved, arrays)
        articles = Articles(shelved)
        skipped = tuple(Skipped(**each) for each in json.loads(shelved.skipped[0]))
        passages = Passages(shelved, articles)
        return cls(articles, passages, skipped, shelved=shelved, key=key)

    def places_of(self, article_id: str) -> range:
        """Return the places in `passages` of an article's; empty for one that is not there."""
        number = self.numbers.get(article_id)
        return range(0) if number is None else self.shelved.places(number)

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles of the articles, in their order."""
        return [self.shelved.title(number) for number in range(len(self.articles))]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each article by its id."""
        return {article: number for number, article in enumerate(self.shelved.ids.all())}
