"""What each server reads, and how its administrators want it to be answered."""

import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.holdings import HoldingsOf
from bot.chat.manners import Cooldowns, Limits
from bot.chat.phrases import Language
from bot.chat.replies import place_language, reader_language
from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Stacks
from bot.shards import Shards

LIMITS = Limits(person_questions=5, channel_questions=20, seconds=30)
UNDECIDED = GuildSettings()
# Whose cooldowns were counted longest ago is forgotten first.
REMEMBERED_SERVERS = 10_000


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a card is: in which language, and in which server; None in a direct message."""

    language: Language
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a channel, or a thread and its channel."""

    guild_id: int | None
    channel_ids: frozenset[int]


def place_of(said: discord.Interaction[Any] | discord.Message) -> Place:
    """Return where something was said."""
    channel = said.channel
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
    ids = frozenset(filter(None, (channel.id if channel else None, parent_id)))
    return Place(said.guild.id if said.guild else None, ids)


class Servers:
    """Knows what was decided for each server, and which librarian answers there.

    `limits` and `channel_ids`, where questions are answered that nobody asked the bot, are what
    whoever runs it decided. Without a `memory` nothing else is.
    """

    def __init__(
        self,
        librarian: Librarian,
        memory: Memory | None = None,
        *,
        stacks: Stacks | None = None,
        limits: Limits = LIMITS,
        channel_ids: Collection[int] = (),
    ) -> None:
        self.memory = memory
        self.holdings = HoldingsOf(librarian, memory, stacks or Stacks())
        self.indexed_at = time.time()
        self.host_channel_ids = tuple(channel_ids)
        self.host_limits = limits
        self._cooldowns: OrderedDict[int | None, Cooldowns] = OrderedDict()

    @property
    def shared(self) -> Librarian:
        """The librarian of the articles that all servers see."""
        return self.holdings.shared

    def swap(self, librarian: Librarian) -> None:
        """Let another librarian answer from now on; what was begun goes on with the one before."""
        self.holdings.swap(librarian)
        self.indexed_at = time.time()

    async def librarian(self, guild_id: int | None) -> Librarian:
        """Return the librarian of a server, of direct messages for None.

        Whoever answers asks once: the whole of an answer comes from one librarian.
        """
        return await self.holdings.librarian(guild_id, await self.settings(guild_id))

    async def settings(self, guild_id: int | None) -> GuildSettings:
        """Return what was decided for a server; for direct messages nothing is."""
        if guild_id is None or self.memory is None:
            return UNDECIDED
        return await self.memory.settings(guild_id)

    async def reader(self, interaction: discord.Interaction[Any]) -> Reader:
        """Return who is behind an interaction: the server's language goes before their own."""
        decided = (await self.settings(interaction.guild_id)).language
        language = Language(decided) if decided else reader_language(interaction)
        return Reader(language, interaction.guild_id)

    async def reader_of(self, message: discord.Message) -> Reader:
        """Return for whom a reply to a message is: all who read there."""
        guild_id = message.guild.id if message.guild else None
        decided = (await self.settings(guild_id)).language
        return Reader(Language(decided) if decided else place_language(message), guild_id)

    async def is_silent(self, place: Place) -> bool:
        """Tell whether a server wants no answers there for everybody to see."""
        decided = await self.settings(place.guild_id)
        if not place.channel_ids.isdisjoint(decided.silent_channel_ids):
            return True
        only = decided.only_channel_ids
        return bool(only) and place.channel_ids.isdisjoint(only)

    async def is_listening_wanted(self, shards: Shards) -> bool:
        """Tell whether questions are to be answered that nobody asked the bot.

        Only where they come through these shards: no process reads more than it needs. Through
        which a channel of the host's comes is not known.
        """
        if self.host_channel_ids or self.memory is None:
            return bool(self.host_channel_ids)
        return any(map(shards.hold, await self.memory.all_automatic()))

    async def automatic_channel_ids(self, guild_id: int | None) -> Collection[int]:
        """Return where questions are answered that nobody asked the bot."""
        decided = (await self.settings(guild_id)).automatic_channel_ids
        return {*self.host_channel_ids, *decided}

    async def cooldowns(self, guild_id: int | None) -> Cooldowns:
        """Return what counts the questions of a server, of direct messages for None."""
        limits = self._limits_of(await self.settings(guild_id))
        counted = self._cooldowns.get(guild_id)
        if counted is None or counted.limits != limits:
            counted = self._cooldowns[guild_id] = Cooldowns(limits, time.monotonic)
        self._cooldowns.move_to_end(guild_id)
        if len(self._cooldowns) > REMEMBERED_SERVERS:
            self._cooldowns.popitem(last=False)
        return counted

    def people(self) -> set[int]:
        """Return who asked lately."""
        return {each for counted in self._cooldowns.values() for each in counted.people()}

    def forget(self, person_id: int) -> None:
        """Forget when a person asked, where that does not count any more."""
        for counted in self._cooldowns.values():
            counted.forget(person_id)

    def _limits_of(self, decided: GuildSettings) -> Limits:
        host = self.host_limits
        person, channel = decided.person_questions, decided.channel_questions
        return Limits(
            host.person_questions if person is None else person,
            host.channel_questions if channel is None else channel,
            host.seconds if decided.cooldown_seconds is None else decided.cooldown_seconds,
        )
