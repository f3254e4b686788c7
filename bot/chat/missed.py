"""Questions that were asked while the bot had no session at the gateway.

A session that is resumed brings them along; after one that Discord gave up, nobody does. They are
then fetched, from the channels in which something was written meanwhile.
"""

import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.memory.processes import Heard
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


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct channel, the id of what was heard there last, and of whom it is, where known."""

    channel: Any
    last_id: int
    person_id: int | None


class Missed:
    """Remembers what was heard last through each shard, for the day on which something is not."""

    def __init__(self, shards: Shards) -> None:
        self._shards = shards
        self._newest: dict[int, int] = {}
        # Where nothing was heard yet: when the session began, and what another process heard.
        self._begun: dict[int, int] = {}
        self._before: dict[int, int] = {}
        # Discord says when something was last written in a channel, but not in a direct one: those
        # that were heard last, by their ids, the latest at the end.
        self._direct: OrderedDict[int, Direct] = OrderedDict()
        self._gaps: dict[int, int] = {}

    async def know(self, heard: Heard, bot: discord.Client) -> None:
        """Learn what another process heard through these shards; `bot` is logged in."""
        for shard_id, until in heard.until_ms.items():
            sure = until - int(TAKEN_OVER_MARGIN_SECONDS * 1000)
            self._before[shard_id] = max(0, _id_at(sure))
        new = {n: _id_at(at) for n, at in heard.direct_ms.items() if n not in self._direct}
        await self._find(new, bot)

    def heard(self) -> Heard:
        """Return what this process heard, as `know` takes it."""
        heard, oldest = self._begun | self._newest, _oldest()
        until_ms = {shard_id: _ms_of(newest) for shard_id, newest in heard.items()}
        late = {n: each for n, each in self._direct.items() if each.last_id >= oldest}
        direct = {n: _ms_of(each.last_id) for n, each in late.items()}
        return Heard(until_ms, direct)

    def forget(self, person_id: int) -> None:
        """Forget that somebody wrote in private."""
        own = [n for n, each in self._direct.items() if each.person_id == person_id]
        for channel_id in own:
            del self._direct[channel_id]

    def hear(self, message: discord.Message) -> None:
        """Note a message that the gateway delivered."""
        is_direct = isinstance(message.channel, discord.DMChannel)
        if message.guild is not None or is_direct:
            self.note(message.id, message.guild.id if message.guild else None)
        if is_direct and not message.author.bot:
            self._direct[message.channel.id] = Direct(
                message.channel, message.id, message.author.id
            )
            self._direct.move_to_end(message.channel.id)
            if len(self._direct) > DIRECT_CHANNELS:
                self._direct.popitem(last=False)

    def note(self, event_id: int, guild_id: int | None) -> None:
        """Note the id of anything that the gateway delivered: it is of Discord's own clock."""
        shard_id = self._shards.of_guild(guild_id)
        if shard_id in self._shards.ids:
            self._newest[shard_id] = max(self._newest.get(shard_id, 0), event_id)

    async def hand_over(self, bot: discord.Client) -> None:
        """Go on with another client: what was heard through the one before is asked of this one."""
        known, self._direct = self._direct, OrderedDict()
        await self._find({channel_id: each.last_id for channel_id, each in known.items()}, bot)

    async def _find(self, known: Mapping[int, int], bot: discord.Client) -> None:
        for channel_id, last_id in known.items():
            with contextlib.suppress(discord.HTTPException):
                channel = await bot.fetch_channel(channel_id)
                recipient = getattr(channel, "recipient", None)
                person_id = recipient.id if recipient else None
                self._direct[channel_id] = Direct(channel, last_id, person_id)

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
        oldest = _oldest()
        after = discord.Object(max(gap - (int(MARGIN_SECONDS * 1000) << 22), oldest, 0))
        since = max(gap, oldest)
        direct = [each.channel for each in self._direct.values()] if shard_id == 0 else []
        channels = [*direct, *_written_in(guilds, since)]
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


def _oldest() -> int:
    """Return the first id of what is answered still."""
    return _id_at(int((time.time() - OLDEST_SECONDS) * 1000))


def _id_at(ms: int) -> int:
    """Return the first id that Discord gives at that time, in milliseconds since 1970."""
    return ms - discord.utils.DISCORD_EPOCH << 22


def _ms_of(event_id: int) -> int:
    return (event_id >> 22) + discord.utils.DISCORD_EPOCH
