"""A look at the memory that changes nothing: nothing is made, no step of the schema is taken."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotKept
from bot.memory.address import Address
from bot.memory.engine import BUSY_SECONDS, ways_into
from bot.memory.faults import CORRUPT, FAULTS, NO_FOLDER, READ_ONLY, Fault, fault_of
from bot.memory.schema import revision_of, revisions
from bot.memory.whereabouts import opened_only


async def look(url: str) -> str:
    """Return which memory is used and how it is.

    Raises MemoryRefused where the bot could not start with it, NotKept where it could, and would
    keep nothing; both in words that name the remedy.
    """
    address = Address.of(url)
    try:
        if address.file is None:
            found = await _look_at_server(address)
        else:
            found = _look_at_file(address.file)
    except FAULTS as error:
        raise _not_kept(address, fault_of(error)) from error
    except _Found as found_fault:
        raise _not_kept(address, found_fault.fault) from None
    newest = revisions()[-1]
    if found is None:
        return f"{address.shown}: it is made when the bot starts"
    if found != newest:
        return f"{address.shown}: it opens; its schema, {found}, becomes {newest} at the next start"
    return f"{address.shown}: it opens, and can be written"


class _Found(Exception):  # noqa: N818 - it carries what was found
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


def _look_at_file(file: Path) -> str | None:
    if not file.exists():
        folder = next(each for each in file.absolute().parents if each.exists())
        if not folder.is_dir():
            raise _Found(NO_FOLDER)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _Found(READ_ONLY)
        return None
    if not (os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)):
        raise _Found(READ_ONLY)
    # Whoever may read alone would leave SQLite's files beside it behind, and nobody else could
    # write them then.
    address = opened_only(file)
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        if connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
            raise _Found(CORRUPT)
        return revision_of(connection)


async def _look_at_server(address: Address) -> str | None:
    ways = ways_into(address)
    try:
        async with ways.reading.connect() as connection:
            if not await _may_write(connection):
                raise _Found(READ_ONLY_SERVER)
            return await connection.run_sync(revision_of)
    finally:
        await ways.engine.dispose()


async def _may_write(connection: AsyncConnection) -> bool:
    allowed = text(
        "SELECT has_schema_privilege(current_schema(), 'CREATE') AND NOT pg_is_in_recovery() "
        "AND current_setting('default_transaction_read_only') = 'off'"
    )
    return bool(await connection.scalar(allowed))


READ_ONLY_SERVER = Fault(
    "the user may not make tables there; grant it CREATE on the schema of a database that can be "
    "written"
)


def _not_kept(address: Address, fault: Fault) -> NotKept:
    return NotKept(f"{address.shown}: {fault.words}. The bot runs, and keeps nothing.")
