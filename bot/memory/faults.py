"""What keeps the memory from keeping or reading, in words, with the remedy."""

import errno
import sqlite3
from dataclasses import dataclass

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import MemoryRefused

# What the database, or the way to it, may answer at any time. DataError and IntegrityError, which
# are children of DBAPIError, say that the program is wrong: `fault_of` gives those back.
# Until a connection stands, SQLAlchemy hands asyncpg's own errors on.
FAULTS = (DBAPIError, PoolTimeoutError, OSError, PostgresError, InterfaceError)
# What reading a row may raise that holds something else than this program wrote.
ROW_FAULTS = (ValueError, LookupError, TypeError, DBAPIError)


# Of another file than the one at the start MemoryRefused tells.
ALL_FAULTS = (*FAULTS, *ROW_FAULTS, MemoryRefused)


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
NO_FOLDER = Fault(
    "there can be no such folder: a file stands in its way, or its name is too long; name another "
    "one in DATA_DIR or DATABASE_URL"
)
OTHER_TABLES = Fault("its tables are not what this version needs; put a backup in its place")
DAMAGED_ROW = Fault(
    "a row is damaged; put a backup in its place, or erase what is kept of that server with "
    "souffleur data erase"
)
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
    # Of statements that never change: a table or a column is missing, or there are two.
    sqlite3.SQLITE_ERROR: OTHER_TABLES,
}
# By the beginnings of PostgreSQL's codes (its manual, appendix A), the longer before the shorter.
OF_POSTGRESQL = {
    "53100": FULL,
    "55P03": LOCKED,
    "25006": READ_ONLY,
    "42501": Fault("the user may not do that there; grant it CREATE on the schema"),
    "3D000": NO_DATABASE,
    "42": OTHER_TABLES,
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
    errno.ENOTDIR: NO_FOLDER,
    errno.EEXIST: NO_FOLDER,
    errno.ENAMETOOLONG: NO_FOLDER,
    errno.ELOOP: NO_FOLDER,
    errno.EIO: FAILING,
}


def fault_of(error: BaseException) -> Fault:
    """Return what `error`, one of FAULTS or MemoryRefused, means.

    Raises it again where the program is wrong.
    """
    if isinstance(error, (DataError, IntegrityError)):
        raise error
    if isinstance(error, MemoryRefused):
        return Fault(str(error).rstrip("."))
    if isinstance(error, PoolTimeoutError):
        return LOCKED
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0, AWAY)
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        # The lower byte is the code; what stands above it tells details.
        code = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        return OF_SQLITE.get(code) or _unknown(getattr(origin, "sqlite_errorname", ""))
    state = str(getattr(origin, "sqlstate", None) or "")
    for beginning, fault in OF_POSTGRESQL.items():
        if state.startswith(beginning):
            return fault
    return _unknown(state) if state else AWAY


def is_of_a_row(error: BaseException) -> bool:
    """Tell whether `error`, one of ROW_FAULTS, is about what one row holds, not the database."""
    if isinstance(error, DBAPIError):
        # Python's own words for a text that is no text; it has no code of SQLite's.
        is_of_python = isinstance(error.orig, sqlite3.OperationalError)
        return is_of_python and str(error.orig).startswith("Could not decode to UTF-8")
    return not isinstance(error, FAULTS)


def fault_in_mending(error: BaseException) -> Fault:
    """Return what `error`, one of ALL_FAULTS, means when what failed is our own small attempt."""
    if isinstance(error, (DataError, IntegrityError)) or (
        isinstance(error, ROW_FAULTS) and is_of_a_row(error)
    ):
        return OTHER_TABLES
    return fault_of(error)


def _unknown(code: str) -> Fault:
    # Its own words may hold what people wrote.
    return Fault(f"the database refuses it ({code or 'without a code'}); look its code up")
