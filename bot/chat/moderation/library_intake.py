"""What moderators hand over becomes articles: files and web pages, one after the other."""

import asyncio
from functools import partial

import aiohttp
import discord

from bot.articles.imports.fetching import Excepted, fetch
from bot.articles.imports.importing import MAX_SOURCE_BYTES, Imported, imported, name_in
from bot.articles.imports.refusing import FetchRefused, ImportRefused, Refusal
from bot.errors import BotError

DOWNLOAD_SECONDS = 30.0
READ_SECONDS = 45.0
FETCHING_IS_OFF = "pages are not fetched unless ALLOW_FETCH=true"


class NotHandedOver(BotError):  # noqa: N818 - nothing went wrong here
    """Discord does not hand over a file that was attached."""


class Intake:
    """Reads away from the event loop, and one page at a time: reading may take much memory.

    `fetches` is what the host's ALLOW_FETCH says. `excepted` is for tests: no setting leads there.
    """

    def __init__(
        self,
        *,
        fetches: bool = False,
        seconds: float = READ_SECONDS,
        excepted: frozenset[Excepted] = frozenset(),
    ) -> None:
        self.fetches = fetches
        self._seconds = seconds
        self._excepted = excepted
        self._desk = asyncio.Semaphore(1)

    async def from_file(self, attachment: discord.Attachment) -> Imported:
        """Return the article of a file; raises ImportRefused and NotHandedOver."""
        if attachment.size > MAX_SOURCE_BYTES:
            raise ImportRefused(Refusal.TOO_LARGE, f"it has {attachment.size:,} bytes")
        try:
            async with asyncio.timeout(DOWNLOAD_SECONDS):
                content = await attachment.read()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise NotHandedOver(f"Discord does not hand over the file: {error}") from error
        return await self._read(content, name=attachment.filename)

    async def from_address(self, url: str) -> Imported:
        """Return the article of a web page; raises FetchRefused and ImportRefused."""
        if not self.fetches:
            raise FetchRefused(Refusal.FETCHING_IS_OFF, FETCHING_IS_OFF)
        page = await fetch(url.strip(), excepted=self._excepted)
        return await self._read(
            page.content, name=name_in(page.url), media_type=page.media_type, url=page.url
        )

    async def _read(
        self,
        content: bytes,
        *,
        name: str,
        media_type: str | None = None,
        url: str | None = None,
    ) -> Imported:
        try:
            async with asyncio.timeout(self._seconds):
                await self._desk.acquire()
                read = partial(imported, content, name=name, media_type=media_type, url=url)
                reading = asyncio.ensure_future(asyncio.to_thread(read))
                # A thread cannot be told to stop: the next one begins when it has ended.
                reading.add_done_callback(lambda _: self._desk.release())
                return await asyncio.shield(reading)
        except TimeoutError as error:
            raise ImportRefused(
                Refusal.TOO_SLOW, f"it takes longer than {self._seconds:.0f} seconds"
            ) from error
