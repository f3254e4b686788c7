"""A file that is deleted or replaced under the running bot, and whatever may end the mending."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.errors import MemoryRefused, NotKept
from bot.memory.address import Address
from bot.memory.engine import ways_into
from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from bot.memory.schema import migrate
from tests.memory.builders import DAY, GUILD, OTHER, execute, opened, told, until, with_memory

QUICKLY: dict[str, Any] = {
    "busy_seconds": 0.1,
    "again_seconds": 0.05,
    "settings_kept_seconds": 0.0,
}
FRENCH, ENGLISH = GuildSettings(language="fr"), GuildSettings(language="en")


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.memory")


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def is_kept_on_disk(url: str, *guild_ids: int) -> bool:
    rows = await execute(url, "SELECT guild_id FROM guild_settings ORDER BY guild_id")
    return [row.guild_id for row in rows] == sorted(guild_ids)


@pytest.mark.parametrize("reads_first", [False, True])
def test_a_file_that_was_deleted_is_made_anew(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, *, reads_first: bool
) -> None:
    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            await memory.change_settings(GUILD, FRENCH)
            file_of(sqlite_url).unlink()
            if reads_first:
                assert await memory.settings(GUILD) == GuildSettings()
            await memory.change_settings(OTHER, ENGLISH)
            assert await memory.kept_guilds() == [OTHER]
            assert await is_kept_on_disk(sqlite_url, OTHER)
            assert memory.is_working

    asyncio.run(play())

    assert with_memory(sqlite_url, lambda memory: memory.kept_guilds()) == [OTHER]
    (said,) = [line for line in told(caplog.records) if "is another file now" in line]
    assert "deleted or replaced" in said
    assert file_of(sqlite_url).stat().st_mode & 0o777 == 0o600


@pytest.mark.unmeasured
def test_a_backup_in_its_place_is_used_and_nothing_of_the_other_file_gets_into_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    file, backup = file_of(sqlite_url), tmp_path / "backup.db"
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, FRENCH))
    shutil.copy(file, backup)

    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            # What is confirmed stands in the journal beside the file, and stays there.
            for guild_id in range(100, 150):
                await memory.change_settings(guild_id, ENGLISH)
            backup.rename(file)
            assert await memory.kept_guilds() == [GUILD]
            await memory.change_settings(OTHER, ENGLISH)
            assert await is_kept_on_disk(sqlite_url, GUILD, OTHER)
            assert await execute(sqlite_url, "PRAGMA integrity_check") == [("ok",)]

    asyncio.run(play())

    assert sorted(with_memory(sqlite_url, lambda memory: memory.kept_guilds())) == [OTHER, GUILD]


def test_a_file_that_is_replaced_while_much_is_written_loses_nothing_after_it(
    sqlite_url: str,
) -> None:
    async def play() -> None:
        async with opened(sqlite_url, busy_seconds=5.0, again_seconds=0.05) as memory:
            first = [memory.change_settings(each, FRENCH) for each in range(1, 11)]
            writing = asyncio.gather(*first, return_exceptions=True)
            await asyncio.sleep(0)
            file_of(sqlite_url).unlink()
            # What is under way may meet a file without a name, which SQLite refuses.
            assert {type(each) for each in await writing} <= {type(None), NotKept}
            await until(lambda: memory.is_working)
            await asyncio.gather(*(memory.change_settings(each, ENGLISH) for each in range(20, 30)))
            assert {*range(20, 30)} <= set(await memory.kept_guilds())

    asyncio.run(play())

    assert {*range(20, 30)} <= set(with_memory(sqlite_url, lambda memory: memory.kept_guilds()))


def test_a_file_that_is_deleted_while_it_is_opened_is_not_made_by_sqlite(sqlite_url: str) -> None:
    file, engine = file_of(sqlite_url), ways_into(Address.of(sqlite_url)).engine
    event.listen(engine.sync_engine, "do_connect", lambda *_: file.unlink())

    async def play() -> None:
        with pytest.raises(OperationalError, match="unable to open"):
            await engine.connect().start()
        await engine.dispose()
        # aiosqlite has its thread end after it has told, and the thread tells the loop once more.
        await until(lambda: threading.active_count() == before)

    before = threading.active_count()
    asyncio.run(play())

    assert not file.exists()


def test_what_is_shared_by_those_who_have_a_deleted_file_open_is_left_to_them(
    sqlite_url: str,
) -> None:
    file = file_of(sqlite_url)
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, FRENCH))

    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as before:
            await before.change_settings(GUILD, ENGLISH)
            beside = file.with_name(f"{file.name}-shm")
            with beside.open("rb") as shared:
                file.unlink()
                async with opened(sqlite_url, **QUICKLY) as after:
                    await after.change_settings(OTHER, FRENCH)
                    assert beside.stat().st_ino != os.fstat(shared.fileno()).st_ino
                    assert await after.kept_guilds() == [OTHER]

    asyncio.run(play())


def test_a_newer_memory_in_its_place_is_told_and_left_alone(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, newer = file_of(sqlite_url), tmp_path / "newer.db"
    with_memory(sqlite_url, lambda memory: memory.change_settings(GUILD, FRENCH))
    shutil.copy(file, newer)
    asyncio.run(execute(f"sqlite:///{newer}", "UPDATE alembic_version SET version_num = '0042'"))

    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            newer.rename(file)
            with pytest.raises(NotKept, match="newer version of souffleur"):
                await memory.change_settings(OTHER, ENGLISH)
            assert not memory.is_working
            await execute(sqlite_url, "UPDATE alembic_version SET version_num = '0006'")
            await until(lambda: memory.is_working)
            await memory.change_settings(OTHER, ENGLISH)

    asyncio.run(play())

    assert "newer version" in "".join(told(caplog.records))


def test_the_mending_outlives_a_database_that_refuses_its_attempt(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            await memory.change_settings(GUILD, FRENCH)
            refusing = (
                "CREATE TRIGGER t BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'x'); END"
            )
            await execute(sqlite_url, refusing)
            await put_out_of_order(memory, sqlite_url)
            await until(lambda: "its tables are not" in "".join(told(caplog.records)))
            assert await memory.settings(GUILD) == FRENCH
            await execute(sqlite_url, "DROP TRIGGER t")
            await until(lambda: memory.is_working)

    asyncio.run(play())


def test_the_mending_outlives_a_schema_at_two_steps(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            await memory.change_settings(GUILD, FRENCH)
            await execute(sqlite_url, "INSERT INTO alembic_version VALUES ('0003')")
            await put_out_of_order(memory, sqlite_url)
            await until(lambda: "several steps" in "".join(told(caplog.records)))
            await execute(sqlite_url, "DELETE FROM alembic_version WHERE version_num = '0003'")
            await until(lambda: memory.is_working)

    asyncio.run(play())


async def put_out_of_order(memory: Memory, url: str) -> None:
    other = sqlite3.connect(file_of(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotKept):
        await memory.left(OTHER, on=DAY)
    other.close()


def test_a_schema_at_two_steps_is_refused_at_the_start(url: str) -> None:
    asyncio.run(migrate(Address.of(url)))
    asyncio.run(execute(url, "INSERT INTO alembic_version VALUES ('0003')"))

    with pytest.raises(MemoryRefused, match=r"several steps .* \(0003, 0006\); restore a backup"):
        with_memory(url, lambda memory: memory.kept_guilds())


def test_steps_that_cannot_be_taken_are_refused_in_words(sqlite_url: str) -> None:
    with pytest.raises(MemoryRefused, match="cannot be brought up to date"):
        asyncio.run(migrate(Address.of(sqlite_url), to="nowhere"))


@pytest.mark.parametrize("place", ["souffleur.db", "further/souffleur.db", f"{'x' * 300}/s.db"])
def test_a_folder_that_cannot_be_is_told_as_such(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    folder = tmp_path if place.startswith("x") else Path("/dev/null")

    async def play(memory: Memory) -> None:
        assert not memory.is_working

    with_memory(f"sqlite:///{folder}/{place}", play)

    said = "".join(told(caplog.records))
    assert "there can be no such folder" in said
    assert "DATA_DIR" in said
    assert "server" not in said
