"""The Discord bot: hears what is said to it, and hands it to the desk."""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.webhook.async_ import async_context

from bot.chat import phrases
from bot.chat.cards import note
from bot.chat.commands import QuestionCommands
from bot.chat.desk import Desk
from bot.chat.following import send_reply
from bot.chat.housekeeping import Housekeeping
from bot.chat.manners import Once
from bot.chat.marks import Marks
from bot.chat.missed import Missed
from bot.chat.moderation import registry
from bot.chat.moderation.library_desk import Library
from bot.chat.pace import Pace
from bot.chat.parsing import UNHEEDED, skipping_broken
from bot.chat.persistence import PersistentAdapter, make_persistent
from bot.chat.presses import ITEMS, is_known
from bot.chat.reading_commands import ReadingCommands
from bot.chat.reconnecting import Doorbell
from bot.chat.replies import guarded, nobody_to_tell, place_language, report, say
from bot.chat.servers import Servers
from bot.chat.sync import sync_when_changed
from bot.chat.translation import PhraseTranslator
from bot.chat.turns import ALONE, Share, sessions_of
from bot.chat.underway import Underway
from bot.operations.metrics import Metrics

PACE = Pace()
# What is fetched after a long absence may be many messages.
REMEMBERED_MESSAGES = 10_000

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["Souffleur"]):
    """The commands, and what happens when one fails."""

    async def interaction_check(self, interaction: discord.Interaction["Souffleur"], /) -> bool:
        """Let every command go on, and the bot wait for it before it leaves."""
        interaction.client.underway.join()
        return True

    async def on_error(
        self, interaction: discord.Interaction["Souffleur"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker that it failed."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(cause, partial(say, interaction, phrases.FAILURE))


class Souffleur(commands.AutoShardedBot):
    """The bot. It keeps no message, and asks for a privileged intent only where it `is_listening`.

    Then it also hears what is not said to it, and answers the questions among that in the channels
    and forums where automatic answers are on. `is_refused_content` when the gateway refused that
    intent, whatever the application's flags say. It is `held` to the shards of
    its share: of servers that come through others it knows nothing.
    """

    def __init__(
        self,
        servers: Servers,
        *,
        share: Share = ALONE,
        is_listening: bool = False,
        metrics: Metrics | None = None,
        pace: Pace = PACE,
    ) -> None:
        self.underway = Underway()
        self.held = shards = share.shards
        self.desk = Desk(servers, metrics or Metrics(), self.underway)
        intents = discord.Intents.default()
        intents.message_content = self.is_listening = is_listening
        self.listens_next = self.is_refused_content = self._goes_on = False
        super().__init__(
            # There are no text commands; this prefix alone needs no privileged intent.
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            shard_ids=list(shards.ids),
            shard_count=shards.count,
            heartbeat_timeout=pace.heartbeat_timeout_seconds,
            guild_ready_timeout=pace.servers_told_seconds,
            max_ratelimit_timeout=pace.longest_limit_seconds,
        )
        self._connection.parsers = {
            event: skipping_broken(event, parse)
            for event, parse in self._connection.parsers.items()
            if event not in UNHEEDED
        }
        make_persistent(self.http, pace)
        Doorbell(self.http, pace)
        self._pace = pace
        self._sessions = sessions_of(share, servers.memory, pace)
        self.missed = Missed(shards)
        self.servers = servers
        self.library = Library()
        """What waits in it is lost with the bot, unless the next one is given the same."""
        # Discord may deliver a message again, and what was missed is fetched from a little before.
        self.heard = Once(remembered=REMEMBERED_MESSAGES)

    def go_on_from(self, before: "Souffleur") -> None:
        """Follow what the bot of the session before was following, and hear what it cannot hear.

        That one is closed, and this one has not started.
        """
        self.underway, self.desk = before.underway, before.desk
        self.missed, self.heard = before.missed, before.heard
        self._goes_on = True

    async def setup_hook(self) -> None:
        """Prepare the buttons and the commands, before the gateway delivers anything."""
        # discord.py answers interactions through what this holds, here and in the tasks to come.
        async_context.set(PersistentAdapter(self._pace))
        if self._goes_on:
            self.desk.messages.hand_over(self)
            await self.missed.hand_over(self)
        self.add_dynamic_items(*ITEMS)
        await self.add_cog(QuestionCommands(self, self.desk))
        await self.add_cog(ReadingCommands(self.desk))
        for cog in registry.COGS:
            await self.add_cog(cog())
        for menu in registry.MENUS:
            self.tree.add_command(menu())
        if self.servers.memory is not None:
            again = self._pace.memory_again_seconds
            await self.add_cog(Housekeeping(self, self.servers.memory, again_seconds=again))
            if not self.held.is_whole:
                await self.add_cog(Marks(self, self.servers.memory.processes))
        if self.held.has_first:
            # One process tells them, whatever the others are.
            await self.tell_commands()

    async def tell_commands(self) -> None:
        """Tell Discord the commands that it does not know yet."""
        try:
            await sync_when_changed(self.tree, PhraseTranslator())
        except discord.HTTPException:
            # Mentions and direct messages still work.
            _log.exception("Discord did not take the commands")

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        _log.info(
            "Ready as %s; shards: %s, servers: %d, passages: %d",
            *(self.user, self.held, len(self.guilds), len(self.servers.shared.corpus.passages)),
        )

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until Discord takes a new session."""
        await self._sessions.turn(shard_id, initial=initial)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a new session begins; one that is resumed does not come here."""
        self.missed.begin(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Hear what was said since the last session."""
        if self.is_closed():
            # It was closed before it was ready; the bot after it hears that.
            return
        guilds = [guild for guild in self.guilds if guild.shard_id == shard_id]
        own_id = self.user.id if self.user else 0
        async for message in self.missed.fetch(shard_id, guilds, own_id=own_id):
            self.dispatch("missed_message", message)

    async def on_missed_message(self, message: discord.Message, /) -> None:
        """Reply to a message that the gateway has not delivered."""
        await self._heed(message)

    async def on_message(self, message: discord.Message, /) -> None:
        """Reply to a message that the gateway delivers: from its id on, nothing was missed."""
        self.missed.hear(message)
        await self._heed(message)

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """Let go of what the server's articles were read into."""
        self.servers.holdings.changed(guild.id)

    async def _heed(self, message: discord.Message) -> None:
        """Reply to what a person says to the bot: in a direct message, or with its mention.

        What is said to nobody is looked at where automatic answers are on.
        """
        self.underway.join()
        user = self.user
        if user is None or not _is_said_by_a_person(message):
            return
        # A server that the bot knows nothing of is not a direct message.
        is_direct = isinstance(message.channel, discord.DMChannel)
        if is_direct or user in message.mentions:
            if self.heard.is_first(message.id):
                work = self.desk.messages.reply(message, user.id)
                await guarded(work, partial(_apologise, message))
            return
        asked = await self.desk.messages.asked_of_everybody(message)
        if asked and self.heard.is_first(message.id):
            await guarded(self.desk.messages.offer(message, asked), nobody_to_tell)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent, /) -> None:
        """Correct the answer to a message that is corrected."""
        self.underway.join()
        if self.user is not None:
            work = self.desk.messages.edited(event.message, self.user.id)
            await guarded(work, nobody_to_tell)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent, /) -> None:
        """Delete the answer to a message that is deleted."""
        self.underway.join()
        await guarded(self.desk.messages.deleted([event.message_id]), nobody_to_tell)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent, /) -> None:
        """Delete the answers to messages that are deleted at once."""
        self.underway.join()
        await guarded(self.desk.messages.deleted(event.message_ids), nobody_to_tell)

    @property
    def may_listen(self) -> bool:
        """Whether Discord lets the bot hear what is not said to it, as far as it knows."""
        flags = self.application_flags
        is_granted = flags.gateway_message_content or flags.gateway_message_content_limited
        return is_granted and not self.is_refused_content

    def begin_listening(self) -> None:
        """Begin a new session, in which the bot hears what is not said to it, where it may."""
        if self.may_listen and not (self.is_listening or self.listens_next):
            self.listens_next = True
            self._closing = asyncio.create_task(self.close())

    async def close(self) -> None:
        """Leave Discord, but send first what is being answered, as far as that is quick."""
        await self.underway.finish()
        await super().close()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected until the bot is closed, or told to stop.

        discord.py forgets that it was told to when it hears it while it reconnects.
        """
        await asyncio.shield(asyncio.create_task(super().connect(reconnect=reconnect)))

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Answer modals, and the buttons that nothing else answers: old ones, or forged."""
        self.missed.note(interaction.id, interaction.guild_id)
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = data.get("custom_id", "")
        if interaction.type is discord.InteractionType.modal_submit:
            await (registry.submitted(custom_id) or self.desk.presses.precised)(interaction)
        if interaction.type is not discord.InteractionType.component:
            return
        if not is_known(custom_id):
            await guarded(say(interaction, phrases.STALE), nobody_to_tell)


def _is_said_by_a_person(message: discord.Message) -> bool:
    kinds = (discord.MessageType.default, discord.MessageType.reply)
    return not message.author.bot and message.webhook_id is None and message.type in kinds


async def _apologise(message: discord.Message) -> None:
    # In place of the answer: should that have arrived after all, this does not.
    await send_reply(message, note(phrases.FAILURE.to(place_language(message))))
