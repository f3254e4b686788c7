"""Questions that were asked while the bot had no session at the gateway.

A session that is resumed brings them along; after one that Discord gave up, nobody does. They are
then fetched, from the channels in which something was written meanwhile.
"""

import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord

# Whoever asked earlier no longer waits.
OLDEST_SECONDS = 600.0
# Ids are made by many machines, whose clocks differ a little.
MARGIN_SECONDS = 2.0
CHANNELS = 200
MESSAGES_A_CHANNEL = 100
DIRECT_CHANNELS = 20

_log = logging.getLogger(__name__)


class Missed:
    """Remembers what was heard last, for the day on which something is not heard."""

    def __init__(self) -> None:
        self._newest = 0
        # Discord says when something was last written in a channel, but not in a direct one.
        self._direct: deque[Any] = deque(maxlen=DIRECT_CHANNELS)
        self._gaps: dict[int, int] = {}

    def hear(self, message: discord.Message) -> None:
        """Note a message that the gateway delivered."""
        self.note(message.id)
        is_direct = isinstance(message.channel, discord.DMChannel)
        if is_direct and all(message.channel.id != known.id for known in self._direct):
            self._direct.append(message.channel)

    def note(self, event_id: int) -> None:
        """Note the id of anything that the gateway delivered: it is of Discord's own clock."""
        self._newest = max(self._newest, event_id)

    async def hand_over(self, bot: discord.Client) -> None:
        """Go on with another client: what was heard through the one before is asked of this one."""
        known, self._direct = list(self._direct), deque(maxlen=DIRECT_CHANNELS)
        for channel in known:
            with contextlib.suppress(discord.HTTPException):
                self._direct.append(await bot.fetch_channel(channel.id))

    def begin(self, shard_id: int) -> None:
        """Note that a shard begins a session: from here on the gateway delivers again."""
        if self._newest:
            # A session that ended before its gap was looked through leaves a longer one.
            self._gaps.setdefault(shard_id, self._newest)

    async def fetch(
        self, shard_id: int, guilds: list[discord.Guild]
    ) -> AsyncIterator[discord.Message]:
        """Yield what was written before the shard's session began, and perhaps a little more.

        `guilds` are those of the shard. Direct messages are delivered to shard 0.
        """
        gap = self._gaps.pop(shard_id, 0)
        if not gap:
            return
        oldest = int((time.time() - OLDEST_SECONDS) * 1000) - discord.utils.DISCORD_EPOCH << 22
        after = discord.Object(max(gap - (int(MARGIN_SECONDS * 1000) << 22), oldest, 0))
        channels = [*(self._direct if shard_id == 0 else ()), *_written_in(guilds, gap)]
        for channel in channels[:CHANNELS]:
            try:
                history = channel.history(after=after, limit=MESSAGES_A_CHANNEL, oldest_first=True)
                async for message in history:
                    yield message
            except discord.HTTPException as error:
                _log.info("What was missed in channel %d cannot be read: %s", channel.id, error)


def _written_in(guilds: list[discord.Guild], after: int) -> Iterator[Any]:
    for guild in guilds:
        for channel in (*guild.channels, *guild.threads):
            last = getattr(channel, "last_message_id", None)
            if isinstance(channel, discord.abc.Messageable) and last and last > after:
                yield channel
