"""A loopback stand-in for Discord, which an unmodified client takes for the real one.

    async with DiscordServer() as discord:
        ...                      # start the bot with discord.api_url and discord.token
        await discord.ready()
        question = await discord.say(f"{discord.mention} Combien ?")
        reply = await discord.replies_to(question)

What it remembers is in discord_world, what it refuses in discord_rules, its REST routes in
discord_routes, discord_commands and discord_interactions behind the door in discord_rest, its
WebSocket in discord_gateway, its files in discord_files, and what people do there in
discord_people and discord_places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from tests import discord_payloads as payloads
from tests.discord_files import PATH, Files
from tests.discord_gateway import Gateway
from tests.discord_interactions import Interactions
from tests.discord_messages import button_labelled, text_of
from tests.discord_payloads import Payload
from tests.discord_people import People
from tests.discord_places import Places
from tests.discord_rest import PREFIX, Call, Fault, Rest
from tests.discord_routes import Routes
from tests.discord_world import Changes, Interaction, World

__all__ = ["Call", "DiscordServer", "Interaction", "Payload", "button_labelled", "text_of"]


class DiscordServer(People, Places):
    """Discord with a guild or several, for one bot; what a person does there are its methods.

    Messages, users and channels are Discord's own objects, as dictionaries. A message stays the
    same dictionary while it is edited, so a test that holds it sees the edit.
    """

    def __init__(
        self,
        *,
        token: str = "a.loopback.token",  # noqa: S107 - opens nothing but this server
        guild_locale: str = "fr",
        shards: int = 1,
        interaction_deadline_seconds: float = 3.0,
        heartbeat_interval_seconds: float = 41.25,
        grants_message_content: bool = True,
        port: int = 0,
    ) -> None:
        self.token = token
        self._port = port
        world, changes = World(guild_locale=guild_locale), Changes()
        world.grants_message_content = grants_message_content
        gateway = Gateway(
            world, changes, token, heartbeat_interval_seconds=heartbeat_interval_seconds
        )
        rest = Rest(token, changes)
        rest.app.router.add_get("/gateway", gateway.serve)
        self.files = Files(world)
        rest.app.router.add_get(PATH, self.files.serve)
        routes = Routes(gateway, rest, shards=shards)
        deadline = interaction_deadline_seconds
        interactions = Interactions(gateway, rest, routes, deadline_seconds=deadline)
        super().__init__(gateway, rest, routes, interactions)
        self._place(port)
        self._runner = web.AppRunner(self.rest.app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._place(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gateway.drop()
        await self._runner.cleanup()

    def _place(self, port: int) -> None:
        self.api_url = f"http://127.0.0.1:{port}{PREFIX}"
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway"
        self.files.address = f"http://127.0.0.1:{port}"

    # What there is

    @property
    def bot(self) -> Payload:
        return self.world.bot

    @property
    def mention(self) -> str:
        return f"<@{self.bot['id']}>"

    @property
    def application_id(self) -> str:
        return self.world.application_id

    @property
    def user(self) -> Payload:
        return self.world.user

    @property
    def guild(self) -> Payload:
        return self.world.guild

    @property
    def channel(self) -> Payload:
        return self.world.channel

    @property
    def dm(self) -> Payload:
        return self.world.dm

    @property
    def calls(self) -> list[Call]:
        """Every request received so far, refused ones too, oldest first."""
        return self.rest.calls

    @property
    def commands(self) -> list[Payload]:
        """The global commands that the bot has registered."""
        return list(self.world.commands[None].values())

    @property
    def messages(self) -> list[Payload]:
        """The messages that everybody sees, oldest first, deleted ones left out."""
        return list(self.world.messages.values())

    def calls_to(self, method: str, path_pattern: str) -> list[Call]:
        return [c for c in self.calls if c.method == method and re.search(path_pattern, c.path)]

    def add_user(
        self, name: str, *, is_bot: bool = False, permissions: int = payloads.MEMBER_PERMISSIONS
    ) -> Payload:
        """A member of the guild; the bot learns of it when it speaks, as without that intent."""
        return self.world.add_user(name, is_bot=is_bot, permissions=permissions)

    def add_guild(self, name: str, shard_id: int) -> Payload:
        """Add the bot to another guild, which comes through that shard; return its channel."""
        guild_id = self.world.snowflakes.next_of(shard_id, self.routes.shards)
        added = self.world.add_guild(name, guild_id)
        self.gateway.dispatch_of(guild_id, "GUILD_CREATE", self.world.guild_created(added))
        return next(c for c in self.world.channels.values() if c.get("guild_id") == guild_id)

    def add_channel(self, name: str, kind: int = payloads.TEXT_CHANNEL) -> Payload:
        added = self.world.add_channel(name, kind)
        self.gateway.dispatch("CHANNEL_CREATE", added)
        return added

    def add_dm(self, user: Payload) -> Payload:
        return self.world.direct_channel(user)

    def set_guild_locale(self, locale: str) -> None:
        self.guild["preferred_locale"] = locale
        self.gateway.dispatch_guild()

    # What the bot does

    async def ready(self, timeout_seconds: float = 20.0) -> None:
        """Wait until every shard has identified or resumed."""
        await self.until(
            lambda: len(self.gateway.connected) >= self.routes.shards,
            timeout_seconds=timeout_seconds,
            what="a ready shard",
        )

    @property
    def identifies(self) -> int:
        return len(self.gateway.identifies)

    @property
    def resumes(self) -> int:
        return self.gateway.resume_count

    @property
    def reconnects(self) -> int:
        return max(0, self.gateway.connection_count - self.routes.shards)

    # What goes wrong

    def fail_next(
        self,
        method: str,
        path_pattern: str,
        status: int | None = None,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        delay_seconds: float = 0.0,
        is_reset: bool = False,
        is_taken: bool = False,
        is_cut: bool = False,
    ) -> None:
        """Let the next `times` requests of a route be answered so, late, or by a cut connection.

        With only `delay_seconds` they are served, late. `is_taken`: they have their effect, but
        this is what the bot hears of it. `is_cut`: so they have, and half of the answer arrives.
        """
        pattern = re.compile(path_pattern)
        kept = dict(headers or {})
        fault = (
            method,
            pattern,
            status,
            body,
            kept,
            times,
            delay_seconds,
            is_reset,
            is_taken,
            is_cut,
        )
        self.rest.faults.append(Fault(*fault))

    def limit_next(
        self,
        method: str,
        path_pattern: str,
        *,
        retry_after_seconds: float = 0.1,
        is_global: bool = False,
        times: int = 1,
    ) -> None:
        """Answer 429, of the route or global (Topics › Rate Limits, "Exceeding A Rate Limit")."""
        after = str(retry_after_seconds)
        headers = {"Retry-After": after, "X-RateLimit-Scope": "user", "Via": "1.1 google"}
        if is_global:
            headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
        else:
            headers |= {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": after}
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_after_seconds,
            "global": is_global,
        }
        self.fail_next(method, path_pattern, 429, body=body, headers=headers, times=times)

    def drop_gateway(self) -> None:
        """Cut the TCP connection without a closing handshake."""
        self.gateway.drop()

    async def close_gateway(self, code: int) -> None:
        await self.gateway.close(code)

    def invalidate_session(self, *, is_resumable: bool) -> None:
        self.gateway.invalidate(is_resumable=is_resumable)

    def ask_reconnect(self) -> None:
        self.gateway.ask_reconnect()

    def withhold_heartbeat_acks(self, withheld: bool = True) -> None:
        self.gateway.acknowledges_heartbeats = not withheld
