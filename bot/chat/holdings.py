"""The librarian of each server: the one that all share, or one of its own where it differs."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial

from bot.articles.article import Corpus
from bot.articles.markdown import parse
from bot.errors import CorpusError, NotKept
from bot.memory.kept import GuildSettings, KeptArticle, Lesson
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Holdings, Stacks
from bot.retrieval.taught import Taught

# Another process may have taught something since, or added an article.
LOOKED_AT_SECONDS = 30.0
REMEMBERED_SERVERS = 10_000
# The ids of a server's own articles begin with it: no path below CORPUS_DIR does.
OWN = "/"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """What makes a server's librarian another one than its neighbour's; nothing of it is text."""

    shared: int
    """Counts the swaps of the shared articles."""
    hidden_ids: tuple[str, ...]
    own_digests: tuple[str, ...]
    lessons: tuple[Lesson, ...]

    @property
    def is_shared(self) -> bool:
        """Whether the server reads what all servers read."""
        return not (self.hidden_ids or self.own_digests or self.lessons)


class HoldingsOf:
    """Finds or builds the librarian of a server.

    A server never reads another's articles: a librarian is built from the shared ones and from
    those that are kept under the server's id.
    """

    def __init__(self, librarian: Librarian, memory: Memory | None, stacks: Stacks) -> None:
        self.shared = librarian
        self._memory = memory
        self._stacks = stacks
        self._edition = 0
        self._looked: OrderedDict[int, tuple[Edition, float]] = OrderedDict()

    def swap(self, librarian: Librarian) -> None:
        """Let all servers share another librarian from now on."""
        self.shared = librarian
        self._edition += 1
        # Each is made anew when it is asked next: the old articles need not stay until then.
        self._stacks.drop_all()

    def changed(self, guild_id: int) -> None:
        """Look again, at the next question, what a server holds."""
        self._looked.pop(guild_id, None)
        self._stacks.drop(guild_id)

    async def librarian(self, guild_id: int | None, decided: GuildSettings) -> Librarian:
        """Return the librarian of a server; building one takes as long as its articles are."""
        if guild_id is None or self._memory is None:
            return self.shared
        shared, edition = self.shared, await self._now(self._memory, guild_id, decided)
        if edition.is_shared:
            return shared
        own = partial(_waited_for, self._memory, guild_id, asyncio.get_running_loop())
        holdings = partial(_held, shared.corpus, edition, own)
        try:
            return await asyncio.to_thread(self._stacks.librarian, guild_id, edition, holdings)
        except NotKept:
            # The memory told the log; what all servers read is there without it.
            return shared

    async def _now(self, memory: Memory, guild_id: int, decided: GuildSettings) -> Edition:
        hidden = decided.hidden_article_ids
        looked = self._looked.get(guild_id)
        if looked and time.monotonic() - looked[1] < LOOKED_AT_SECONDS:
            return replace(looked[0], shared=self._edition, hidden_ids=hidden)
        digests, lessons = await memory.article_digests(guild_id), await memory.lessons(guild_id)
        edition = Edition(self._edition, hidden, digests, tuple(lessons))
        self._looked[guild_id] = edition, time.monotonic()
        self._looked.move_to_end(guild_id)
        if len(self._looked) > REMEMBERED_SERVERS:
            self._looked.popitem(last=False)
        return edition


def _waited_for(
    memory: Memory, guild_id: int, loop: asyncio.AbstractEventLoop
) -> list[KeptArticle]:
    """Return a server's articles to the thread that builds its librarian."""
    return asyncio.run_coroutine_threadsafe(memory.articles(guild_id), loop).result()


def _held(shared: Corpus, edition: Edition, own: Callable[[], list[KeptArticle]]) -> Holdings:
    kept = own() if edition.own_digests else []
    corpus = corpus_with(shared, edition.hidden_ids, kept)
    taught = (Taught(each.question, each.article_id, each.passage_text) for each in edition.lessons)
    return Holdings(corpus, tuple(taught))


def corpus_with(shared: Corpus, hidden_ids: Collection[str], own: Iterable[KeptArticle]) -> Corpus:
    """Return what a server reads: the shared articles but the hidden ones, and its own."""
    articles = [article for article in shared.articles if article.id not in hidden_ids]
    passages = [passage for passage in shared.passages if passage.article.id not in hidden_ids]
    for kept in own:
        try:
            article, own_passages = parse(kept.markdown, article_id=kept.article_id)
        except CorpusError as error:
            # It was read when it was added; another version of the program may read otherwise.
            _log.warning("An article of a server cannot be read any more: %s", error)
            continue
        articles.append(article)
        passages += own_passages
    return Corpus(tuple(articles), tuple(passages))
