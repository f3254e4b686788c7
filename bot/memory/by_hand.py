"""What `souffleur data` does: a server's data as JSON, or erased, also while the bot runs."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import MemoryRefused
from bot.memory.address import Address
from bot.memory.memory import Memory

Result = TypeVar("Result")


def exported(url: str, guild_id: int) -> str:
    """Return all that is kept of that server as JSON; raises NotKept where it cannot be read."""
    return json.dumps(_with_memory(url, lambda memory: memory.export(guild_id)), indent=2)


def erased(url: str, guild_id: int) -> int:
    """Erase it, and return how many things that were; raises NotKept where that cannot be."""
    return _with_memory(url, lambda memory: memory.erase(guild_id))


def _with_memory(url: str, work: Callable[[Memory], Awaitable[Result]]) -> Result:
    address = Address.of(url)
    if address.file is not None and not address.file.exists():
        raise MemoryRefused(
            f"There is no memory at {address.file}: nothing was kept yet, or DATA_DIR or "
            "DATABASE_URL names another place."
        )
    # The error that is raised says it already.
    logging.getLogger("bot.memory").addHandler(logging.NullHandler())

    async def played() -> Result:
        memory = await Memory.open(url)
        try:
            return await work(memory)
        finally:
            await memory.close()

    return asyncio.run(played())
