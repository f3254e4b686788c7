"""The bot's life as a process: it comes to Discord, and leaves when it is told to stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterable

import discord

from bot import __version__
from bot.chat.client import Souffleur
from bot.chat.connection import CONTENT_REMEDY, Connection, discord_errors, probe, use_address_of
from bot.chat.manners import Limits
from bot.chat.watch import Watch
from bot.operations import logs
from bot.operations.metrics import ErrorCounter, Metrics
from bot.retrieval.librarian import Librarian
from bot.settings import Settings

_log = logging.getLogger(__name__)


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
    metrics = Metrics()
    metrics.versions(souffleur=__version__, discord_py=discord.__version__)
    # Only now: before, a wrong setting is told in one line of its own.
    logs.begin(settings.log_format, settings.log_level, secrets=[_token(settings)])
    logging.getLogger().addHandler(ErrorCounter(metrics))
    channel_ids = settings.auto_answer_channels
    if channel_ids and not connection.reads_messages:
        _log.warning("Automatic answers are off: %s", CONTENT_REMEDY)
        channel_ids = ()
    with discord_errors(settings):
        try:
            await _connect(settings, connection, librarian, channel_ids, metrics)
        except discord.PrivilegedIntentsRequired:
            if not channel_ids:
                raise
            # It was taken back between the two requests.
            _log.warning("Automatic answers are off: %s", CONTENT_REMEDY)
            await _connect(settings, connection, librarian, (), metrics)


async def _connect(
    settings: Settings,
    connection: Connection,
    librarian: Librarian,
    channel_ids: Iterable[int],
    metrics: Metrics,
) -> None:
    limits = Limits(
        settings.cooldown_person_questions,
        settings.cooldown_channel_questions,
        settings.cooldown_seconds,
    )
    bot = Souffleur(
        librarian,
        shards=connection.shards,
        limits=limits,
        channel_ids=channel_ids,
        metrics=metrics,
    )
    async with bot:
        await bot.add_cog(Watch(bot, librarian.corpus, settings, metrics))
        await bot.start(_token(settings))


def _token(settings: Settings) -> str:
    return settings.discord_token.get_secret_value() if settings.discord_token else ""
