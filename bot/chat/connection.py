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

from bot.chat.turns import ONE_AT_A_TIME, SessionLimits, Share
from bot.errors import AwayError, DiscordError
from bot.settings import Settings
from bot.shards import Shards

PORTAL = "https://discord.com/developers/applications"
PROBE_SECONDS = 40
CONTENT_REMEDY = (
    "AUTO_ANSWER_CHANNELS needs the message content intent, and Discord does not grant it; "
    f"switch on Message Content Intent on {PORTAL}, Bot, or unset AUTO_ANSWER_CHANNELS."
)
BAD_TOKEN = 4004
BAD_INTENTS = 4014
# Why Discord's gateway closes a connection for good, and what mends it.
REMEDIES = {
    4010: "SHARD_IDS and SHARD_COUNT, or --shards, name a shard that is not one of so many",
    4011: (
        "the bot is in too many servers for so few shards; restart it without SHARD_COUNT, and it "
        "asks Discord for their number, or name more of them, such as --shards 0-15/16 "
        "(docs/scaling.md)"
    ),
    4012: "update Souffleur",
    4013: "update Souffleur",
}


@dataclass(frozen=True, slots=True)
class Connection:
    """Who the bot is for Discord, where its gateway is, and whether it is let read all messages."""

    bot_name: str
    application_id: int
    gateway_url: str
    shards: int
    """As many as Discord recommends; it gives each server to one of them."""
    sessions_left: int
    sessions_again_seconds: float
    limits: SessionLimits
    reads_messages: bool

    def share_for(self, settings: Settings) -> Share:
        """Return the share of this process: the shards of the settings, else all there are."""
        return Share(settings.shards or Shards.all_of(self.shards), self.limits)

    def require_sessions(self, shards: Shards) -> None:
        """Raise AwayError when Discord takes too few new sessions today for these shards."""
        needed = len(shards.ids)
        if self.sessions_left < needed:
            raise AwayError(
                f"Discord takes {self.sessions_left} new sessions of this bot for now, and "
                f"{needed} are needed; something may have restarted it over and over.",
                again_in_seconds=self.sessions_again_seconds,
            )


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
                shards, url, limit = await client.http.get_bot_gateway()
                if client.application_id is None:
                    raise ValueError("no application id")
                flags = client.application_flags
                return Connection(
                    *(str(client.user), client.application_id, url, shards),
                    sessions_left=limit["remaining"],
                    sessions_again_seconds=limit["reset_after"] / 1000,
                    limits=SessionLimits(
                        # A Discord of an older day does not tell them.
                        at_once=max(1, int(limit.get("max_concurrency", 1))),
                        a_day=int(limit.get("total", ONE_AT_A_TIME.a_day)),
                    ),
                    reads_messages=(
                        flags.gateway_message_content or flags.gateway_message_content_limited
                    ),
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
    """Turn what Discord and the network refuse into one line with its remedy.

    What passes by itself becomes an AwayError.
    """
    try:
        yield
    except discord.LoginFailure as error:
        raise _refused_token() from error
    except discord.PrivilegedIntentsRequired as error:
        raise _refused_intents() from error
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise _refused_token() from error
        # A connection that is not to be kept up ends so; the others with the exception above.
        if error.code == BAD_INTENTS:
            raise _refused_intents() from error
        remedy = REMEDIES.get(error.code or 0, error.reason or "start the bot again")
        raise DiscordError(f"Discord closed the connection ({error.code}); {remedy}.") from error
    except discord.HTTPException as error:
        raise _answered(settings, error) from error
    except aiohttp.ClientSSLError as error:
        # A handshake may fail once; a certificate that is wrong stays wrong.
        is_wrong = isinstance(error, aiohttp.ClientConnectorCertificateError)
        raise (DiscordError if is_wrong else AwayError)(
            f"{settings.discord_api_url} does not prove that it is what it says it is ({error}); "
            "check this machine's clock and certificates, and DISCORD_API_URL."
        ) from error
    except (discord.GatewayNotFound, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        cause = error.__cause__
        if isinstance(cause, discord.HTTPException):
            raise _answered(settings, cause) from error
        reason = " ".join(str(error).split()) or type(error).__name__
        raise AwayError(
            f"{settings.discord_api_url} cannot be reached ({reason}); "
            "check the network and DISCORD_API_URL."
        ) from error


def _answered(settings: Settings, error: discord.HTTPException) -> DiscordError:
    said = " ".join(error.text.split())[:200] or "nothing"
    message = f"{settings.discord_api_url} answers {error.status} and says: {said}."
    passes = error.status == 429 or error.status >= 500
    return AwayError(message) if passes else DiscordError(message)


def _client() -> discord.Client:
    # It never connects; without this one intent, discord.py warns of trouble with the state.
    return discord.Client(intents=discord.Intents(guilds=True))


def _refused_token() -> DiscordError:
    return DiscordError(
        f"Discord refuses DISCORD_TOKEN; copy it again from {PORTAL}, Bot, Reset Token."
    )


def _refused_intents() -> DiscordError:
    # The privileged one is done without where it is refused: only something between the bot and
    # Discord can bring this about.
    return DiscordError(
        f"Discord refuses the intents that the bot asks for ({BAD_INTENTS}); switch them on in "
        f"{PORTAL}, Bot, Privileged Gateway Intents, or check what DISCORD_API_URL leads to."
    )
