"""What is kept in order: the memory, servers that the bot has left, what nobody asks for."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.errors import BotError
from bot.memory.memory import Memory
from bot.shards import Shards

if TYPE_CHECKING:
    # The bot keeps house, and knows this file for it.
    from bot.chat.client import Souffleur

SWEPT_EVERY_HOURS = 6
LOOKED_EVERY_MINUTES = 5

_log = logging.getLogger(__name__)


class Housekeeping(commands.Cog):
    """Sweeps the memory a few times a day, and tells it which servers the bot is still in.

    What could not be told, because the memory was out of order, is told `again_seconds` later.
    """

    def __init__(self, bot: "Souffleur", memory: Memory, *, again_seconds: float) -> None:
        self._bot = bot
        self._memory = memory
        self._again_seconds = again_seconds
        self._sweeping = asyncio.Lock()

    async def cog_load(self) -> None:
        """Begin to sweep."""
        self.sweep.start()
        self.look.start()

    async def cog_unload(self) -> None:
        """Stop sweeping; a sweep that has begun ends first."""
        self.look.cancel()
        async with self._sweeping:
            self.sweep.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was sent away, or that the server is gone."""
        async with self._telling():
            await self._memory.left(guild.id, on=_today())

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot is back: nothing is erased."""
        async with self._telling():
            await self._memory.came_back(guild.id)

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Note the servers that it left, and that called it back, while it was not there."""
        own = Shards((shard_id,), self._bot.held.count)
        async with self._telling():
            await self._tell(own)

    @tasks.loop(hours=SWEPT_EVERY_HOURS)
    async def sweep(self) -> None:
        """Erase what has served its time.

        A server that called the bot back while it was away is not among that: no event tells of it.
        Other processes sweep the servers of their own shards, and know of no others.
        """
        shards = self._bot.held
        async with self._telling(), self._sweeping:
            await self._tell(shards)
            await self._memory.sweep(today=_today(), concerns=shards.hold)
            self.sweep.change_interval(hours=SWEPT_EVERY_HOURS)

    @tasks.loop(minutes=LOOKED_EVERY_MINUTES)
    async def look(self) -> None:
        """Let go of librarians that nobody asks, and listen where that is wanted by now.

        At the start the memory may have been out of order, and in another process a server may have
        switched automatic answers on.
        """
        self._bot.servers.holdings.drop_old()
        if await self._bot.servers.is_listening_wanted(self._bot.held):
            self._bot.begin_listening()

    @sweep.before_loop
    @look.before_loop
    async def _know_the_servers(self) -> None:
        await self._bot.wait_until_ready()

    async def _tell(self, shards: Shards) -> None:
        """Tell of each server of these shards whether the bot is there; raises NotKept.

        A server that comes through another process's shards is never seen here, and not left.
        """
        # Those of an outage are among them: that is no departure.
        there = {guild.id for guild in self._bot.guilds}
        departed = set(filter(shards.hold, await self._memory.departed()))
        if back := departed & there:
            await self._memory.came_back(*back)
        kept = filter(shards.hold, await self._memory.kept_guilds())
        for guild_id in {*kept} - there - departed:
            await self._memory.left(guild_id, on=_today())

    @asynccontextmanager
    async def _telling(self) -> AsyncIterator[None]:
        try:
            yield
        except BotError as error:
            _log.debug("Not told: %s; once more in %g s", error, self._again_seconds)
            self.sweep.change_interval(seconds=self._again_seconds)


def _today() -> date:
    return datetime.now(UTC).date()
