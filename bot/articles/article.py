"""Articles and their passages: plain values, shared by every layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the corpus.

    `id` is the file's path below the corpus folder, without `.md`, "/" between folders, in
    Unicode NFC: the same on every machine. `prose` is the file's text without Markdown syntax,
    paragraphs separated by blank lines; every passage is a slice of it.
    """

    id: str
    title: str
    site: str | None
    published: date | None
    lang: str
    url: str | None
    prose: str = field(repr=False)
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article, with the list or the attribution that belongs to it.

    `section` holds the headings above it, outermost first, and is empty before the first one.
    `number` counts from 1 within the article. `start` is the offset, in characters, at which
    `text` stands in `article.prose`.
    """

    article: Article
    section: tuple[str, ...]
    number: int
    start: int
    text: str

    @property
    def id(self) -> str:
        """The article's id and the passage's number: `meta-scale-ai#7`."""
        return f"{self.article.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that cannot be served, and why, in words for the person who put it there."""

    path: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """All that the bot knows: articles by id, their passages in that order, what was skipped."""

    articles: Sequence[Article]
    passages: Sequence[Passage]
    skipped: tuple[Skipped, ...] = ()

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles of the articles, in their order."""
        return [article.title for article in self.articles]

    def places_of(self, article_id: str) -> range:
        """Return the places in `passages` of an article's; empty for one that is not there."""
        return self._places.get(article_id, range(0))

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage of that id, None for one that is not there."""
        article_id, _, number = passage_id.rpartition("#")
        # A passage's number is its place among those of its article, from 1.
        places = self.places_of(article_id)
        is_there = number.isascii() and number.isdigit() and 0 < int(number) <= len(places)
        found = self.passages[places[int(number) - 1]] if is_there else None
        return found if found is not None and found.id == passage_id else None

    @cached_property
    def _places(self) -> Mapping[str, range]:
        """The places of each article's passages: they stand in a row."""
        places: dict[str, range] = {}
        for at, passage in enumerate(self.passages):
            first = places.get(passage.article.id, range(at, at)).start
            places[passage.article.id] = range(first, at + 1)
        return places
