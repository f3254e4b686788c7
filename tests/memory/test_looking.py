"""A look changes nothing: it says which memory is used, and how it is."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest

from bot.errors import MemoryRefused, NotKept
from bot.memory.address import Address
from bot.memory.looking import look
from bot.memory.schema import migrate
from tests.memory.builders import GUILD, KEEPING, execute, with_memory
from tests.memory.postgres import with_parts

PASSWORD = "geheim1234"


def seen(url: str) -> str:
    return asyncio.run(look(url))


def test_what_is_not_there_yet_is_not_made(url: str) -> None:
    said = seen(url)

    assert said == f"{Address.of(url).shown}: it is made when the bot starts"
    if url.startswith("sqlite"):
        assert not Path(url.removeprefix("sqlite:///")).parent.exists()
    else:
        tables = "SELECT * FROM pg_tables WHERE schemaname = 'public'"
        assert asyncio.run(execute(url, tables)) == []


def test_what_is_well_is_said_to_be_and_left_alone(url: str) -> None:
    with_memory(url, lambda memory: memory.change_settings(GUILD, KEEPING))

    assert seen(url) == f"{Address.of(url).shown}: it opens, and can be written"
    assert with_memory(url, lambda memory: memory.settings(GUILD)) == KEEPING


def test_a_look_leaves_no_file_behind(sqlite_url: str) -> None:
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, KEEPING))
    file = Path(sqlite_url.removeprefix("sqlite:///"))

    seen(sqlite_url)

    assert list(file.parent.iterdir()) == [file]


def test_an_earlier_schema_is_told_and_left(url: str) -> None:
    asyncio.run(migrate(Address.of(url), to="0002"))

    assert "its schema, 0002, becomes 0006 at the next start" in seen(url)
    assert asyncio.run(execute(url, "SELECT version_num FROM alembic_version")) == [("0002",)]


def test_a_newer_schema_is_refused(url: str) -> None:
    asyncio.run(migrate(Address.of(url)))
    asyncio.run(execute(url, "UPDATE alembic_version SET version_num = '0042'"))

    with pytest.raises(MemoryRefused, match="newer version of souffleur"):
        seen(url)


def test_a_memory_that_is_written_to_can_be_looked_at(sqlite_url: str) -> None:
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, KEEPING))
    writer = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")

    assert "it opens" in seen(sqlite_url)

    writer.close()


def test_a_damaged_file_is_told_with_its_remedy(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, KEEPING))
    pages = bytearray(file.read_bytes())
    pages[5000:-4096] = b"\xff" * len(pages[5000:-4096])
    file.write_bytes(pages)

    with pytest.raises(NotKept, match=r"the file is damaged.*put a backup in its place"):
        seen(sqlite_url)


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "souffleur.db").write_text("Il était une fois. " * 100, encoding="utf-8")

    with pytest.raises(NotKept, match="is no file of SQLite"):
        seen(f"sqlite:///{tmp_path}/souffleur.db")


def test_a_folder_that_cannot_hold_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotKept, match="there can be no such folder"):
        seen(f"sqlite:///{tmp_path}/file/souffleur.db")


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(NotKept, match="the server cannot be reached") as told:
        seen(f"postgresql://bot:{PASSWORD}@127.0.0.1:1/souffleur")

    assert PASSWORD not in str(told.value)


def test_a_server_that_lets_nothing_be_made_is_told(postgresql_url: str) -> None:
    # Roles are the whole server's: the name is this test's alone.
    role = f"reader_{uuid4().hex}"
    made = f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'"
    asyncio.run(execute(postgresql_url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", made))
    try:
        with pytest.raises(NotKept, match="grant it CREATE on the schema"):
            seen(with_parts(postgresql_url, user=role, password=PASSWORD))
    finally:
        asyncio.run(execute(postgresql_url, f"DROP ROLE {role}"))
