"""The database as it may be: there, or out of order; it comes back by itself."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import TypeVar

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import MemoryRefused, NotKept
from bot.memory.address import Address
from bot.memory.engine import BUSY_SECONDS, take_the_lock, ways_into
from bot.memory.faults import FAULTS, Fault, fault_of
from bot.memory.schema import migrate, revision_of, revisions
from bot.memory.tables import articles

AGAIN_SECONDS = 5.0
# No server of Discord's has that number.
NOBODY = 0
TRIED_OUT_BYTES = 1_000_000

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]

_log = logging.getLogger(__name__)


class Database:
    """Reads and writes, each in a transaction of its own.

    While it is out of order what would write is refused at once, and what would read too once a
    read has failed; on a full disk none does. A task tries again every `again_seconds`.
    """

    def __init__(
        self,
        address: Address,
        *,
        busy_seconds: float = BUSY_SECONDS,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        self._address = address
        self._busy_seconds = busy_seconds
        self._again_seconds = again_seconds
        self._ways = ways_into(address, busy_seconds=busy_seconds)
        self._reads = True
        # Of one spell out of order, oldest first: each is told once.
        self._faults: list[Fault] = []
        self._mending: asyncio.Task[None] | None = None
        self._works = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_working(self) -> bool:
        """Whether what is written now will be kept, as far as is known."""
        return not self._faults

    async def open(self) -> None:
        """Bring the schema to what this program knows; raises MemoryRefused where it is newer."""
        try:
            await self._prepare()
        except FAULTS as error:
            self._reads = False
            self._out_of_order(fault_of(error))

    async def close(self) -> None:
        """Let go of every connection, once nothing is read or written any more."""
        # Whoever waits for an answer of a connection that is gone waits for ever.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * self._busy_seconds):
                await self._idle.wait()
        if self._mending is not None:
            self._mending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._mending
        await self._ways.engine.dispose()

    async def read(self, work: Work[Result]) -> Result:
        """Return what `work` reads; raises NotKept where that cannot be."""
        if not self._reads:
            raise NotKept(self._said(self._faults[-1]))
        try:
            with self._at_work():
                async with self._ways.reading.connect() as connection:
                    return await work(connection)
        except FAULTS as error:
            fault = fault_of(error)
            self._reads = False
            self._out_of_order(fault)
            raise NotKept(self._said(fault)) from error

    async def write(self, work: Work[Result]) -> Result:
        """Return what `work` returns, once all that it wrote is kept; raises NotKept else."""
        if self._faults:
            raise NotKept(self._said(self._faults[-1]))
        try:
            return await self._write(work)
        except FAULTS as error:
            fault = fault_of(error)
            self._out_of_order(fault)
            raise NotKept(self._said(fault)) from error

    async def erase(self, work: Work[Result]) -> Result:
        """Write, then let go of what was erased."""
        erased = await self.write(work)
        await self.let_go()
        return erased

    async def let_go(self) -> None:
        """Have SQLite let go of the copies that its journal holds of what was erased."""
        if self._address.file is not None:
            with contextlib.suppress(*FAULTS):
                outside = self._ways.engine.execution_options(begin=None)
                with self._at_work():
                    async with outside.connect() as connection:
                        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _write(self, work: Work[Result]) -> Result:
        with self._at_work():
            async with self._ways.writing.begin() as connection:
                await take_the_lock(connection)
                return await work(connection)

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        self._works += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._works -= 1
            if not self._works:
                self._idle.set()

    async def _prepare(self) -> None:
        # Where nothing is to be done, nothing is waited for: not even for who holds it locked.
        if await _revision(self._ways.reading) != revisions()[-1]:
            await migrate(self._address, busy_seconds=self._busy_seconds)

    def _out_of_order(self, fault: Fault) -> None:
        if fault not in self._faults:
            self._faults.append(fault)
            _log.error(
                "%s Answers go on, nothing new is kept; it is tried again every %g s",
                self._said(fault),
                self._again_seconds,
            )
        if self._mending is None:
            self._mending = asyncio.create_task(self._mend())

    async def _mend(self) -> None:
        while self._faults:
            await asyncio.sleep(self._again_seconds)
            # What is open leads to the file or the server that was, not to the one that is.
            await self._ways.engine.dispose()
            try:
                self._reads = await self._can_be_read()
                if self._reads:
                    await self._write(_try_out)
                    self._faults.clear()
                    _log.info("The memory (%s) works again", self._address.shown)
            except FAULTS as error:
                self._out_of_order(fault_of(error))
        self._mending = None

    async def _can_be_read(self) -> bool:
        try:
            await self._prepare()
        except FAULTS as error:
            self._out_of_order(fault_of(error))
        except MemoryRefused as error:
            # What is there now is not what was there at the start.
            self._out_of_order(Fault(str(error).rstrip(".")))
        else:
            return True
        return False

    def _said(self, fault: Fault) -> str:
        return f"The memory ({self._address.shown}) is out of order: {fault.words}."


async def _revision(way: AsyncEngine) -> str | None:
    async with way.connect() as connection:
        return await connection.run_sync(revision_of)


async def _try_out(connection: AsyncConnection) -> None:
    """Write something and take it away: that alone tells whether writing works again.

    It is large and at random, for a full disk often has place for a little more.
    """
    row = articles.insert().values(
        guild_id=NOBODY,
        article_id="",
        markdown=secrets.token_hex(TRIED_OUT_BYTES // 2),
        source="",
        added_on=date.min,
        digest="",
    )
    await connection.execute(row)
    await connection.execute(delete(articles).where(articles.c.guild_id == NOBODY))
