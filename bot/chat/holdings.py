"""The librarian of each server: the one that all share, or one of its own where it differs."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from bot.articles.archive import Archive
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
class Shared:
    """The librarian that all servers share, and how many there were before it."""

    librarian: Librarian
    number: int


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
        self._shared = Shared(librarian, 0)
        self._memory = memory
        self._stacks = stacks
        self._looked: OrderedDict[int, tuple[Edition, float]] = OrderedDict()
        self._making: dict[tuple[int, Edition], asyncio.Task[Librarian]] = {}
        # Of its own: whoever waits for a librarian must not hold up answers that are ready.
        self._makers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="librarian")

    @property
    def shared(self) -> Librarian:
        """The librarian of the articles that all servers see."""
        return self._shared.librarian

    def swap(self, librarian: Librarian) -> None:
        """Let all servers share another librarian from now on."""
        self._shared = Shared(librarian, self._shared.number + 1)
        # Each is made anew when it is asked next: the old articles need not stay until then.
        self._stacks.drop_all()

    def changed(self, guild_id: int) -> None:
        """Look again, at the next question, what a server holds."""
        self._looked.pop(guild_id, None)
        self._stacks.drop(guild_id)

    def drop_old(self) -> None:
        """Let go of the librarians that nobody asked for long."""
        self._stacks.drop_old()

    async def librarian(self, guild_id: int | None, decided: GuildSettings) -> Librarian:
        """Return the librarian of a server; making one takes as long as its articles are."""
        if guild_id is None or self._memory is None:
            return self.shared
        seen = await self._seen(self._memory, guild_id)
        # Read together, with nothing awaited between: the number tells which articles these are.
        shared = self._shared
        edition = replace(seen, shared=shared.number, hidden_ids=decided.hidden_article_ids)
        if edition.is_shared:
            return shared.librarian
        held = self._stacks.held(guild_id, edition)
        if held is not None:
            return held
        making = self._making.get((guild_id, edition))
        if making is None:
            work = self._made(self._memory, guild_id, edition, shared.librarian.corpus)
            making = self._making[guild_id, edition] = asyncio.create_task(work)
            making.add_done_callback(lambda _: self._making.pop((guild_id, edition), None))
        # All who ask wait for the same one, and it is finished for the others when one gives up.
        return await asyncio.shield(making)

    async def _made(
        self, memory: Memory, guild_id: int, edition: Edition, shared: Corpus
    ) -> Librarian:
        try:
            own = await memory.articles(guild_id) if edition.own_digests else []
        except NotKept:
            # The memory told the log. What was decided and taught is known all the same.
            edition, own = replace(edition, own_digests=()), []
        made = partial(_held, shared, edition, own)
        loop, stacks = asyncio.get_running_loop(), self._stacks
        return await loop.run_in_executor(self._makers, stacks.librarian, guild_id, edition, made)

    async def _seen(self, memory: Memory, guild_id: int) -> Edition:
        """Return what a server holds, as far as the memory knows it."""
        looked = self._looked.get(guild_id)
        if looked and time.monotonic() - looked[1] < LOOKED_AT_SECONDS:
            return looked[0]
        digests, lessons = await memory.article_digests(guild_id), await memory.lessons(guild_id)
        seen = Edition(0, (), digests, tuple(lessons))
        self._looked[guild_id] = seen, time.monotonic()
        self._looked.move_to_end(guild_id)
        if len(self._looked) > REMEMBERED_SERVERS:
            self._looked.popitem(last=False)
        return seen


def _held(shared: Corpus, edition: Edition, own: Sequence[KeptArticle]) -> Holdings:
    corpus = corpus_with(shared, edition.hidden_ids, own)
    taught = (Taught(each.question, each.article_id, each.passage_text) for each in edition.lessons)
    return Holdings(corpus, tuple(taught))


def corpus_with(shared: Corpus, hidden_ids: Collection[str], own: Iterable[KeptArticle]) -> Corpus:
    """Return what a server reads: the shared articles but the hidden ones, and its own.

    An archive is one for all servers: it would be read anew for each that differs.
    """
    own = list(own)
    if not hidden_ids and not own:
        return shared
    if isinstance(shared, Archive):
        _log.warning("A server has articles of its own or hides some: not beside an archive")
        return shared
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
