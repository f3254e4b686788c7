"""The REST routes of the bot itself, of the guild, of channels and of their messages."""

from __future__ import annotations

from collections.abc import Iterator

from tests import discord_payloads as payloads
from tests.discord_gateway import Gateway
from tests.discord_messages import outside_events, withheld
from tests.discord_payloads import Payload
from tests.discord_rest import Call, Handler, Rest
from tests.discord_rules import Refusal, check_message, unknown


class Routes:
    """Resources › User, Application, Guild, Channel and Message, as far as a bot needs them."""

    def __init__(self, gateway: Gateway, rest: Rest, *, shards: int) -> None:
        self.world = gateway.world
        self.gateway = gateway
        self.shards = shards
        self.session_starts_remaining = 1000
        self.session_starts_again_seconds = 86_400.0
        for method, path, handler in self._routes():
            rest.route(method, path, handler)

    def _routes(self) -> Iterator[tuple[str, str, Handler]]:
        yield "GET", "/users/@me", self._me
        yield "GET", "/users/@me/guilds", self._guilds
        yield "GET", "/gateway/bot", self._gateway
        yield "GET", "/applications/@me", self._application
        yield "GET", "/oauth2/applications/@me", self._application
        yield "POST", "/users/@me/channels", self._open_direct_channel
        yield "GET", "/guilds/{guild}", self._guild
        yield "GET", "/channels/{channel}", self._channel
        yield "POST", "/channels/{channel}/typing", self._type
        yield "GET", "/channels/{channel}/messages", self._messages
        yield "POST", "/channels/{channel}/messages", self._create_message
        yield "GET", "/channels/{channel}/messages/{message}", self._message
        yield "PATCH", "/channels/{channel}/messages/{message}", self._edit_message
        yield "DELETE", "/channels/{channel}/messages/{message}", self._delete_message

    async def _me(self, call: Call) -> Payload:
        return {**self.world.bot, "verified": True, "mfa_enabled": True}

    async def _guilds(self, call: Call) -> list[Payload]:
        """Resources › User, "Get Current User Guilds": what little it tells of each."""
        told = ("id", "name", "icon", "banner", "features")
        guilds = self.world.guilds.values() if self.world.is_joined else ()
        rights = {"owner": False, "permissions": "0"}
        return [{name: guild[name] for name in told} | rights for guild in guilds]

    async def _gateway(self, call: Call) -> Payload:
        limit = {
            "total": 1000,
            "remaining": self.session_starts_remaining,
            "reset_after": round(self.session_starts_again_seconds * 1000),
            "max_concurrency": self.gateway.max_concurrency,
        }
        return {"url": self.gateway.url, "shards": self.shards, "session_start_limit": limit}

    async def _application(self, call: Call) -> Payload:
        world = self.world
        flags = world.application_flags
        return payloads.application(world.application_id, world.bot, world.user, flags=flags)

    async def _guild(self, call: Call) -> Payload:
        try:
            return self.world.guilds[call.parts["guild"]]
        except KeyError:
            raise unknown(10004, "Guild") from None

    async def _channel(self, call: Call) -> Payload:
        try:
            return self.world.channels[call.parts["channel"]]
        except KeyError:
            raise unknown(10003, "Channel") from None

    async def _open_direct_channel(self, call: Call) -> Payload:
        try:
            recipient = self.world.users[str(call.body["recipient_id"])]
        except KeyError:
            raise unknown(10013, "User") from None
        if recipient["bot"]:
            raise Refusal(400, 50007, "Cannot send messages to this user")
        return self.world.direct_channel(recipient)

    async def _type(self, call: Call) -> None:
        self._check_writable(await self._channel(call))

    def _check_writable(self, channel: Payload) -> None:
        """A thread that is archived opens again for a message, unless it is locked."""
        if channel["id"] in self.world.unwritable:
            if "guild_id" not in channel:
                raise Refusal(403, 50007, "Cannot send messages to this user")
            raise Refusal(403, 50013, "Missing Permissions")
        state = channel.get("thread_metadata", {})
        if state.get("archived") and state["locked"]:
            raise Refusal(400, 50083, "Thread is archived")

    def _seen(self, message: Payload) -> Payload:
        seen = withheld(message, self.world.bot["id"], self.gateway.intents)
        return outside_events(seen)

    async def _messages(self, call: Call) -> list[Payload]:
        """Resources › Message, "Get Channel Messages": newest first."""
        channel = await self._channel(call)
        there = [m for m in self.world.messages.values() if m["channel_id"] == channel["id"]]
        limit = int(call.query.get("limit", 50))
        before = int(call.query.get("before", 1 << 63))
        after = int(call.query.get("after", 0))
        wanted = [self._seen(m) for m in there if after < int(m["id"]) < before]
        # After a message, the first ones that follow it; else the last ones.
        wanted = wanted[:limit] if "after" in call.query else wanted[-limit:]
        return wanted[::-1]

    async def _message(self, call: Call) -> Payload:
        return self._seen(self.world.message_in(call.parts["channel"], call.parts["message"]))

    async def _create_message(self, call: Call) -> Payload:
        """Resources › Message, "Create Message"."""
        channel, body = await self._channel(call), call.body
        self._check_writable(channel)
        nonce = (channel["id"], str(body.get("nonce")))
        if body.get("enforce_nonce") and self.world.nonces.get(nonce) in self.world.messages:
            return outside_events(self.world.messages[self.world.nonces[nonce]])
        check_message(body, flags=int(body.get("flags") or 0), files=call.files)
        created = self.world.write(channel, self.world.bot, body, list(call.files))
        self.world.nonces[nonce] = created["id"]
        self.gateway.dispatch("MESSAGE_CREATE", created)
        return outside_events(created)

    async def _edit_message(self, call: Call) -> Payload:
        edited = self.world.message_in(call.parts["channel"], call.parts["message"])
        if edited["author"]["id"] != self.world.bot["id"]:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        self._check_writable(await self._channel(call))
        self.rewrite(edited, call.body, list(call.files))
        return outside_events(edited)

    def rewrite(self, message: Payload, body: Payload, files: list[str], *, at: str = "") -> None:
        """Check what the message would be, then change it and tell the gateway."""
        flags = message["flags"] | int(body.get("flags") or 0)
        kept = message["attachments"]
        if "attachments" in body:
            ids = {str(each.get("id")) for each in body["attachments"] or []}
            kept = [each for each in kept if each["id"] in ids]
        names = [*files, *(each["filename"] for each in kept)]
        check_message({**message, **body}, flags=flags, files=names, at=at)
        self.world.rewrite(message, body, files)
        if message["id"] in self.world.messages:
            self.gateway.dispatch("MESSAGE_UPDATE", message)

    async def _delete_message(self, call: Call) -> None:
        self.delete(self.world.message_in(call.parts["channel"], call.parts["message"]))

    def delete(self, message: Payload) -> None:
        if self.world.messages.pop(message["id"], None):
            named = ("id", "channel_id", "guild_id")
            place = {key: message[key] for key in named if key in message}
            self.gateway.dispatch("MESSAGE_DELETE", place)
