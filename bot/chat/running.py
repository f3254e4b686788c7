"""The bot's life as a process: it comes to Discord, and leaves when it is told to stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from bot import __version__
from bot.articles.shelf import Shelf
from bot.chat.client import PACE, Souffleur
from bot.chat.connection import CONTENT_REMEDY, Connection, discord_errors, probe, use_address_of
from bot.chat.manners import Limits
from bot.chat.moderation.library_desk import Library
from bot.chat.moderation.library_intake import Intake
from bot.chat.reloading import Reloading, settle
from bot.chat.servers import Servers
from bot.chat.starting import stay
from bot.chat.watch import Watch
from bot.memory.memory import Memory
from bot.operations import logs
from bot.operations.metrics import ErrorCounter, Metrics
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Holdings, Stacks
from bot.settings import Settings

AUTOMATIC_OFF = f"Automatic answers are off: {CONTENT_REMEDY}"

# A question as people type them, slips and all.
REHEARSAL = "Pourquoi le soufleur chuchote-t-il la replique, et cmb de fois ?"

_log = logging.getLogger(__name__)


def run_bot(settings: Settings, shelf: Shelf, stacks: Stacks) -> None:
    """Run the bot until it is told to stop by SIGTERM or Ctrl-C, then close the connection.

    It answers from what `shelf` holds, now and later. Raises DiscordError when Discord refuses the
    bot or cannot be reached, and CorpusError when there is nothing to answer from.
    """
    librarian = stacks.made_of(Holdings(shelf.read()))
    # The lexicon is read at the first question: nobody need wait for it, and it stays.
    librarian.answer(REHEARSAL)
    settle()
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_run(settings, _Articles(librarian, shelf, stacks)))
    _log.info("Stopped")


@dataclass(frozen=True, slots=True)
class _Articles:
    """What all servers read: as it was read first, and where it is read again."""

    librarian: Librarian
    shelf: Shelf
    stacks: Stacks


async def _run(settings: Settings, articles: _Articles) -> None:
    serving = asyncio.create_task(_serve(settings, articles))

    def leave() -> None:
        # Told again while it leaves, it would be cut off from what it is closing.
        if not serving.cancelling():
            serving.cancel()

    for name in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such handlers; there, Ctrl-C ends asyncio.run by itself.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, leave)
    await serving


async def _serve(settings: Settings, articles: _Articles) -> None:
    """Wait for Discord as long as it is away; the endpoints tell so meanwhile."""
    metrics = Metrics()
    metrics.versions(souffleur=__version__, discord_py=discord.__version__)
    log = logs.begin(
        settings.log_format,
        settings.log_level,
        secrets=settings.secrets,
        shards=str(settings.shards) if settings.shards else None,
    )
    # A wrong setting is told in one line of its own: nothing but warnings before the bot is in.
    log.setLevel(logging.WARNING)
    logging.getLogger().addHandler(ErrorCounter(metrics))
    async with _remembered(settings) as memory:
        servers = Servers(
            articles.librarian,
            memory,
            stacks=articles.stacks,
            limits=Limits(
                settings.cooldown_person_questions,
                settings.cooldown_channel_questions,
                settings.cooldown_seconds,
            ),
            channel_ids=settings.auto_answer_channels,
        )
        reloading = Reloading(servers, articles.shelf, articles.stacks)
        async with Watch(servers, settings, metrics) as watch, reloading.followed():
            library = Library(reloading, Intake(fetches=settings.allow_fetch))
            bots = _Bots(settings, servers, library, metrics, watch, log)
            await stay(bots.session, PACE)


@asynccontextmanager
async def _remembered(settings: Settings) -> AsyncIterator[Memory]:
    memory = await Memory.open(settings.memory_url)
    try:
        yield memory
    finally:
        await memory.close()


@dataclass(slots=True)
class _Bots:
    """The bots of one process, one after the other: each new session at Discord has its own."""

    _settings: Settings
    _servers: Servers
    _library: Library
    _metrics: Metrics
    _watch: Watch
    _log: logging.Handler
    _before: Souffleur | None = None

    async def session(self) -> None:
        """Come to Discord and stay; without automatic answers where it does not grant them.

        Where a server switches them on while the bot does not listen, another session begins.
        """
        while await self._stay_until_listening():
            _log.info("A server wants automatic answers: a new session begins")

    async def _stay_until_listening(self) -> bool:
        """Stay for one session; return True when it ended so that the bot may listen."""
        connection = await probe(self._settings)
        shards = connection.share_for(self._settings).shards
        connection.require_sessions(shards)
        use_address_of(self._settings, connection.gateway_url)
        self._log.setLevel(logging.NOTSET)
        wanted = await self._servers.is_listening_wanted(shards)
        if wanted and not connection.reads_messages:
            _log.warning(AUTOMATIC_OFF)
        is_listening = wanted and connection.reads_messages
        with discord_errors(self._settings):
            try:
                return await self._connect(connection, is_listening=is_listening)
            except discord.PrivilegedIntentsRequired:
                if not is_listening:
                    raise
                # It was taken back since the first request.
                _log.warning(AUTOMATIC_OFF)
                return await self._connect(connection, is_refused_content=True)

    async def _connect(
        self,
        connection: Connection,
        *,
        is_listening: bool = False,
        is_refused_content: bool = False,
    ) -> bool:
        bot = Souffleur(
            self._servers,
            share=connection.share_for(self._settings),
            is_listening=is_listening,
            metrics=self._metrics,
        )
        bot.library = self._library
        bot.is_refused_content = is_refused_content
        if self._before is not None:
            bot.go_on_from(self._before)
        async with bot:
            await self._watch.over(bot)
            await bot.start(_token(self._settings))
        self._before = bot if bot.listens_next else None
        return bot.listens_next


def _token(settings: Settings) -> str:
    return settings.discord_token.get_secret_value() if settings.discord_token else ""
