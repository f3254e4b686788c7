"""Sessions at the gateway when several processes begin them."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.reconnecting import Sessions
from bot.chat.turns import ALONE, Share, SharedSessions, sessions_of
from bot.shards import Shards
from tests.chat.playing import HURRIED, QUESTION
from tests.chat.sharding import HIGH, Cluster, clustered
from tests.memory.builders import opened

PACE = replace(HURRIED, new_session_seconds=0.2, longest_turn_seconds=0.3)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program holds the file: nothing can be written to it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_process_that_is_not_alone_takes_turns_with_the_others(sqlite_url: str) -> None:
    async def play() -> None:
        async with opened(sqlite_url) as memory:
            assert isinstance(sessions_of(ALONE, memory, PACE), Sessions)
            assert isinstance(sessions_of(Share(HIGH), None, PACE), Sessions)
            assert isinstance(sessions_of(Share(HIGH), memory, PACE), SharedSessions)

    asyncio.run(play())


def test_a_turn_that_is_too_far_away_is_given_up_in_time(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> list[BaseException | None]:
        async with opened(sqlite_url) as memory:
            sessions = sessions_of(Share(HIGH), memory, PACE)
            asked = [sessions.turn(3, initial=False) for _ in range(4)]
            return await asyncio.gather(*asked, return_exceptions=True)

    ended = asyncio.run(play())

    # Turns are 0.22 s apart, and one that is more than 0.3 s away is left to others.
    assert [type(each) for each in ended if each] == [TimeoutError, TimeoutError]
    assert "Shard 3 has its turn at the gateway in" in caplog.text


def test_while_the_memory_is_out_of_order_a_process_spaces_its_own_sessions(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "souffleur.db"

    async def play() -> float:
        async with opened(f"sqlite:///{file}", busy_seconds=0.05, again_seconds=9) as memory:
            sessions = sessions_of(Share(Shards((2, 3), 4)), memory, PACE)
            with held(file):
                await sessions.turn(2, initial=True)
                begun = time.monotonic()
                await sessions.turn(3, initial=False)
                return time.monotonic() - begun

    waited = asyncio.run(play())

    assert waited >= PACE.new_session_seconds
    assert "Other processes cannot be asked for a turn: The memory" in caplog.text


@clustered()
async def test_a_process_without_its_memory_comes_to_discord_all_the_same(there: Cluster) -> None:
    # A folder stands where the file should be: nothing can be read, and nothing written.
    there.file.unlink()
    there.file.mkdir()

    async with there.running(HIGH):
        asked = await there.server.say(
            f"{there.server.mention} {QUESTION}", channel=there.channels[3]
        )
        assert await there.server.replies_to(asked)
