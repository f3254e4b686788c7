"""The way to Discord: its address, what it says when one knocks, and the invite link."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import DiscordError
from bot.settings import Settings

PORTAL = "https://discord.com/developers/applications"
PROBE_SECONDS = 40
CONTENT_REMEDY = (
    "AUTO_ANSWER_CHANNELS needs the message content intent, and Discord does not grant it; "
    f"switch on Message Content Intent on {PORTAL}, Bot, or unset AUTO_ANSWER_CHANNELS."
)
BAD_TOKEN = 4004
BAD_INTENTS = 4014


@dataclass(frozen=True, slots=True)
class Connection:
    """Who the bot is for Discord, where its gateway is, and whether it is let read all messages."""

    bot_name: str
    application_id: int
    gateway_url: str
    shards: int
    reads_messages: bool
    session_starts_left: int
    """How often the bot may still open a new session today."""


async def probe(settings: Settings) -> Connection:
    """Ask Discord, over REST alone, who the bot is and where its gateway is.

    Raises DiscordError, in one line that says what to do.
    """
    if settings.discord_token is None:
        raise DiscordError(f"DISCORD_TOKEN is not set; copy one from {PORTAL}, Bot, Reset Token.")
    Route.BASE = settings.discord_api_url
    # The bot has no voice: no need to hear that it could not use it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    token = settings.discord_token.get_secret_value()
    with discord_errors(settings):
        async with asyncio.timeout(PROBE_SECONDS), _client() as client:
            try:
                await client.login(token)
                shards, url, limits = await client.http.get_bot_gateway()
                if client.application_id is None:
                    raise ValueError("no application id")
                flags = client.application_flags
                return Connection(
                    *(str(client.user), client.application_id, url, shards),
                    reads_messages=(
                        flags.gateway_message_content or flags.gateway_message_content_limited
                    ),
                    session_starts_left=limits["remaining"],
                )
            except (TypeError, KeyError, ValueError) as error:
                raise DiscordError(
                    f"{settings.discord_api_url} does not answer as Discord does; "
                    "check DISCORD_API_URL."
                ) from error


def use_address_of(settings: Settings, gateway_url: str) -> None:
    """Send REST and gateway through the addresses that the settings ask for.

    discord.py has no option for either. It asks for the gateway's address before it connects, but
    goes to its default one, Discord's own, when it has to begin a new session.
    """
    Route.BASE = settings.discord_api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def invite_url(application_id: int) -> str:
    """Return the link that invites the bot, with the permissions that it needs and no other."""
    permissions = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        # Discord wants it for a reply to a message.
        read_message_history=True,
    )
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=scopes)


@contextmanager
def discord_errors(settings: Settings) -> Iterator[None]:
    """Turn what Discord and the network refuse into one line with its remedy."""
    try:
        yield
    except discord.LoginFailure as error:
        raise _refused_token() from error
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise _refused_token() from error
        if error.code == BAD_INTENTS:
            raise _refused_intents() from error
        reason = error.reason or "no reason given"
        raise DiscordError(f"Discord closed the connection: {error.code}, {reason}.") from error
    except discord.PrivilegedIntentsRequired as error:
        raise _refused_intents() from error
    except discord.HTTPException as error:
        said = " ".join(error.text.split())[:200] or "nothing"
        raise DiscordError(
            f"{settings.discord_api_url} answers {error.status} and says: {said}"
        ) from error
    except aiohttp.ClientSSLError as error:
        raise DiscordError(
            f"{settings.discord_api_url} does not prove that it is what it says it is ({error}); "
            "check this machine's clock and certificates, and DISCORD_API_URL."
        ) from error
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DiscordError(
            f"{settings.discord_api_url} cannot be reached ({reason}); "
            "check the network and DISCORD_API_URL."
        ) from error


def _client() -> discord.Client:
    return discord.Client(intents=discord.Intents.none())


def _refused_token() -> DiscordError:
    return DiscordError(
        f"Discord refuses DISCORD_TOKEN; copy it again from {PORTAL}, Bot, Reset Token."
    )


def _refused_intents() -> DiscordError:
    # None of them is privileged: only something between the bot and Discord can bring this about.
    return DiscordError(
        f"Discord refuses the intents that the bot asks for ({BAD_INTENTS}); switch them on in "
        f"{PORTAL}, Bot, Privileged Gateway Intents, or check what DISCORD_API_URL leads to."
    )
