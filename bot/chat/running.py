"""The bot's life as a process: it comes to Discord, and leaves when it is told to stop."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot import __version__
from bot.chat.client import PACE, Souffleur
from bot.chat.connection import CONTENT_REMEDY, Connection, discord_errors, probe, use_address_of
from bot.chat.manners import Limits
from bot.chat.servers import Servers
from bot.chat.starting import stay
from bot.chat.watch import Watch
from bot.memory.memory import Memory
from bot.operations import logs
from bot.operations.metrics import ErrorCounter, Metrics
from bot.retrieval.librarian import Librarian
from bot.settings import Settings

AUTOMATIC_OFF = f"Automatic answers are off: {CONTENT_REMEDY}"

_log = logging.getLogger(__name__)


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
    """Wait for Discord as long as it is away; the endpoints tell so meanwhile."""
    metrics = Metrics()
    metrics.versions(souffleur=__version__, discord_py=discord.__version__)
    log = logs.begin(settings.log_format, settings.log_level, secrets=[_token(settings)])
    # A wrong setting is told in one line of its own: nothing but warnings before the bot is in.
    log.setLevel(logging.WARNING)
    logging.getLogger().addHandler(ErrorCounter(metrics))
    async with _remembered(settings) as memory:
        servers = Servers(
            librarian,
            memory,
            limits=Limits(
                settings.cooldown_person_questions,
                settings.cooldown_channel_questions,
                settings.cooldown_seconds,
            ),
            channel_ids=settings.auto_answer_channels,
        )
        async with Watch(servers, settings, metrics) as watch:
            bots = _Bots(settings, servers, metrics, watch, log)
            await stay(bots.session, PACE)


@asynccontextmanager
async def _remembered(settings: Settings) -> AsyncIterator[Memory]:
    memory = await Memory.open(settings.memory_url)
    try:
        yield memory
    finally:
        await memory.close()


class _Bots:
    """The bots of one process, one after the other: each new session at Discord has its own."""

    def __init__(
        self,
        settings: Settings,
        servers: Servers,
        metrics: Metrics,
        watch: Watch,
        log: logging.Handler,
    ) -> None:
        self._settings = settings
        self._servers = servers
        self._metrics = metrics
        self._watch = watch
        self._log = log
        self._before: Souffleur | None = None

    async def session(self) -> None:
        """Come to Discord and stay; without automatic answers where it does not grant them.

        Where a server switches them on while the bot does not listen, another session begins.
        """
        while await self._stay_until_listening():
            _log.info("A server wants automatic answers: a new session begins")

    async def _stay_until_listening(self) -> bool:
        """Stay for one session; return True when it ended so that the bot may listen."""
        connection = await probe(self._settings)
        connection.require_sessions()
        use_address_of(self._settings, connection.gateway_url)
        self._log.setLevel(logging.NOTSET)
        wanted = await self._servers.is_listening_wanted()
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
            shards=connection.shards,
            is_listening=is_listening,
            metrics=self._metrics,
        )
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
