"""Which connections are in use: none is let go before its work ends, and none is left open."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import NotKept


class Connections:
    """Gives one to whoever works with the database, until it is shut."""

    def __init__(self, engine: AsyncEngine, *, shown: str) -> None:
        self._engine = engine
        self._shown = shown
        self._shut = asyncio.Event()
        self._letting_go = asyncio.Lock()
        self._works = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextlib.asynccontextmanager
    async def one(self, way: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Give a connection by that way, one of the engine's own; raises NotKept once shut."""
        # A connection that is taken while the others are let go would never be closed.
        async with self.none_taken():
            pool = self._engine.pool
            self._works += 1
            self._idle.clear()
        try:
            async with way.connect() as connection:
                try:
                    yield connection
                finally:
                    if self._engine.pool is not pool:
                        # It was not waited for any longer. Nobody looks into the old pool again.
                        await connection.invalidate()
        finally:
            self._works -= 1
            if not self._works:
                self._idle.set()

    @contextlib.asynccontextmanager
    async def none_taken(self) -> AsyncIterator[None]:
        """Let nobody take a connection meanwhile; raises NotKept once shut."""
        async with self._letting_go:
            if self.is_shut:
                raise NotKept(f"The memory ({self._shown}) is closed.")
            yield

    async def let_go(self, *, within_seconds: float) -> None:
        """Close every connection once no work goes on, or after that time; to be `none_taken`."""
        # Whoever waits for an answer of a connection that is gone waits for ever.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_seconds):
                await self._idle.wait()
        await self._engine.dispose()

    @property
    def is_shut(self) -> bool:
        """Whether none is given any more."""
        return self._shut.is_set()

    def shut(self) -> None:
        """Give none from now on; those that are taken stay until `close`.

        Somebody does come later: a task that nobody waited for, between two things that it reads.
        """
        self._shut.set()

    async def shut_within(self, seconds: float) -> bool:
        """Wait so long, or until none is given any more; tell whether that is so."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._shut.wait()
        return self.is_shut

    async def close(self, *, within_seconds: float) -> None:
        """Close every connection as `let_go` does; to be `shut` before."""
        async with self._letting_go:
            await self.let_go(within_seconds=within_seconds)
