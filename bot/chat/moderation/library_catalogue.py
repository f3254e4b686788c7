"""What a server reads: its own articles and the shared ones, seen or hidden."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.articles.article import Article
from bot.chat.contents import key_of_id
from bot.chat.moderation.permission import Moderator


class Whose(StrEnum):
    """Whose an article is, and whether the server sees it."""

    OWN = "own"
    SHARED = "shared"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the list.

    `passages` is None for one that this version of the program cannot read. `origin` is an address
    or a file's name, empty where none is known; `day` is when an own one was added, when a shared
    one was published.
    """

    article_id: str
    whose: Whose
    title: str
    passages: int | None
    origin: str
    day: date | None

    @property
    def key(self) -> str:
        """Twelve letters that stand for the article in the ids of buttons and menus."""
        return key_of_id(self.article_id)

    @property
    def is_from_the_web(self) -> bool:
        return self.origin.startswith(("http://", "https://"))


async def own_entries(moderator: Moderator) -> list[Entry]:
    """Return the server's own articles, by id; raises NotKept."""
    notes = await moderator.memory.article_notes(moderator.guild_id)
    librarian = await moderator.servers.librarian(moderator.guild_id)
    known = {article.id: article for article in librarian.corpus.articles}
    counts = Counter(passage.article.id for passage in librarian.corpus.passages)
    return [
        Entry(
            note.article_id,
            Whose.OWN,
            known[note.article_id].title if note.article_id in known else note.article_id,
            counts[note.article_id] if note.article_id in known else None,
            note.source,
            note.added_on,
        )
        for note in notes
    ]


async def shared_entries(moderator: Moderator) -> list[Entry]:
    """Return the articles that all servers may read, by id."""
    hidden = (await moderator.memory.settings(moderator.guild_id)).hidden_article_ids
    corpus = moderator.servers.shared.corpus
    counts = Counter(passage.article.id for passage in corpus.passages)

    def entry(article: Article) -> Entry:
        whose = Whose.HIDDEN if article.id in hidden else Whose.SHARED
        origin = article.url or article.site or ""
        count = counts[article.id]
        return Entry(article.id, whose, article.title, count, origin, article.published)

    return [entry(article) for article in corpus.articles]


async def own_entry(moderator: Moderator, said: str) -> Entry | None:
    """Return the server's own article of that key, or else of that title; raises NotKept."""
    entries = await own_entries(moderator)
    by_key = (entry for entry in entries if entry.key == said)
    wanted = said.strip().casefold()
    by_title = (entry for entry in entries if entry.title.casefold() == wanted)
    return next(by_key, None) or next(by_title, None)
