"""What a process tells those beside it, and the one that will take its place, as it goes along."""

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.errors import NotKept
from bot.memory.processes import NOTHING, Heard, Processes

if TYPE_CHECKING:
    # The bot writes its marks, and knows this file for it.
    from bot.chat.client import Souffleur

WRITTEN_EVERY_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Marks(commands.Cog):
    """Writes down up to when each shard was heard, and forgets whom another process forgot.

    While the memory is out of order nothing is written; what was missed then is older than what is
    fetched, or fetched once more: an answer that is there is seen.
    """

    def __init__(self, bot: "Souffleur", processes: Processes) -> None:
        self._bot = bot
        self._processes = processes
        self._written = NOTHING
        self._last_erasure: int | None = None
        self._told_twice: set[int] = set()
        # What is written is compared with what was: one after the other.
        self._telling = asyncio.Lock()

    async def cog_load(self) -> None:
        """Learn what the process before this one heard, and begin to write."""
        try:
            await self._bot.missed.know(await self._processes.heard(self._bot.held), self._bot)
            self._last_erasure = await self._processes.last_erasure()
        except NotKept as error:
            _log.warning("What was asked while no process was there is not known: %s", error)
        self.write.start()

    async def cog_unload(self) -> None:
        """Stop; what was heard until now is written down for whoever comes after."""
        async with self._telling:
            self.write.cancel()
        await self._tell()

    @commands.Cog.listener()
    async def on_shard_connect(self, _shard_id: int) -> None:
        """Tell at once that a shard is heard: its process may not live until the next time."""
        await self._tell()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Tell at once where somebody begins to write in private: nobody else knows that place."""
        is_known = message.channel.id in self._written.direct_ms
        if isinstance(message.channel, discord.DMChannel) and not is_known:
            await self._tell()

    @tasks.loop(seconds=WRITTEN_EVERY_SECONDS)
    async def write(self) -> None:
        """Tell the others, and hear from them."""
        await self._tell()
        await self._listen()

    async def _tell(self) -> None:
        async with self._telling:
            heard = self._bot.missed.heard()
            if heard != self._written:
                await self._tell_of(heard)

    async def _tell_of(self, heard: Heard) -> None:
        try:
            twice = await self._processes.hear(self._bot.held, heard, before=self._written)
        except NotKept as error:
            # Whether it was kept all the same is not known.
            self._written = NOTHING
            _log.debug("What was heard is not noted: %s", error)
        else:
            self._written = heard
            self._tell_twice(twice)

    def _tell_twice(self, shard_ids: set[int]) -> None:
        """Tell once of each shard that it is not this process's alone."""
        if new := shard_ids - self._told_twice:
            self._told_twice |= new
            _log.warning(
                "Another process has shards of this one too: %s; each question there is answered "
                "by both, until each shard is named once in SHARD_IDS or --shards",
                ", ".join(map(str, sorted(new))),
            )

    async def _listen(self) -> None:
        try:
            if self._last_erasure is None:
                self._last_erasure = await self._processes.last_erasure()
            after = self._last_erasure
            erased = await self._processes.erased(self._bot.desk.people, after=after)
        except NotKept as error:
            _log.debug("Whom others forgot is not known: %s", error)
            return
        for person_id in erased.people:
            self._bot.desk.forget(person_id)
            self._bot.missed.forget(person_id)
        self._last_erasure = erased.last_id
