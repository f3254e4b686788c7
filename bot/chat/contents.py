"""The contents of an article: its sections, and its passages by number."""

from dataclasses import dataclass
from hashlib import blake2b

from bot.articles.article import Article, Corpus, Passage
from bot.chat.prints import print_of

KEY_BYTES = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A run of passages below the same headings, which are none before the first heading."""

    headings: tuple[str, ...]
    first_number: int
    count: int


def key_of(article: Article) -> str:
    """Return twelve letters that stand for an article wherever its id may be too long."""
    return key_of_id(article.id)


def key_of_id(article_id: str) -> str:
    """Return the letters that stand for the article of that id."""
    return blake2b(article_id.encode(errors="surrogatepass"), digest_size=KEY_BYTES).hexdigest()


def article_of(corpus: Corpus, key: str) -> Article | None:
    """Return the article of that key, or None when there is none any more."""
    return next((article for article in corpus.articles if key_of(article) == key), None)


def passages_of(corpus: Corpus, article: Article) -> list[Passage]:
    """Return the passages of an article, in its order."""
    return [passage for passage in corpus.passages if passage.article.id == article.id]


def address_of(passage: Passage) -> str:
    """Return by what a card finds a passage again: its article's key and its print, 21 letters."""
    return f"{key_of(passage.article)}.{print_of(passage)}"


def passage_at(corpus: Corpus, address: str) -> Passage | None:
    """Return the passage of that address, wherever it stands today; None when it is gone."""
    key, _, seen = address.partition(".")
    article = article_of(corpus, key)
    passages = passages_of(corpus, article) if article else []
    return next((passage for passage in passages if print_of(passage) == seen), None)


def neighbours(corpus: Corpus, key: str, seen: str) -> list[Passage]:
    """Return the passage of a print between its neighbours, in the article of that key.

    It is looked for by its print: numbers change with the article. Empty when it is gone.
    """
    article = article_of(corpus, key)
    passages = passages_of(corpus, article) if article else []
    found = (at for at, passage in enumerate(passages) if print_of(passage) == seen)
    at = next(found, None)
    return [] if at is None else passages[max(at - 1, 0) : at + 2]


def sections_of(corpus: Corpus, article: Article) -> list[Section]:
    """Return the sections of an article, in its order."""
    sections: list[Section] = []
    for passage in passages_of(corpus, article):
        if sections and sections[-1].headings == passage.section:
            last = sections.pop()
            sections.append(Section(last.headings, last.first_number, last.count + 1))
        else:
            sections.append(Section(passage.section, passage.number, 1))
    return sections
