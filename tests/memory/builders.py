"""What the tests of the memory are made of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.address import Address
from bot.memory.engine import ways_into
from bot.memory.kept import GuildSettings, KeptArticle
from bot.memory.memory import Memory

GUILD, OTHER = 1_234_567_890_123_456_789, 42
DAY = date(2026, 3, 1)
KEEPING = GuildSettings(keeps_questions=True)
Result = TypeVar("Result")


def article(name: str = "phare", markdown: str = "# Le phare\n\nIl a brûlé.\n") -> KeptArticle:
    return KeptArticle.of(name, markdown, source=f"{name}.md", added_on=DAY)


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncIterator[Memory]:
    memory = await Memory.open(url, **options)
    try:
        yield memory
    finally:
        await memory.close()


def with_memory(url: str, work: Callable[[Memory], Awaitable[Result]], **options: Any) -> Result:
    """What `work` returns of a memory that is opened for it and closed again."""

    async def play() -> Result:
        async with opened(url, **options) as memory:
            return await work(memory)

    return asyncio.run(play())


async def execute(url: str, *statements: str, **values: object) -> list[Any]:
    """Run SQL past the memory's door, and return the rows of the last statement."""
    ways = ways_into(Address.of(url))
    try:
        async with ways.writing.begin() as connection:
            return await _all(connection, statements, values)
    finally:
        await ways.engine.dispose()


async def _all(
    connection: AsyncConnection, statements: tuple[str, ...], values: dict[str, object]
) -> list[Any]:
    rows: list[Any] = []
    for statement in statements:
        result = await connection.execute(text(statement), values)
        rows = list(result) if result.returns_rows else []
    return rows


async def until(holds: Callable[[], bool], *, timeout_seconds: float = 20) -> None:
    async with asyncio.timeout(timeout_seconds):
        while not holds():
            await asyncio.sleep(0.02)


def told(records: list[logging.LogRecord]) -> list[str]:
    """What the memory said in the log."""
    return [record.getMessage() for record in records if record.name.startswith("bot.memory")]
