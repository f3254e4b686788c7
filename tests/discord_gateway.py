"""Discord's gateway: sessions, sequence numbers, heartbeats, resuming, and its ways to fail."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_connection import Connection
from tests.discord_messages import MESSAGE_CONTENT, withheld
from tests.discord_payloads import Payload
from tests.discord_session import Session
from tests.discord_world import Changes, World

HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 1, 2, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11


class Gateway:
    """The sessions of the bot. Counters and switches are plain attributes, for tests to use."""

    def __init__(
        self, world: World, changes: Changes, token: str, *, heartbeat_interval_seconds: float
    ) -> None:
        self.world = world
        self.changes = changes
        self.token = token
        self.url = ""
        self.heartbeat_interval_seconds = heartbeat_interval_seconds
        self.acknowledges_heartbeats = True
        self.is_away = False
        self.refusal: int | None = None
        """What an IDENTIFY is answered with ("Gateway Close Event Codes"); None takes it."""
        self.door = asyncio.Event()
        """While it is not set, whoever connects is kept waiting."""
        self.door.set()
        self.waiting_count = 0
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.connection_count = 0
        self.heartbeat_count = 0
        self.resume_count = 0
        self.identifies: list[Payload] = []
        self.max_concurrency = 1
        self.apart_seconds = 0.0
        """One IDENTIFY of a bucket is taken in so long ("Rate Limiting", "Max Concurrency")."""
        self.too_early_count = 0
        self._taken_at: dict[int, float] = {}

    @property
    def intents(self) -> int:
        return int(self.identifies[-1]["intents"]) if self.identifies else 0

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.connection]

    def dispatch(self, event: str, data: Payload) -> None:
        """Send an event to the shard it concerns; kept for replay when that one is away."""
        for session in self.sessions.values():
            if session.receives(event, data.get("guild_id")):
                seen = data
                if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
                    seen = withheld(data, self.world.bot["id"], session.intents)
                session.dispatch(event, seen)
        self.changes.tell()

    def dispatch_guild(self) -> None:
        """Tell the guild's shard that the guild itself has changed."""
        self.dispatch_of(self.world.guild["id"], "GUILD_UPDATE", self.world.guild)

    def dispatch_of(self, guild_id: str, event: str, data: Payload) -> None:
        """Send an event of a guild itself, whose data does not name the guild as others do."""
        for session in self.sessions.values():
            if session.receives(event, guild_id):
                session.dispatch(event, data)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Gateway, "Connection Lifecycle"."""
        if self.is_away:
            raise web.HTTPServiceUnavailable
        self.waiting_count += not self.door.is_set()
        self.changes.tell()
        await self.door.wait()
        socket = web.WebSocketResponse(timeout=1)
        await socket.prepare(request)
        connection = Connection(request, socket)
        self.connections.append(connection)
        self.connection_count += 1
        interval = int(self.heartbeat_interval_seconds * 1000)
        connection.send_op(HELLO, {"heartbeat_interval": interval})
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(received.data))
        finally:
            self._forget(connection)
        return socket

    def _forget(self, connection: Connection) -> None:
        connection.stop()
        self.connections.remove(connection)
        for session in self._sessions_of(connection):
            session.connection = None
            # A client that closes with 1000 or 1001 ends its session (Gateway, "Disconnecting").
            if connection.socket.close_code in (1000, 1001):
                self.sessions.pop(session.id, None)
        self.changes.tell()

    def _sessions_of(self, connection: Connection) -> list[Session]:
        return [s for s in self.sessions.values() if s.connection is connection]

    async def _receive(self, connection: Connection, payload: Payload) -> None:
        op: int = payload["op"]
        data: Any = payload.get("d")
        if op == HEARTBEAT:
            self.heartbeat_count += 1
            if self.acknowledges_heartbeats:
                connection.send_op(HEARTBEAT_ACK)
        elif op in (IDENTIFY, RESUME) and data["token"] != self.token:
            await connection.close(4004)
        elif op == IDENTIFY and self._sessions_of(connection):
            await connection.close(4005)
        elif op == IDENTIFY and self._is_refused(int(data["intents"])):
            self.identifies.append(data)
            await connection.close(4014)
        elif op == IDENTIFY and self.refusal:
            await connection.close(self.refusal)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif not self._sessions_of(connection):
            await connection.close(4003)
        self.changes.tell()

    def _is_refused(self, intents: int) -> bool:
        return bool(intents & MESSAGE_CONTENT) and not self.world.grants_message_content

    def _is_too_early(self, number: int) -> bool:
        now, bucket = asyncio.get_running_loop().time(), number % self.max_concurrency
        before = self._taken_at.get(bucket, -self.apart_seconds)
        self._taken_at[bucket] = now
        return now - before < self.apart_seconds

    def _identify(self, connection: Connection, data: Payload) -> None:
        self.identifies.append(data)
        number, count = data.get("shard") or (0, 1)
        if self._is_too_early(number):
            self.too_early_count += 1
            connection.send_op(INVALID_SESSION, False)
            return
        session = Session(int(data["intents"]), (number, count), connection)
        self.sessions[session.id] = session
        here = [
            guild
            for guild in self.world.guilds.values()
            if (int(guild["id"]) >> 22) % count == number
        ]
        ready: Payload = {
            "v": 10,
            "user": {**self.world.bot, "verified": True, "mfa_enabled": True},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in here],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": [number, count],
            "application": {
                "id": self.world.application_id,
                "flags": self.world.application_flags,
            },
            "private_channels": [],
        }
        session.dispatch("READY", ready)
        for created in self.world.guilds_created(here):
            session.dispatch("GUILD_CREATE", created)

    def _resume(self, connection: Connection, data: Payload) -> None:
        """Gateway, "Resuming": replay what was missed, in order, then say RESUMED."""
        session = self.sessions.get(data["session_id"])
        if session is None:
            connection.send_op(INVALID_SESSION, False)
            return
        self.resume_count += 1
        session.connection = connection
        for sequence, text in session.log:
            if sequence > int(data["seq"] or 0):
                connection.send(text)
        session.dispatch("RESUMED", {})

    def drop(self) -> None:
        """Cut every TCP connection without a closing handshake."""
        for connection in self._detached():
            connection.drop()

    async def close(self, code: int) -> None:
        """Close with this code (Opcodes and Status Codes, "Gateway Close Event Codes")."""
        for connection in self._detached():
            await connection.close(code)

    def invalidate(self, *, is_resumable: bool) -> None:
        for connection in list(self.connections):
            if not is_resumable:
                for session in self._sessions_of(connection):
                    del self.sessions[session.id]
            connection.send_op(INVALID_SESSION, is_resumable)

    def forget(self) -> None:
        """Cut every connection, and give the sessions up: none of them can be resumed."""
        self.sessions.clear()
        self.drop()

    def fall_silent(self) -> None:
        """Say nothing more over any connection, and leave it open: heartbeats go unanswered."""
        for connection in self._detached():
            connection.is_mute = True

    def ask_reconnect(self) -> None:
        for connection in list(self.connections):
            connection.send_op(RECONNECT)

    def _detached(self) -> Iterator[Connection]:
        # Detached first: what is dispatched from here on is for the replay, not for this socket.
        for connection in list(self.connections):
            for session in self._sessions_of(connection):
                session.connection = None
            yield connection
