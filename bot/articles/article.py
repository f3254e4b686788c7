"""Articles and their passages: plain values, shared by every layer."""

from dataclasses import dataclass, field
from datetime import date


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


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the bot knows: articles by id, their passages in that order, what was skipped."""

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    skipped: tuple[Skipped, ...] = ()
