"""Questions that were asked while the bot had no session at the gateway.

A session that is resumed brings them along; after one that Discord gave up, nobody does. They are
then fetched, from the channels in which something was written meanwhile.
"""

import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import discord

from bot.shards import Shards

# Whoever asked earlier no longer waits.
OLDEST_SECONDS = 600.0
# Ids are made by many machines, whose clocks differ a little.
MARGIN_SECONDS = 2.0
# A process that was killed may not have answered what it had heard; what it answered is seen.
TAKEN_OVER_MARGIN_SECONDS = 10.0
CHANNELS = 200
MESSAGES_A_CHANNEL = 100
DIRECT_CHANNELS = 20

_log = logging.getLogger(__name__)


class Missed:
    """Remembers what was heard last through each shard, for the day on which something is not."""

    def __init__(self, shards: Shards) -> None:
        self._shards = shards
        self._newest: dict[int, int] = {}
        # Where nothing was heard yet: when the session began, and what another process heard.
        self._begun: dict[int, int] = {}
        self._before: dict[int, int] = {}
        # Discord says when something was last written in a channel, but not in a direct one.
        self._direct: deque[Any] = deque(maxlen=DIRECT_CHANNELS)
        self._gaps: dict[int, int] = {}

    def know(self, until_ms: Mapping[int, int]) -> None:
        """Learn up to when another process heard these shards, by Discord's clock, since 1970."""
        for shard_id, until in until_ms.items():
            sure = until - int(TAKEN_OVER_MARGIN_SECONDS * 1000)
            self._before[shard_id] = max(0, _id_at(sure))

    def heard_until_ms(self) -> dict[int, int]:
        """Return up to when this process heard each shard, as `know` takes it."""
        heard = self._begun | self._newest
        return {shard_id: _ms_of(newest) for shard_id, newest in heard.items()}

    def hear(self, message: discord.Message) -> None:
        """Note a message that the gateway delivered."""
        is_direct = isinstance(message.channel, discord.DMChannel)
        if message.guild is not None or is_direct:
            self.note(message.id, message.guild.id if message.guild else None)
        if is_direct and all(message.channel.id != known.id for known in self._direct):
            self._direct.append(message.channel)

    def note(self, event_id: int, guild_id: int | None) -> None:
        """Note the id of anything that the gateway delivered: it is of Discord's own clock."""
        shard_id = self._shards.of_guild(guild_id)
        if shard_id in self._shards.ids:
            self._newest[shard_id] = max(self._newest.get(shard_id, 0), event_id)

    async def hand_over(self, bot: discord.Client) -> None:
        """Go on with another client: what was heard through the one before is asked of this one."""
        known, self._direct = list(self._direct), deque(maxlen=DIRECT_CHANNELS)
        for channel in known:
            with contextlib.suppress(discord.HTTPException):
                self._direct.append(await bot.fetch_channel(channel.id))

    def begin(self, shard_id: int) -> None:
        """Note that a shard begins a session: from here on the gateway delivers again."""
        for known in (self._newest, self._begun, self._before):
            if shard_id in known:
                # A session that ended before its gap was looked through leaves a longer one.
                self._gaps.setdefault(shard_id, known[shard_id])
                break
        # This machine's clock, until Discord's is heard.
        self._begun[shard_id] = _id_at(time.time_ns() // 1_000_000)

    async def fetch(
        self, shard_id: int, guilds: list[discord.Guild], *, own_id: int
    ) -> AsyncIterator[discord.Message]:
        """Yield what was written before the shard's session began, and perhaps a little more.

        `guilds` are those of the shard. Direct messages are delivered to shard 0. What the bot,
        `own_id`, has replied to already is left out: another process may have been there.
        """
        gap = self._gaps.pop(shard_id, 0)
        if not gap:
            return
        oldest = _id_at(int((time.time() - OLDEST_SECONDS) * 1000))
        after = discord.Object(max(gap - (int(MARGIN_SECONDS * 1000) << 22), oldest, 0))
        since = max(gap, oldest)
        channels = [*(self._direct if shard_id == 0 else ()), *_written_in(guilds, since)]
        for channel in channels[:CHANNELS]:
            try:
                history = channel.history(after=after, limit=MESSAGES_A_CHANNEL, oldest_first=True)
                written = [message async for message in history]
            except discord.HTTPException as error:
                _log.info("What was missed in channel %d cannot be read: %s", channel.id, error)
                continue
            answered = set(_replied_to(written, own_id))
            for message in written:
                if message.id not in answered:
                    yield message


def _written_in(guilds: list[discord.Guild], after: int) -> Iterator[Any]:
    for guild in guilds:
        for channel in (*guild.channels, *guild.threads):
            last = getattr(channel, "last_message_id", None)
            if isinstance(channel, discord.abc.Messageable) and last and last > after:
                yield channel


def _replied_to(messages: list[discord.Message], own_id: int) -> Iterator[int]:
    for message in messages:
        reference = message.reference
        if message.author.id == own_id and reference and reference.message_id:
            yield reference.message_id


def _id_at(ms: int) -> int:
    """Return the first id that Discord gives at that time, in milliseconds since 1970."""
    return ms - discord.utils.DISCORD_EPOCH << 22


def _ms_of(event_id: int) -> int:
    return (event_id >> 22) + discord.utils.DISCORD_EPOCH
