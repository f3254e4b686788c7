"""What the stand-in remembers: people, channels, messages, commands and interactions."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests import discord_messages as messages
from tests import discord_payloads as payloads
from tests.discord_messages import EPHEMERAL, LOADING
from tests.discord_payloads import MEMBER_PERMISSIONS, Payload
from tests.discord_rules import invalid, unknown

GATEWAY_MESSAGE_CONTENT_LIMITED = 1 << 19

T = TypeVar("T")


class Changes:
    """Lets a test wait for what a request of the bot will bring about."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, found: Callable[[], T | None], *, timeout_seconds: float, what: str) -> T:
        """Return the first result of `found` that is neither None, False nor empty.

        TimeoutError says `what` did not come.
        """
        try:
            async with asyncio.timeout(timeout_seconds):
                while not (result := found()):
                    await self._next.wait()
                return result
        except TimeoutError:
            raise TimeoutError(f"{what}: not within {timeout_seconds} s") from None


@dataclass
class Interaction:
    """One use of a command or a component, and all that the bot answered to it."""

    payload: Payload
    dispatched_at: float
    """The event loop's time, in seconds."""
    callback: Payload | None = None
    """As the bot posted it: {"type": 4, "data": {…}}."""
    message: Payload | None = None
    """What @original means: the response, or the message whose button was pressed."""
    followups: list[Payload] = field(default_factory=list)

    @property
    def response_type(self) -> int:
        return int(self.callback["type"]) if self.callback else 0

    @property
    def data(self) -> Payload:
        return (self.callback or {}).get("data") or {}

    @property
    def choices(self) -> list[Payload]:
        return list(self.data.get("choices") or [])

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.message and self.message["flags"] & EPHEMERAL)

    @property
    def is_thinking(self) -> bool:
        return bool(self.message and self.message["flags"] & LOADING)


class World:
    """A guild with a text channel, a person, the bot, and their direct channel; perhaps others."""

    def __init__(self, *, guild_locale: str) -> None:
        self.snowflakes = payloads.Snowflakes()
        self.users: dict[str, Payload] = {}
        self.permissions: dict[str, int] = {}
        self.channels: dict[str, Payload] = {}
        self.messages: dict[str, Payload] = {}
        """The public ones, by id, oldest first; those only one person sees are not here."""
        self.answers: dict[str, list[Payload]] = {}
        """The bot's replies, by the id of what they reply to; deleted ones too."""
        self.commands: dict[str | None, dict[str, Payload]] = {None: {}}
        """By id, below the guild's id, or None for the global ones."""
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.nonces: dict[tuple[str, str], str] = {}
        self.unwritable: set[str] = set()
        """The channels where the bot may not write; a direct one is of who wants no messages."""
        self.grants_message_content = True
        self.application_id = self.snowflakes.next()
        self.is_joined = True
        """Whether the bot is in the guild; what REST tells of it, no more."""
        self.bot = self.add_user("souffleur", is_bot=True)
        self.user = self.add_user("camille")
        guild_id = self.snowflakes.next()
        self.guild = payloads.guild(guild_id, "Le Foyer", owner=self.user, locale=guild_locale)
        self.guilds: dict[str, Payload] = {guild_id: self.guild}
        self.channel = self.add_channel("général")
        self.dm = self.direct_channel(self.user)

    @property
    def application_flags(self) -> int:
        """Resources › Application, "Application Flags"."""
        return GATEWAY_MESSAGE_CONTENT_LIMITED if self.grants_message_content else 0

    def add_user(
        self, name: str, *, is_bot: bool = False, permissions: int = MEMBER_PERMISSIONS
    ) -> Payload:
        added = payloads.user(self.snowflakes.next(), name, is_bot=is_bot)
        self.permissions[added["id"]] = permissions
        return self.users.setdefault(added["id"], added)

    def add_guild(self, name: str, guild_id: str) -> Payload:
        """Another guild, with a text channel."""
        locale = self.guild["preferred_locale"]
        added = payloads.guild(guild_id, name, owner=self.user, locale=locale)
        self.guilds[guild_id] = added
        self.add_channel("général", guild=added)
        return added

    def add_channel(
        self, name: str, kind: int = payloads.TEXT_CHANNEL, *, guild: Payload | None = None
    ) -> Payload:
        guild_id = (guild or self.guild)["id"]
        added = payloads.guild_channel(self.snowflakes.next(), guild_id, name, kind)
        return self.channels.setdefault(added["id"], added)

    def direct_channel(self, recipient: Payload) -> Payload:
        """Return the bot's channel with this person, opened if it was not."""
        for channel in self.channels.values():
            if channel.get("recipients") == [recipient]:
                return channel
        opened = payloads.direct_channel(self.snowflakes.next(), recipient)
        return self.channels.setdefault(opened["id"], opened)

    def guild_created(self, guild: Payload | None = None) -> Payload:
        return self.guilds_created([guild or self.guild])[0]

    def guilds_created(self, guilds: list[Payload]) -> list[Payload]:
        channels: dict[str, list[Payload]] = {guild["id"]: [] for guild in guilds}
        for channel in self.channels.values():
            channels.get(channel.get("guild_id", ""), []).append(channel)
        members = [payloads.member(person) for person in self.users.values()]
        return [payloads.guild_created(each, channels[each["id"]], members) for each in guilds]

    def message_in(self, channel_id: str, message_id: str) -> Payload:
        found = self.messages.get(message_id)
        if found is None or found["channel_id"] != channel_id:
            raise unknown(10008, "Message")
        return found

    def write(
        self,
        channel: Payload,
        author: Payload,
        body: Payload,
        files: list[str],
        fields: Payload | None = None,
    ) -> Payload:
        """Make a message of what was sent; a public one is stored, an ephemeral one is not."""
        message_id = str((fields or {}).get("id") or self.snowflakes.next())
        fields = self.answered(channel, body) | (fields or {})
        written = messages.message(message_id, channel, author, fields)
        self.rewrite(written, {**body, "attachments": body.get("attachments") or []}, files)
        written["edited_timestamp"] = None
        written["flags"] = written["flags"] | int(body.get("flags") or 0)
        written["mentions"] = self.pinged(written, body)
        if body.get("nonce") is not None:
            written["nonce"] = body["nonce"]
        if not written["flags"] & EPHEMERAL:
            self.messages[message_id] = written
            channel["last_message_id"] = message_id
            if author is self.bot and "message_reference" in written:
                quoted_id = written["message_reference"]["message_id"]
                self.answers.setdefault(quoted_id, []).append(written)
        return written

    def rewrite(self, message: Payload, body: Payload, files: list[str]) -> None:
        """Change what `body` names, in place: whoever holds the message sees it change."""
        if "content" in body:
            message["content"] = body["content"] or ""
        if "embeds" in body:
            message["embeds"] = body["embeds"] or []
        if "components" in body:
            message["components"] = numbered(body["components"] or [])
        if "attachments" in body or files:
            kept = {str(a.get("id")) for a in body.get("attachments") or []}
            old = [a for a in message["attachments"] if a["id"] in kept]
            message["attachments"] = old + [self.attachment(name) for name in files]
        message["flags"] &= ~LOADING
        message["flags"] |= int(body.get("flags") or 0) & messages.COMPONENTS_V2
        message["edited_timestamp"] = payloads.now()

    def attachment(self, name: str) -> Payload:
        """Resources › Message, "Attachment Object"; its bytes are not kept."""
        attachment_id = self.snowflakes.next()
        url = f"https://cdn.discordapp.com/attachments/{attachment_id}/{name}"
        return {"id": attachment_id, "filename": name, "size": 0, "url": url, "proxy_url": url}

    def answered(self, channel: Payload, body: Payload) -> Payload:
        """The fields of a reply (Resources › Message, "Message Reference")."""
        reference = body.get("message_reference")
        if not reference:
            return {}
        quoted = self.messages.get(str(reference.get("message_id")))
        if quoted is None or quoted["channel_id"] != channel["id"]:
            if reference.get("fail_if_not_exists", True):
                code = "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
                raise invalid("message_reference", code, "Unknown message")
            return {}
        place = {key: quoted[key] for key in ("channel_id", "guild_id") if key in quoted}
        return {
            "type": 19,
            "message_reference": {"type": 0, "message_id": quoted["id"], **place},
            "referenced_message": {k: v for k, v in quoted.items() if k != "referenced_message"},
        }

    def pinged(self, written: Payload, body: Payload) -> list[Payload]:
        """Whom a message notifies (Resources › Message, "Allowed Mentions Object")."""
        allowed = body.get("allowed_mentions") or {"parse": ["users"], "replied_user": True}
        ids = messages.mentioned_ids(messages.text_of(written))
        if "users" not in allowed.get("parse", []):
            ids = [user_id for user_id in ids if user_id in map(str, allowed.get("users", []))]
        if allowed.get("replied_user") and written.get("referenced_message"):
            ids.append(written["referenced_message"]["author"]["id"])
        return [self.users[user_id] for user_id in dict.fromkeys(ids) if user_id in self.users]


def numbered(components: list[Payload]) -> list[Payload]:
    """Components › Reference, "Anatomy of a Component": those without an id are given one."""
    given = copy.deepcopy(components)
    taken = {component.get("id") for _, component in messages.components_in(given)}
    free = (number for number in range(1, 1000) if number not in taken)
    for _, component in messages.components_in(given):
        if not component.get("id"):
            component["id"] = next(free)
    return given
