"""The ways into the database: one to read, one to write, and one to change the schema."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.memory.address import Address
from bot.memory.whereabouts import opened_only, remove_beside

# A write waits that long for another one, of this process or of another, before it gives up.
BUSY_SECONDS = 5.0
# A server that takes a question and never answers is given up after that.
ANSWER_SECONDS = 10.0
CONNECTIONS = 4
# Whoever writes or changes the schema holds this lock of PostgreSQL; any number of our own does.
LOCK = 0x50FF1E
PRAGMAS = (
    "journal_mode = WAL",
    # What is confirmed outlives a loss of power too, not a killed process alone.
    "synchronous = FULL",
    "foreign_keys = ON",
    # What is erased is overwritten.
    "secure_delete = ON",
)


@dataclass(frozen=True, slots=True)
class Ways:
    """The same database, entered to read or to write; both share their connections."""

    engine: AsyncEngine
    reading: AsyncEngine
    writing: AsyncEngine


def ways_into(address: Address, *, busy_seconds: float = BUSY_SECONDS) -> Ways:
    """Return the ways; nothing is opened before the first use."""
    if address.file is not None:
        engine = _sqlite(address, address.file, busy_seconds)
        return Ways(engine, engine, engine.execution_options(begin="BEGIN IMMEDIATE"))
    engine = create_async_engine(
        address.url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=busy_seconds,
        # A server that was started again has closed what the pool holds.
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=_of_postgresql(busy_seconds) | {"command_timeout": ANSWER_SECONDS},
    )
    # What is read at several places, as an export is, must be of one moment.
    return Ways(engine, engine.execution_options(isolation_level="REPEATABLE READ"), engine)


def way_to_migrate(address: Address, *, busy_seconds: float = BUSY_SECONDS) -> AsyncEngine:
    """Return a way for one use, whose statements may take long: a large table is changed so."""
    if address.file is not None:
        engine = _sqlite(address, address.file, busy_seconds, poolclass=NullPool)
        # Stronger than what a write takes: where the file is not in WAL mode, nobody reads either.
        return engine.execution_options(begin="BEGIN EXCLUSIVE")
    return create_async_engine(
        address.url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args=_of_postgresql(busy_seconds),
    )


async def take_the_lock(connection: AsyncConnection) -> None:
    """Wait until nobody else writes; until the transaction ends nobody else does.

    In SQLite the transaction's beginning does it. One writer at a time is the law in both, so that
    both behave alike: what is erased and what is kept meanwhile never meet.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _of_postgresql(busy_seconds: float) -> dict[str, Any]:
    waits = {"lock_timeout": str(int(busy_seconds * 1000)), "application_name": "souffleur"}
    return {"timeout": busy_seconds, "server_settings": waits}


def _sqlite(
    address: Address,
    file: Path,
    busy_seconds: float,
    **pool: Any,  # noqa: ANN401 - options of SQLAlchemy's
) -> AsyncEngine:
    pool = pool or {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": busy_seconds}
    engine = create_async_engine(
        address.url, hide_parameters=True, connect_args={"timeout": busy_seconds}, **pool
    )
    event.listen(engine.sync_engine, "do_connect", partial(_open_what_is_there, file))
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _open_what_is_there(
    file: Path, _dialect: object, _entry: object, cargs: list[Any], cparams: dict[str, Any]
) -> None:
    """Have a connection made to the file, which SQLite may not make by itself.

    One that is deleted right after it was looked at would be made anew, and what stands beside it
    cut off under the feet of those who have the deleted one open.
    """
    _make_private(file)
    cargs[0] = opened_only(file)
    cparams["uri"] = True


def _make_private(file: Path) -> None:
    # It may hold what people asked: made by SQLite itself, others could read it.
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        # One that cannot be written says so here.
        os.close(os.open(file, os.O_RDWR))
        return
    # What stands beside a new file is of one that was deleted. Connections to that one may be open
    # still: SQLite would cut off what they share under their feet, which ends the whole process.
    remove_beside(file)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's own way of beginning transactions leaves out those that read, and DDL.
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        # The pool does not know it yet: its thread would stay.
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(statement)
