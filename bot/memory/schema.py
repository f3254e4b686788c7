"""The schema: brought to what this program knows, under a lock, by Alembic's steps."""

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.errors import MemoryRefused
from bot.memory.address import Address
from bot.memory.engine import BUSY_SECONDS, take_the_lock, way_to_migrate

MIGRATIONS = Path(__file__).parent / "migrations"

_log = logging.getLogger(__name__)


@cache
def revisions() -> tuple[str, ...]:
    """Return the name of every step, oldest first; their files are read once."""
    steps = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return tuple(step.revision for step in steps)[::-1]


async def migrate(
    address: Address, *, to: str = "head", busy_seconds: float = BUSY_SECONDS
) -> None:
    """Take the steps that are missing, all of them or none.

    Of several processes that start at once one takes them, the others wait for it. Raises
    MemoryRefused where the schema is newer than this program.
    """
    engine = way_to_migrate(address, busy_seconds=busy_seconds)
    try:
        async with engine.begin() as connection:
            await take_the_lock(connection)
            await connection.run_sync(_migrate, to)
    finally:
        await engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """Return the last step that was taken, None before the first; raises as `migrate` does."""
    heads = MigrationContext.configure(connection).get_current_heads()
    if len(heads) > 1:
        raise MemoryRefused(
            f"The memory is at several steps of its schema at once ({', '.join(sorted(heads))}); "
            "restore a backup."
        )
    found = heads[0] if heads else None
    if found is not None and found not in revisions():
        raise MemoryRefused(
            f"The memory was written by a newer version of souffleur (its schema is {found}, this "
            f"version knows {revisions()[-1]} at most); start that version, or restore the backup "
            "that was made before it."
        )
    return found


def _migrate(connection: Connection, to: str) -> None:
    before = revision_of(connection)
    config = Config()
    # A percent sign would begin a reference to another option.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise MemoryRefused(
            "The memory's schema cannot be brought up to date; restore a backup, or install "
            "souffleur again."
        ) from error
    after = revision_of(connection)
    if before != after:
        _log.info("The memory's schema is now %s; it was %s", after, before or "not there")
