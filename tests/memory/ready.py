"""A memory's file with the schema of today, made once and copied.

To take the steps of the schema takes ten times as long as the rest of opening a memory;
tests/memory/test_migrations.py looks at them.
"""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.memory.address import Address
from bot.memory.schema import migrate


def lay(file: Path) -> str:
    """Put such a file there, and return its address; no event loop may be running."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    file.write_bytes(_ready())
    return f"sqlite:///{file}"


def ready(url: str) -> None:
    """Take the steps in a new database; no event loop may be running."""
    asyncio.run(migrate(Address.of(url)))


@cache
def _ready() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "souffleur.db"
        ready(f"sqlite:///{file}")
        return file.read_bytes()
