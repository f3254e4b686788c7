"""What is kept in order: the memory, servers that the bot has left, what nobody asks for."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.errors import BotError
from bot.memory.memory import Memory

if TYPE_CHECKING:
    # The bot keeps house, and knows this file for it.
    from bot.chat.client import Souffleur

SWEPT_EVERY_HOURS = 6
LOOKED_EVERY_MINUTES = 5

_log = logging.getLogger(__name__)


class Housekeeping(commands.Cog):
    """Sweeps the memory a few times a day, and tells it which servers the bot is still in."""

    def __init__(self, bot: "Souffleur", memory: Memory) -> None:
        self._bot = bot
        self._memory = memory
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
        await self._leave(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot is back: nothing is erased."""
        try:
            await self._memory.came_back(guild.id)
        except BotError as error:
            _log.debug("Not noted: %s", error)

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Note the servers that the bot was sent away from while it was not there."""
        there = self._there()
        for guild_id in await self._memory.kept_guilds():
            if guild_id not in there and self._is_of(guild_id, shard_id):
                await self._leave(guild_id)

    @tasks.loop(hours=SWEPT_EVERY_HOURS)
    async def sweep(self) -> None:
        """Erase what has served its time.

        A server that called the bot back while it was away is not among that: no event tells of it.
        """
        async with self._sweeping:
            try:
                for guild_id in self._there().intersection(await self._memory.departed()):
                    await self._memory.came_back(guild_id)
                await self._memory.sweep(today=datetime.now(UTC).date())
            except BotError as error:
                _log.debug("Not swept: %s", error)

    @tasks.loop(minutes=LOOKED_EVERY_MINUTES)
    async def look(self) -> None:
        """Let go of librarians that nobody asks, and listen where that is wanted by now.

        At the start the memory may have been out of order, and in another process a server may have
        switched automatic answers on.
        """
        self._bot.servers.holdings.drop_old()
        if await self._bot.servers.is_listening_wanted():
            self._bot.begin_listening()

    @sweep.before_loop
    @look.before_loop
    async def _know_the_servers(self) -> None:
        await self._bot.wait_until_ready()

    def _there(self) -> set[int]:
        # Those of an outage are among them: that is no departure.
        return {guild.id for guild in self._bot.guilds}

    def _is_of(self, guild_id: int, shard_id: int) -> bool:
        # Discord's documentation, Gateway, Sharding.
        return (guild_id >> 22) % (self._bot.shard_count or 1) == shard_id

    async def _leave(self, guild_id: int) -> None:
        try:
            await self._memory.left(guild_id, on=datetime.now(UTC).date())
        except BotError as error:
            _log.debug("Not noted: %s", error)
