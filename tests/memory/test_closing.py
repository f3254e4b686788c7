from __future__ import annotations

import asyncio
import gc
import warnings
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotKept
from bot.memory.address import Address
from bot.memory.database import Database
from bot.memory.memory import Memory
from tests.memory.builders import DAY, GUILD


def left_open() -> list[str]:
    """What the drivers say of connections that nobody closed, and nobody can close any more."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        gc.collect()
    return [str(each.message) for each in caught]


@pytest.mark.parametrize("turns", [1, 8, 40])
def test_a_task_that_reads_on_while_the_memory_is_closed_leaves_no_connection_open(
    turns: int, url: str
) -> None:
    async def play() -> BaseException | None:
        memory = await Memory.open(url)

        async def read_on() -> None:
            for _ in range(60):
                await memory.departed()

        reading = asyncio.create_task(read_on())
        for _ in range(turns):
            await asyncio.sleep(0)
        await memory.close()
        (ended,) = await asyncio.gather(reading, return_exceptions=True)
        return ended

    ended = asyncio.run(play())

    assert left_open() == []
    assert "is closed" in str(ended)


def test_a_closed_memory_keeps_nothing(url: str) -> None:
    async def play() -> None:
        memory = await Memory.open(url)
        await memory.close()
        with pytest.raises(NotKept, match="is closed"):
            await memory.left(GUILD, on=DAY)
        assert await memory.kept_guilds() == []

    asyncio.run(play())

    assert left_open() == []


@pytest.mark.parametrize("statement", ["SELECT 1", "SELECT no_such_column"])
def test_work_that_is_not_waited_for_any_longer_leaves_neither_a_connection_nor_a_task(
    statement: str, url: str
) -> None:
    async def play() -> None:
        database = Database(Address.of(url), busy_seconds=0.3)
        await database.open()
        has_begun, may_end = asyncio.Event(), asyncio.Event()

        async def work(connection: AsyncConnection) -> None:
            has_begun.set()
            await may_end.wait()
            await connection.execute(text(statement))

        working = asyncio.create_task(database.write(work))
        begun = asyncio.create_task(has_begun.wait())
        await asyncio.wait({working, begun}, return_when=asyncio.FIRST_COMPLETED)
        assert begun.done(), "The memory took too long to be written to"
        await database.close()
        may_end.set()
        await asyncio.gather(working, return_exceptions=True)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(play())

    assert left_open() == []


def test_a_memory_that_is_being_mended_is_closed_when_the_attempt_has_ended(
    tmp_path: Path,
) -> None:
    async def play(path: Path, seconds: float) -> None:
        # No file can be opened where a folder is.
        path.mkdir()
        database = Database(Address.of(f"sqlite:///{path}"), busy_seconds=0.5, again_seconds=0.001)
        await database.open()
        assert not database.is_working
        path.rmdir()
        await asyncio.sleep(seconds)
        await database.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    # What a thread of a connection ends with, pytest tells.
    for at in range(12):
        asyncio.run(play(tmp_path / str(at), at / 500))

    assert left_open() == []
