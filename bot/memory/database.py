"""The database as it may be: there, or out of order; it comes back by itself."""

import asyncio
import contextlib
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import NotKept
from bot.memory.address import Address
from bot.memory.connections import Connections
from bot.memory.engine import ANSWER_SECONDS, BUSY_SECONDS, take_the_lock, ways_into
from bot.memory.faults import (
    ALL_FAULTS,
    DAMAGED_ROW,
    FAULTS,
    ROW_FAULTS,
    Fault,
    fault_in_mending,
    fault_of,
    is_of_a_row,
)
from bot.memory.schema import migrate, revision_of, revisions
from bot.memory.tables import articles
from bot.memory.whereabouts import OpenFile

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
        self._told_rows: set[str] = set()
        self._mending: asyncio.Task[None] | None = None
        self._open_file = OpenFile(address.file)
        self._connections = Connections(self._ways.engine, shown=address.shown)

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
        """Let go of every connection, once what was begun is done; all else raises NotKept."""
        self._connections.shut()
        if (mending := self._mending) is not None:
            # A connection that is cut off while it is made ends with an error in its own thread.
            await asyncio.wait({mending}, timeout=2 * self._busy_seconds)
            mending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await mending
        await self._connections.close(within_seconds=2 * self._busy_seconds)

    async def read(self, work: Work[Result]) -> Result:
        """Return what `work` reads; raises NotKept where that cannot be."""
        self._require(self._reads)
        with self._told(is_reading=True):
            await self._follow()
            async with self._connections.one(self._ways.reading) as connection:
                return await work(connection)

    async def write(self, work: Work[Result]) -> Result:
        """Return what `work` returns, once all that it wrote is kept; raises NotKept else."""
        self._require(not self._faults)
        with self._told():
            await self._follow()
            return await self._write(work)

    async def erase(self, work: Work[Result]) -> Result:
        """Write, then let go of what was erased."""
        erased = await self.write(work)
        await self.let_go()
        return erased

    async def let_go(self) -> None:
        """Have SQLite let go of the copies that its journal holds of what was erased."""
        if self._address.file is not None:
            # Once it is closed that is done: the last one out of SQLite takes its journal away.
            with contextlib.suppress(*FAULTS, NotKept):
                outside = self._ways.engine.execution_options(begin=None)
                async with self._connections.one(outside) as connection:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _write(self, work: Work[Result]) -> Result:
        way = self._ways.writing
        async with self._connections.one(way) as connection, connection.begin():
            await take_the_lock(connection)
            return await work(connection)

    def _require(self, is_possible: bool) -> None:
        if not is_possible:
            self._begin_to_mend()
            raise NotKept(self._said(self._faults[-1]))

    @contextlib.contextmanager
    def _told(self, *, is_reading: bool = False) -> Iterator[None]:
        """Turn what a database may answer into NotKept, and tell it in the log."""
        try:
            yield
        except ALL_FAULTS as error:
            if isinstance(error, ROW_FAULTS) and is_of_a_row(error):
                self._tell_row(error)
                # Its words may hold what people wrote.
                raise NotKept(self._said(DAMAGED_ROW)) from None
            fault = fault_of(error)
            self._reads = self._reads and not is_reading
            self._out_of_order(fault)
            raise NotKept(self._said(fault)) from error

    def _tell_row(self, error: BaseException) -> None:
        *_, last = traceback.extract_tb(error.__traceback__)
        where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
        if where not in self._told_rows:
            self._told_rows.add(where)
            _log.error("%s It was found by %s", self._said(DAMAGED_ROW), where)

    async def _follow(self) -> None:
        """Open the file that is there, where it is another one than the one that is open."""
        if self._open_file.is_there():
            return
        async with self._connections.none_taken():
            if self._open_file.is_there():
                return
            await self._reopen()
            _log.warning(
                "The memory (%s) is another file now: the one that was open was deleted or "
                "replaced, and what was kept in it is no longer known",
                self._address.shown,
            )

    async def _reopen(self) -> None:
        # What is open leads to the file or the server that was, not to the one that is.
        await self._connections.let_go(within_seconds=2 * self._busy_seconds + ANSWER_SECONDS)
        if not self._open_file.is_there():
            self._open_file.clear()
        await self._prepare()

    async def _prepare(self) -> None:
        # Where nothing is to be done, nothing is waited for: not even for who holds it locked.
        if await _revision(self._ways.reading) != revisions()[-1]:
            await migrate(self._address, busy_seconds=self._busy_seconds)
        self._open_file.note()

    def _out_of_order(self, fault: Fault) -> None:
        if fault not in self._faults:
            self._faults.append(fault)
            _log.error(
                "%s Answers go on, nothing new is kept; it is tried again every %g s",
                self._said(fault),
                self._again_seconds,
            )
        self._begin_to_mend()

    def _begin_to_mend(self) -> None:
        if self._mending is None and not self._connections.is_shut:
            self._mending = asyncio.create_task(self._mend())

    async def _mend(self) -> None:
        try:
            while self._faults and not await self._connections.shut_within(self._again_seconds):
                await self._try_again()
        finally:
            # Whatever ended it: whoever comes next begins anew.
            self._mending = None

    async def _try_again(self) -> None:
        is_readable = False
        try:
            async with self._connections.none_taken():
                await self._reopen()
            is_readable = True
            await self._write(_try_out)
        except NotKept:
            # It is closed.
            return
        except ALL_FAULTS as error:
            self._reads = is_readable
            self._out_of_order(fault_in_mending(error))
        else:
            self._reads = True
            self._faults.clear()
            _log.info("The memory (%s) works again", self._address.shown)

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
