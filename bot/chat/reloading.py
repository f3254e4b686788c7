"""The articles that all servers read, read again when their folder changes or somebody asks."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from bot.articles.article import Corpus
from bot.articles.shelf import Shelf
from bot.articles.watching import Pace, changes_of
from bot.chat.servers import Servers
from bot.retrieval.stacks import Holdings, Stacks

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reread:
    """What a folder held when it was read again, and whether that is served only since then."""

    corpus: Corpus
    is_new: bool


class Reloading:
    """Serves what `shelf` holds; a question is answered from what was served when it came.

    `stacks` are those of the servers' own librarians, so that what is made of the same articles is
    there once. What `servers` share must have been read from the same shelf.
    """

    def __init__(
        self, servers: Servers, shelf: Shelf, stacks: Stacks, pace: Pace | None = None
    ) -> None:
        self._servers = servers
        self._shelf = shelf
        self._stacks = stacks
        self._pace = pace
        self._turn = asyncio.Lock()

    async def follow(self) -> None:
        """Serve what the folder holds whenever it changes, without end."""
        async with aclosing(changes_of(self._shelf, self._pace)) as noticed:
            async for _ in noticed:
                await self.again()

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Follow the folder while this is a context; should that fail, the rest goes on."""
        following = asyncio.create_task(self.follow())
        following.add_done_callback(_tell_failure)
        try:
            yield
        finally:
            following.cancel()
            await asyncio.wait({following})

    async def again(self) -> Reread:
        """Read the folder now; where it changed, serve it whole from now on."""
        # One after the other: what was read first must not take the place of what was read last.
        async with self._turn:
            corpus = await asyncio.to_thread(self._shelf.read)
            is_new = corpus.passages is not self._servers.shared.corpus.passages
            if is_new:
                librarian = await asyncio.to_thread(self._stacks.made_of, Holdings(corpus))
                self._servers.swap(librarian)
                _log.info(
                    "Served from now on: %d articles, %d passages",
                    *(len(corpus.articles), len(corpus.passages)),
                )
                del librarian
                await asyncio.to_thread(settle)
            return Reread(corpus, is_new)


def settle() -> None:
    """Let Python's collector pass over what is there: it stays, and to look at it takes long.

    A librarian that is not needed any more goes without it, as nothing in it refers in circles.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _tell_failure(following: asyncio.Task[None]) -> None:
    if not following.cancelled() and (error := following.exception()):
        _log.error("The articles are not watched any more; restart the bot", exc_info=error)
