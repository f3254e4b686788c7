"""Tries out, for `souffleur check`, what the bot needs of Discord; Discord is told nothing."""

import asyncio
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.chat.client import Souffleur
from bot.chat.connection import Connection, discord_errors, use_address_of
from bot.chat.servers import Servers
from bot.chat.sync import unknown_commands
from bot.chat.translation import PhraseTranslator
from bot.retrieval.librarian import Librarian
from bot.settings import Settings

TRIED_SECONDS = 30
# More than a page of Discord's list is not asked for: whether there is one is what matters.
COUNTED_SERVERS = 200


@dataclass(frozen=True, slots=True)
class Presence:
    """Where Discord knows the bot: in how many servers, and which commands it does not know."""

    servers: int
    unknown_commands: tuple[str, ...]


class Onlooker(Souffleur):
    """The bot, but that it only looks which commands Discord would have to be told."""

    unknown: tuple[str, ...] = ()

    async def tell_commands(self) -> None:
        """Tell nothing."""
        self.unknown = tuple(await unknown_commands(self.tree, PhraseTranslator()))


async def presence(settings: Settings, librarian: Librarian) -> Presence:
    """Ask Discord, over REST, for the bot's servers and commands. Raises DiscordError."""
    with discord_errors(settings):
        async with (
            asyncio.timeout(TRIED_SECONDS),
            Onlooker(Servers(librarian)) as bot,
        ):
            await bot.login(_token(settings))
            servers = [server async for server in bot.fetch_guilds(limit=COUNTED_SERVERS)]
            return Presence(len(servers), bot.unknown)


async def knock(settings: Settings, connection: Connection) -> float:
    """Open a session at the gateway as the bot does, and close it; return the seconds it took.

    It takes one of the session starts that Discord allows a day. Raises DiscordError.
    """
    use_address_of(settings, connection.gateway_url)
    shards = connection.share_for(settings).shards
    # The bot's own intents, but for the one whose lack it can do without. It answers nothing: a bot
    # that runs meanwhile goes on undisturbed.
    intents = discord.Intents.default()
    intents.message_content = bool(settings.auto_answer_channels) and connection.reads_messages
    client = discord.Client(
        intents=intents,
        max_messages=None,
        shard_id=shards.ids[0],
        shard_count=shards.count,
        # It need not hear of its servers one by one: discord.py waits two seconds for more of them.
        guild_ready_timeout=0.0,
    )
    started = time.monotonic()
    with discord_errors(settings):
        async with asyncio.timeout(TRIED_SECONDS), client:
            await client.login(_token(settings))
            connecting = asyncio.create_task(client.connect(reconnect=False))
            ready = asyncio.create_task(client.wait_until_ready())
            await asyncio.wait({connecting, ready}, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if connecting.done():
                await connecting
            await client.close()
            # What becomes of it once it is closed does not matter.
            await asyncio.gather(connecting, return_exceptions=True)
    return time.monotonic() - started


async def clock_ahead(settings: Settings) -> float | None:
    """Return how many seconds this machine's clock is ahead of Discord's; None when not told."""
    timeout = aiohttp.ClientTimeout(total=TRIED_SECONDS)
    url = f"{settings.discord_api_url}/gateway"
    try:
        async with aiohttp.ClientSession(timeout=timeout) as client, client.get(url) as response:
            told = response.headers.get("Date", "")
        return time.time() - parsedate_to_datetime(told).timestamp()
    except (aiohttp.ClientError, OSError, ValueError):
        return None


def _token(settings: Settings) -> str:
    return settings.discord_token.get_secret_value() if settings.discord_token else ""
