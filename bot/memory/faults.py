"""What keeps the memory from keeping or reading, in words, with the remedy."""

import errno
import sqlite3
from dataclasses import dataclass

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# What the database, or the way to it, may answer at any time. DataError and IntegrityError, which
# are children of DBAPIError, say that the program is wrong: `fault_of` gives those back.
# Until a connection stands, SQLAlchemy hands asyncpg's own errors on.
FAULTS = (DBAPIError, PoolTimeoutError, OSError, PostgresError, InterfaceError)


@dataclass(frozen=True, slots=True)
class Fault:
    """Two faults that are equal are one: it is told once."""

    words: str
    """What it is and what to do, as a sentence's end without its full stop."""


FULL = Fault("the disk is full; free some space")
LOCKED = Fault("another program holds it locked; end that program")
READ_ONLY = Fault(
    "it cannot be written; let the user that runs souffleur write the file and its folder"
)
CORRUPT = Fault(
    "the file is damaged or is no file of SQLite; move it away, and put a backup in its place"
)
CLOSED = Fault(
    "the file cannot be opened; let the user that runs souffleur read and write it and its folder"
)
FAILING = Fault("the file could not be read or written; look at the disk and its limits")
AWAY = Fault("the server cannot be reached, or ended the connection; start it, or mend the way")
CROWDED = Fault("the server takes no more connections; raise its max_connections")
LOCKED_OUT = Fault("the server refuses the user or the password; mend DATABASE_URL")
NO_DATABASE = Fault("the server has no such database; create it, or mend DATABASE_URL")

OF_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: CORRUPT,
    sqlite3.SQLITE_NOTADB: CORRUPT,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
    sqlite3.SQLITE_PERM: CLOSED,
    sqlite3.SQLITE_IOERR: FAILING,
}
# By the beginnings of PostgreSQL's codes (its manual, appendix A), the longer before the shorter.
OF_POSTGRESQL = {
    "53100": FULL,
    "55P03": LOCKED,
    "25006": READ_ONLY,
    "42501": Fault("the user may not do that there; grant it CREATE on the schema"),
    "3D000": NO_DATABASE,
    "53": CROWDED,
    "28": LOCKED_OUT,
    "08": AWAY,
    "57P": AWAY,
}
OF_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: CLOSED,
    errno.EPERM: CLOSED,
    errno.EISDIR: CLOSED,
    errno.ENOTDIR: CLOSED,
    errno.EIO: FAILING,
}


def fault_of(error: BaseException) -> Fault:
    """Return what `error`, one of FAULTS, means; raises it again where the program is wrong."""
    if isinstance(error, (DataError, IntegrityError)):
        raise error
    if isinstance(error, PoolTimeoutError):
        return LOCKED
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0, AWAY)
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        # The lower byte is the code; what stands above it tells details.
        code = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        return OF_SQLITE.get(code) or _unknown(origin)
    state = str(getattr(origin, "sqlstate", None) or "")
    for beginning, fault in OF_POSTGRESQL.items():
        if state.startswith(beginning):
            return fault
    return _unknown(origin) if state else AWAY


def _unknown(origin: BaseException | None) -> Fault:
    first = str(origin).partition("\n")[0]
    return Fault(f"the database says: {first[:200]}")
