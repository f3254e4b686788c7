"""The bot's life as a process: it comes to Discord, and leaves when it is told to stop."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Iterable

import discord

from bot import __version__
from bot.chat.client import PACE, Souffleur
from bot.chat.connection import CONTENT_REMEDY, Connection, discord_errors, probe, use_address_of
from bot.chat.manners import Limits
from bot.chat.servers import Servers
from bot.chat.starting import stay
from bot.chat.watch import Watch
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
        asyncio.run(_run(settings, Servers(librarian)))
    _log.info("Stopped")


async def _run(settings: Settings, servers: Servers) -> None:
    serving = asyncio.create_task(_serve(settings, servers))
    for name in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such handlers; there, Ctrl-C ends asyncio.run by itself.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
    await serving


async def _serve(settings: Settings, servers: Servers) -> None:
    """Wait for Discord as long as it is away; the endpoints tell so meanwhile."""
    metrics = Metrics()
    metrics.versions(souffleur=__version__, discord_py=discord.__version__)
    log = logs.begin(settings.log_format, settings.log_level, secrets=[_token(settings)])
    # A wrong setting is told in one line of its own: nothing but warnings before the bot is in.
    log.setLevel(logging.WARNING)
    logging.getLogger().addHandler(ErrorCounter(metrics))
    async with Watch(servers, settings, metrics) as watch:
        bots = _Bots(settings, servers, metrics, watch, log)
        await stay(bots.session, PACE)


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

    async def session(self) -> None:
        """Come to Discord and stay; without automatic answers where it does not grant them."""
        connection = await probe(self._settings)
        connection.require_sessions()
        use_address_of(self._settings, connection.gateway_url)
        self._log.setLevel(logging.NOTSET)
        channel_ids = self._settings.auto_answer_channels
        if channel_ids and not connection.reads_messages:
            _log.warning(AUTOMATIC_OFF)
            channel_ids = ()
        with discord_errors(self._settings):
            try:
                await self._connect(connection, channel_ids)
            except discord.PrivilegedIntentsRequired:
                if not channel_ids:
                    raise
                # It was taken back since the first request.
                _log.warning(AUTOMATIC_OFF)
                await self._connect(connection, ())

    async def _connect(self, connection: Connection, channel_ids: Iterable[int]) -> None:
        settings = self._settings
        limits = Limits(
            settings.cooldown_person_questions,
            settings.cooldown_channel_questions,
            settings.cooldown_seconds,
        )
        bot = Souffleur(
            self._servers,
            shards=connection.shards,
            limits=limits,
            channel_ids=channel_ids,
            metrics=self._metrics,
        )
        async with bot:
            await self._watch.over(bot)
            await bot.start(_token(settings))


def _token(settings: Settings) -> str:
    return settings.discord_token.get_secret_value() if settings.discord_token else ""
