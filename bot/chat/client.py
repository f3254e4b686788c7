"""The Discord bot: hears what is said to it, and hands it to the desk."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.webhook.async_ import async_context

from bot.chat import phrases
from bot.chat.buttons import BUTTONS, is_known
from bot.chat.cards import note
from bot.chat.commands import PhraseTranslator, QuestionCommands
from bot.chat.connection import discord_errors, probe, use_address_of
from bot.chat.desk import Desk, without_mention
from bot.chat.missed import Missed
from bot.chat.pace import Pace
from bot.chat.persistence import PersistentAdapter, make_persistent
from bot.chat.reconnecting import Doorbell, Sessions
from bot.chat.replies import guarded, place_language, report, say
from bot.chat.starting import stay
from bot.chat.sync import sync_when_changed
from bot.retrieval.librarian import Librarian
from bot.settings import Settings

REMEMBERED_MESSAGES = 10_000
# Docker kills ten seconds after it has asked to stop.
LAST_REPLIES_SECONDS = 5
PACE = Pace()
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

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
    """The bot. It asks for no privileged intent and keeps no message."""

    def __init__(self, librarian: Librarian, *, shards: int, pace: Pace = PACE) -> None:
        super().__init__(
            # There are no text commands; this prefix alone needs no privileged intent.
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            shard_count=shards,
            heartbeat_timeout=pace.heartbeat_timeout_seconds,
            max_ratelimit_timeout=pace.longest_limit_seconds,
        )
        self._connection.parsers = {
            event: _skipping_broken(event, parse)
            for event, parse in self._connection.parsers.items()
        }
        make_persistent(self.http, pace)
        Doorbell(self.http, pace)
        self._pace = pace
        self._sessions = Sessions(pace, shards=shards)
        self._missed = Missed()
        self.desk = Desk(librarian)
        self._passages = len(librarian.corpus.passages)
        self._replying: set[asyncio.Task[None]] = set()
        # Discord may deliver a message again when a connection is resumed.
        self._heard: deque[int] = deque(maxlen=REMEMBERED_MESSAGES)

    async def setup_hook(self) -> None:
        """Prepare the buttons and the commands, before the gateway delivers anything."""
        # discord.py answers interactions through what this holds, here and in the tasks to come.
        async_context.set(PersistentAdapter(self._pace))
        self.add_dynamic_items(*BUTTONS)
        await self.add_cog(QuestionCommands(self.desk))
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

    async def before_identify_hook(self, _shard: int | None, *, initial: bool = False) -> None:
        """Wait until Discord takes a new session."""
        await self._sessions.turn(initial=initial)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a new session begins; one that is resumed does not come here."""
        self._missed.begin(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Hear what was said since the last session."""
        guilds = [guild for guild in self.guilds if guild.shard_id == shard_id]
        async for message in self._missed.fetch(shard_id, guilds):
            self.dispatch("missed_message", message)

    async def on_missed_message(self, message: discord.Message, /) -> None:
        """Reply to a message that the gateway has not delivered."""
        await self._heed(message)

    async def on_message(self, message: discord.Message, /) -> None:
        """Reply to a message that the gateway delivers: from its id on, nothing was missed."""
        self._missed.hear(message)
        await self._heed(message)

    async def _heed(self, message: discord.Message) -> None:
        """Reply to what a person says to the bot: in a direct message, or with its mention."""
        user = self.user
        if user is None or not _is_said_by_a_person(message) or message.id in self._heard:
            return
        # A server that the bot knows nothing of is not a direct message.
        is_direct = isinstance(message.channel, discord.DMChannel)
        if not is_direct and user not in message.mentions:
            return
        self._heard.append(message.id)
        work = guarded(
            self.desk.reply(message, without_mention(message.content, user.id)),
            partial(_apologise, message),
        )
        replying = asyncio.create_task(work)
        self._replying.add(replying)
        replying.add_done_callback(self._replying.discard)
        await replying

    async def close(self) -> None:
        """Leave Discord, but send first what is being answered, as far as that is quick."""
        if self._replying:
            await asyncio.wait(self._replying, timeout=LAST_REPLIES_SECONDS)
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Answer the buttons that nothing else answers: those of an older version, or forged."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Mapping[str, Any] = interaction.data or {}
        if not is_known(data.get("custom_id", "")):
            await say(interaction, phrases.STALE)


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
    # The nonce of the answer: should that have arrived after all, this one does not.
    await message.channel.send(
        view=card, reference=reference, mention_author=False, nonce=message.id
    )


def run_bot(settings: Settings, librarian: Librarian) -> None:
    """Run the bot until it is told to stop by SIGTERM or Ctrl-C, then close the connection.

    Raises DiscordError when Discord refuses the bot or cannot be reached.
    """
    # What is loaded stays: to look through it again and again would hold up answers.
    gc.collect()
    gc.freeze()
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
    # A wrong setting is told in one line of its own: nothing but warnings before the bot is in.
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    await stay(partial(_session, settings, librarian), PACE)


async def _session(settings: Settings, librarian: Librarian) -> None:
    connection = await probe(settings)
    connection.require_sessions()
    use_address_of(settings, connection.gateway_url)
    logging.getLogger().setLevel(logging.INFO)
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    with discord_errors(settings):
        async with Souffleur(librarian, shards=connection.shards) as bot:
            await bot.start(token)
