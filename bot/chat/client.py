"""The Discord bot: hears what is said to it, and hands it to the desk."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import phrases
from bot.chat.cards import note
from bot.chat.commands import PhraseTranslator, QuestionCommands
from bot.chat.connection import CONTENT_REMEDY, Connection, discord_errors, probe, use_address_of
from bot.chat.desk import Desk
from bot.chat.manners import Limits, Once
from bot.chat.presses import ITEMS, is_known
from bot.chat.reading_commands import ReadingCommands
from bot.chat.replies import guarded, nobody_to_tell, place_language, report, say
from bot.chat.sync import sync_when_changed
from bot.retrieval.librarian import Librarian
from bot.settings import Settings

# Docker kills ten seconds after it has asked to stop.
LAST_REPLIES_SECONDS = 5
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

LIMITS = Limits(person_questions=5, channel_questions=20, seconds=30)

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["Souffleur"]):
    """The commands, and what happens when one fails."""

    async def on_error(
        self, interaction: discord.Interaction["Souffleur"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker that it failed."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(cause, partial(say, interaction, phrases.FAILURE))


class Souffleur(commands.AutoShardedBot):
    """The bot. It keeps no message, and asks for a privileged intent only for `channel_ids`.

    Those are the channels and forums where every question is answered, also one that is not said
    to the bot.
    """

    def __init__(
        self,
        librarian: Librarian,
        *,
        shards: int,
        limits: Limits = LIMITS,
        channel_ids: Iterable[int] = (),
    ) -> None:
        self.desk = Desk(librarian, limits, channel_ids)
        intents = discord.Intents.default()
        intents.message_content = self.desk.messages.is_listening
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
            shard_count=shards,
        )
        self._connection.parsers = {
            event: _skipping_broken(event, parse)
            for event, parse in self._connection.parsers.items()
        }
        self._passages = len(librarian.corpus.passages)
        self._replying: set[asyncio.Task[None]] = set()
        # Discord may deliver a message again when a connection is resumed.
        self._heard = Once()

    async def setup_hook(self) -> None:
        """Prepare the buttons and the commands, before the gateway delivers anything."""
        self.add_dynamic_items(*ITEMS)
        await self.add_cog(QuestionCommands(self, self.desk))
        await self.add_cog(ReadingCommands(self.desk))
        try:
            await sync_when_changed(self.tree, PhraseTranslator())
        except discord.HTTPException:
            # Mentions and direct messages still work.
            _log.exception("Discord did not take the commands")

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        _log.info(
            "Ready as %s; servers: %d, passages: %d",
            *(self.user, len(self.guilds), self._passages),
        )

    async def on_message(self, message: discord.Message, /) -> None:
        """Reply to what a person says to the bot: in a direct message, or with its mention.

        What is said to nobody is looked at where automatic answers are on.
        """
        user = self.user
        if user is None or not _is_said_by_a_person(message):
            return
        if message.guild is None or user in message.mentions:
            if self._heard.is_first(message.id):
                work = self.desk.messages.reply(message, user.id)
                await self._finish(guarded(work, partial(_apologise, message)))
        elif self.desk.messages.may_answer(message) and self._heard.is_first(message.id):
            await self._finish(guarded(self.desk.messages.offer(message), nobody_to_tell))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent, /) -> None:
        """Correct the answer to a message that is corrected."""
        if self.user is not None:
            work = self.desk.messages.edited(event.message, self.user.id)
            await self._finish(guarded(work, nobody_to_tell))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent, /) -> None:
        """Delete the answer to a message that is deleted."""
        await self._finish(guarded(self.desk.messages.deleted([event.message_id]), nobody_to_tell))

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent, /) -> None:
        """Delete the answers to messages that are deleted at once."""
        await self._finish(guarded(self.desk.messages.deleted(event.message_ids), nobody_to_tell))

    async def _finish(self, work: Awaitable[None]) -> None:
        """Do `work`; the bot does not leave before it is done."""
        replying = asyncio.ensure_future(work)
        self._replying.add(replying)
        replying.add_done_callback(self._replying.discard)
        await replying

    async def close(self) -> None:
        """Leave Discord, but send first what is being answered, as far as that is quick."""
        if self._replying:
            await asyncio.wait(self._replying, timeout=LAST_REPLIES_SECONDS)
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Answer modals, and the buttons that nothing else answers: old ones, or forged."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.desk.presses.precised(interaction)
        if interaction.type is not discord.InteractionType.component:
            return
        data: Mapping[str, Any] = interaction.data or {}
        if not is_known(data.get("custom_id", "")):
            await guarded(say(interaction, phrases.STALE), nobody_to_tell)


def _skipping_broken(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return `parse`, but for an event that is not as Discord documents it: logged and skipped.

    discord.py lets such an event end the whole connection, and offers no other place to catch it.
    """

    def parse_or_skip(data: Any) -> None:  # noqa: ANN401 - whatever the gateway sent
        try:
            parse(data)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            _log.error("A broken %s was skipped: %r", event, error)

    return parse_or_skip


def _is_said_by_a_person(message: discord.Message) -> bool:
    kinds = (discord.MessageType.default, discord.MessageType.reply)
    return not message.author.bot and message.webhook_id is None and message.type in kinds


async def _apologise(message: discord.Message) -> None:
    card = note(phrases.FAILURE.to(place_language(message)))
    reference = message.to_reference(fail_if_not_exists=False)
    await message.channel.send(view=card, reference=reference, mention_author=False)


def run_bot(settings: Settings, librarian: Librarian) -> None:
    """Run the bot until it is told to stop by SIGTERM or Ctrl-C, then close the connection.

    Raises DiscordError when Discord refuses the bot or cannot be reached.
    """
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_run(settings, librarian))
    _log.info("Stopped")


async def _run(settings: Settings, librarian: Librarian) -> None:
    serving = asyncio.create_task(_serve(settings, librarian))
    for name in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such handlers; there, Ctrl-C ends asyncio.run by itself.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
    await serving


async def _serve(settings: Settings, librarian: Librarian) -> None:
    connection = await probe(settings)
    use_address_of(settings, connection.gateway_url)
    # Only now: before, a wrong setting is told in one line of its own.
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    channel_ids = settings.auto_answer_channels
    if channel_ids and not connection.reads_messages:
        _log.warning("Automatic answers are off: %s", CONTENT_REMEDY)
        channel_ids = ()
    with discord_errors(settings):
        try:
            await _connect(settings, connection, librarian, channel_ids)
        except discord.PrivilegedIntentsRequired:
            # It was taken back between the two requests.
            _log.warning("Automatic answers are off: %s", CONTENT_REMEDY)
            await _connect(settings, connection, librarian, ())


async def _connect(
    settings: Settings,
    connection: Connection,
    librarian: Librarian,
    channel_ids: Iterable[int],
) -> None:
    limits = Limits(
        settings.cooldown_person_questions,
        settings.cooldown_channel_questions,
        settings.cooldown_seconds,
    )
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    shards = connection.shards
    async with Souffleur(librarian, shards=shards, limits=limits, channel_ids=channel_ids) as bot:
        await bot.start(token)
