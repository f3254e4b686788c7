"""A session of one shard at the gateway: what it is sent, and what is kept for its return."""

from __future__ import annotations

import json
import secrets
from collections import deque
from dataclasses import dataclass, field

from tests.discord_connection import Connection
from tests.discord_payloads import Payload

DISPATCH = 0
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
"""Intents (Gateway, "List of Intents")."""
MESSAGE_EVENTS = {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"}
REPLAYABLE_EVENTS = 10_000


@dataclass
class Session:
    """What Discord keeps of an identified shard while it is connected, and for its return."""

    intents: int
    shard: tuple[int, int]
    connection: Connection | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    log: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=REPLAYABLE_EVENTS))

    def dispatch(self, event: str, data: Payload) -> None:
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.log.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def receives(self, event: str, guild_id: str | None) -> bool:
        """Gateway, "Sharding Formula" (direct messages go to shard 0) and "List of Intents"."""
        number, count = self.shard
        if number != (int(guild_id) >> 22) % count if guild_id else number != 0:
            return False
        needed = GUILD_MESSAGES if guild_id else DIRECT_MESSAGES
        return event not in MESSAGE_EVENTS or bool(self.intents & needed)
