"""Turns at Discord's gateway: the processes of one bot begin their sessions one after the other.

Discord takes one new session of each bucket (the shard's number modulo `max_concurrency`) in five
seconds, and so many a day of the whole bot.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.tables import session_starts

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that was begun, or whose turn is still to come."""

    bucket: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How far apart sessions are: those of a bucket, and all once `free` were begun in an hour.

    `most` begin in 24 hours: Discord resets the token of a bot that begins too many.
    """

    apart_seconds: float
    free: int
    scarce_seconds: float
    most: int
    longest_seconds: float
    """A turn that is further away is not kept for anybody."""


def turn_of(begun: Sequence[Begun], bucket: int, now_ms: int, rules: Rules) -> int:
    """Return when the next session of that bucket may begin, in milliseconds since 1970.

    `begun` are those of the last 24 hours and those to come, the earliest first.
    """
    turn = now_ms
    own = [each.at_ms for each in begun if each.bucket == bucket]
    if own:
        turn = max(turn, own[-1] + round(rules.apart_seconds * 1000))
    if sum(now_ms - each.at_ms < HOUR_MS for each in begun) >= rules.free:
        turn = max(turn, begun[-1].at_ms + round(rules.scarce_seconds * 1000))
    if len(begun) >= rules.most:
        turn = max(turn, begun[-rules.most].at_ms + DAY_MS)
    return turn


async def take(connection: AsyncConnection, bucket: int, rules: Rules) -> float:
    """Take the next turn, where it is not too far away; return the seconds to wait for it."""
    now_ms = await now_of(connection)
    known = session_starts.c.at_ms
    # What lies far ahead was written before a clock was set back.
    old = delete(session_starts).where((known < now_ms - DAY_MS) | (known > now_ms + HOUR_MS))
    await connection.execute(old)
    rows = await connection.execute(select(session_starts.c.bucket, known).order_by(known))
    turn_ms = turn_of([Begun(*row) for row in rows], bucket, now_ms, rules)
    seconds = (turn_ms - now_ms) / 1000
    if seconds <= rules.longest_seconds:
        await connection.execute(session_starts.insert().values(bucket=bucket, at_ms=turn_ms))
    return seconds


async def now_of(connection: AsyncConnection) -> int:
    """Return the time that all who share the database go by, in milliseconds since 1970."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        return int((await connection.execute(asked)).scalar_one())
    # A file of SQLite is shared by the processes of one machine alone.
    return time.time_ns() // 1_000_000
