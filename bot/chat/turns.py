"""When a session may begin at the gateway: of a bot alone, or of one among several processes."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from bot.chat.pace import Pace
from bot.chat.reconnecting import SCARCE_SESSION_SECONDS, Sessions
from bot.errors import NotKept
from bot.memory.memory import Memory
from bot.memory.processes import Processes
from bot.memory.turns import Rules
from bot.shards import Shards

# Turns are taken a little further apart than Discord asks for: what waits for one may be late.
MARGIN = 1.1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """What Discord says of the sessions of a bot (Gateway, "Session Start Limit Object")."""

    at_once: int
    """How many may begin in five seconds: of each shard number modulo this, one."""
    a_day: int


ONE_AT_A_TIME = SessionLimits(at_once=1, a_day=1000)


@dataclass(frozen=True, slots=True)
class Share:
    """What of the gateway is a process's own, and what Discord says of all of it."""

    shards: Shards
    limits: SessionLimits = ONE_AT_A_TIME


ALONE = Share(Shards.all_of(1))


class Turns(Protocol):
    """Lets sessions begin one after the other."""

    async def turn(self, shard_id: int | None, *, initial: bool) -> None:
        """Wait until a session may begin; TimeoutError when that takes longer than discord.py."""


def sessions_of(share: Share, memory: Memory | None, pace: Pace) -> Turns:
    """Return what spaces the sessions of a process: through the memory where it is not alone."""
    alone = Sessions(pace, shards=len(share.shards.ids))
    if share.shards.is_whole or memory is None:
        return alone
    return SharedSessions(memory.processes, share, pace, alone)


class SharedSessions:
    """Spaces the sessions that all processes of the bot begin together.

    While the memory is out of order each process spaces its own: Discord answers a session that
    comes too early by « invalid session », and discord.py asks again.
    """

    def __init__(self, processes: Processes, share: Share, pace: Pace, alone: Turns) -> None:
        self._processes = processes
        self._limits = share.limits
        self._alone = alone
        self._rules = Rules(
            apart_seconds=MARGIN * pace.new_session_seconds,
            free=max(pace.free_sessions_an_hour, 3 * share.shards.count),
            scarce_seconds=SCARCE_SESSION_SECONDS,
            most=share.limits.a_day - share.limits.a_day // 20,
            longest_seconds=pace.longest_turn_seconds,
        )

    async def turn(self, shard_id: int | None, *, initial: bool) -> None:
        """Wait until a session may begin; TimeoutError when that takes longer than discord.py."""
        try:
            wait = await self._processes.turn((shard_id or 0) % self._limits.at_once, self._rules)
        except NotKept as error:
            _log.warning("Other processes cannot be asked for a turn: %s", error)
            await self._alone.turn(shard_id, initial=initial)
            return
        longest = self._rules.longest_seconds
        if wait > longest:
            _log.warning("Shard %s has its turn at the gateway in %d s", shard_id, wait)
        await asyncio.sleep(min(wait, longest))
        if wait > longest:
            raise TimeoutError("other sessions begin before this one")
