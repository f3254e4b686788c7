"""A file that is full, locked, damaged or closed: the bot goes on, says so once, and recovers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotKept
from bot.memory.address import Address
from bot.memory.engine import take_the_lock, way_to_migrate
from bot.memory.kept import GuildSettings, Outcome, Unanswered
from bot.memory.memory import Memory
from tests.memory.builders import (
    DAY,
    GUILD,
    KEEPING,
    OTHER,
    article,
    opened,
    told,
    until,
    with_memory,
)

ROOT = Path(__file__).parent.parent.parent
QUICKLY: dict[str, Any] = {"busy_seconds": 0.1, "again_seconds": 0.05}
FRENCH = GuildSettings(language="fr", keeps_questions=True)


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.memory")


async def prepared(memory: Memory) -> None:
    await memory.change_settings(GUILD, FRENCH)
    await memory.teach(GUILD, "Où ?", "phare", "Ici.")
    await memory.add_article(GUILD, article())


async def assert_nothing_can_be_kept(memory: Memory) -> None:
    for attempt in (
        memory.change_settings(GUILD, GuildSettings()),
        memory.keep_question(GUILD, 7, "Où ?", Outcome.NOT_FOUND, day=DAY),
        memory.count(GUILD, "answer", day=DAY),
        memory.teach(GUILD, "Quand ?", "phare", "Hier."),
        memory.add_article(GUILD, article("autre")),
        memory.erase(GUILD),
        memory.erase_person(7),
        memory.sweep(today=DAY),
        memory.left(GUILD, on=DAY),
    ):
        with pytest.raises(NotKept, match="is out of order"):
            await attempt
    assert not memory.is_working


async def assert_all_is_well(memory: Memory) -> None:
    """What was kept is there, and what comes is kept."""
    await until(lambda: memory.is_working)
    assert await memory.settings(GUILD) == FRENCH
    assert [each.question for each in await memory.lessons(GUILD)] == ["Où ?"]
    assert await memory.articles(GUILD) == [article()]
    await memory.keep_question(GUILD, 7, "Où ?", Outcome.NOT_FOUND, day=DAY)
    assert await memory.unanswered(GUILD) == [Unanswered("Où ?", Outcome.NOT_FOUND, 1, 1, DAY, DAY)]


def assert_told_once(said: list[str], words: str) -> None:
    fault, works = (line for line in said if "schema is now" not in line)
    assert words in fault
    assert "Answers go on" in fault
    assert works.endswith("works again")


def test_a_locked_file_is_read_meanwhile_and_written_again_after(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            await prepared(memory)
            other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
            await assert_nothing_can_be_kept(memory)
            assert [each.question for each in await memory.lessons(GUILD)] == ["Où ?"]
            assert await memory.articles(GUILD) == [article()]
            other.close()
            await assert_all_is_well(memory)

    asyncio.run(play())

    assert_told_once(told(caplog.records), "another program holds it locked; end that program")


@pytest.mark.unmeasured
def test_a_database_that_another_process_writes_to_for_long_is_read_meanwhile(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> None:
        async with opened(url, **QUICKLY) as memory:
            await prepared(memory)
            engine = way_to_migrate(Address.of(url))
            async with engine.begin() as other:
                await take_the_lock(other)
                with pytest.raises(NotKept, match="another program holds it locked"):
                    await memory.left(GUILD, on=DAY)
                assert await memory.articles(GUILD) == [article()]
                assert not memory.is_working
            await engine.dispose()
            await assert_all_is_well(memory)

    asyncio.run(play())

    assert_told_once(told(caplog.records), "another program holds it locked; end that program")


def test_a_file_that_is_locked_at_the_start_is_waited_for(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.parent.mkdir()
    threads = threading.active_count()

    async def play() -> None:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("CREATE TABLE x (y)")
        other.execute("BEGIN EXCLUSIVE")
        async with opened(sqlite_url, **QUICKLY) as memory:
            assert not memory.is_working
            assert await memory.settings(GUILD) == GuildSettings()
            assert await memory.lessons(GUILD) == []
            with pytest.raises(NotKept):
                await memory.articles(GUILD)
            with pytest.raises(NotKept):
                await memory.export(GUILD)
            other.close()
            await until(lambda: memory.is_working)
            await prepared(memory)
            await assert_all_is_well(memory)

    asyncio.run(play())

    assert_told_once(told(caplog.records), "another program holds it locked")
    # Each attempt has a thread of its own, which goes with it, if a moment after it was let go.
    asyncio.run(until(lambda: threading.active_count() == threads))


def damaged(file: Path) -> None:
    for beside in file.parent.iterdir():
        beside.unlink()
    file.write_bytes(b"This is no file of SQLite. " * 1000)


def test_a_damaged_file_is_noticed_and_a_backup_in_its_place_too(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with_memory(sqlite_url, prepared)
    shutil.copy(file, tmp_path / "backup.db")
    damaged(file)

    async def play() -> None:
        async with opened(sqlite_url, **QUICKLY) as memory:
            await assert_nothing_can_be_kept_yet(memory)
            file.unlink()
            shutil.copy(tmp_path / "backup.db", file)
            await assert_all_is_well(memory)

    async def assert_nothing_can_be_kept_yet(memory: Memory) -> None:
        assert await memory.settings(GUILD) == GuildSettings()
        with pytest.raises(NotKept):
            await memory.change_settings(GUILD, GuildSettings())

    asyncio.run(play())

    assert_told_once(told(caplog.records), "the file is damaged or is no file of SQLite")


def test_a_file_that_is_damaged_while_it_is_used_leaves_what_is_known(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with_memory(sqlite_url, prepared)
    shutil.copy(file, tmp_path / "backup.db")

    async def play() -> None:
        async with opened(sqlite_url, settings_kept_seconds=0.0, **QUICKLY) as memory:
            assert await memory.settings(GUILD) == FRENCH
            digests = await memory.article_digests(GUILD)
            lessons = await memory.lessons(GUILD)
            # What is written over it in place, as a bad disk does, SQLite sees by its check.
            file.write_bytes(b"\xff" * file.stat().st_size)
            with contextlib.suppress(NotKept):
                await memory.articles(GUILD)
                await memory.sweep(today=DAY)
            await until(lambda: "damaged" in " ".join(told(caplog.records)))
            assert await memory.settings(GUILD) == FRENCH
            assert await memory.article_digests(GUILD) == digests
            assert await memory.lessons(GUILD) == lessons
            assert await memory.settings(OTHER) == GuildSettings()
            damaged(file)
            file.unlink()
            shutil.copy(tmp_path / "backup.db", file)
            await assert_all_is_well(memory)

    asyncio.run(play())


CHILD = """
import asyncio, json, logging, os, sys
from bot.errors import NotKept
from bot.memory.address import Address
from bot.memory.engine import take_the_lock, way_to_migrate
from bot.memory.kept import GuildSettings, KeptArticle
from bot.memory.memory import Memory
from tests.memory.builders import DAY, until

class Kept(logging.Handler):
    said = []
    def emit(self, record):
        self.said.append(record.getMessage())

async def articles(memory):
    return [each for guild_id in range(42, 47) for each in await memory.articles(guild_id)]

async def main(url, fault):
    logging.getLogger("bot.memory").addHandler(Kept())
    logging.getLogger("bot.memory").setLevel(logging.INFO)
    begin, end = globals()[fault](url)
    memory = await Memory.open(url, busy_seconds=0.1, again_seconds=0.05)
    await memory.change_settings(42, GuildSettings(language="fr"))
    begin()
    refused = 0
    for number in range(45):
        article = KeptArticle.of(f"n{number}", "x" * 100_000, source="", added_on=DAY)
        try:
            # A server's articles are bounded together: nine to each.
            await memory.add_article(42 + number // 9, article)
        except NotKept:
            refused += 1
    readable = (await memory.settings(42)).language
    kept = [len(each.markdown) for each in await articles(memory)] if refused else []
    out_of_order = memory.is_working
    end()
    await until(lambda: memory.is_working)
    await memory.add_article(42, KeptArticle.of("after", "y", source="", added_on=DAY))
    after = [each.article_id for each in await articles(memory)]
    await memory.close()
    print(json.dumps({"refused": refused, "readable": readable, "working": out_of_order,
        "kept": len(kept), "whole": all(each == 100_000 for each in kept), "after": len(after),
        "said": Kept.said}))
"""

FILE_SIZE = """
import resource, signal
def limited(url):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    return (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, hard)),
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)))
"""

FULL_DISK = """
def full(url):
    ballast = os.path.join(os.path.dirname(url.removeprefix("sqlite:///")), "ballast")
    def begin():
        with open(ballast, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
    return begin, lambda: os.unlink(ballast)
"""


def played(script: str, fault: str, url: str, **options: Any) -> dict[str, Any]:
    """What a process of its own, that meets this fault, tells of it."""
    source = f"{script}\n{CHILD}\nasyncio.run(main(sys.argv[1], sys.argv[2]))\n"
    done = subprocess.run(
        [sys.executable, "-c", source, url, fault],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_full_and_again(found: dict[str, Any]) -> None:
    assert found["refused"] > 0
    assert found["readable"] == "fr"
    assert not found["working"]
    # What was kept before is there whole; what was refused is not there in part.
    assert found["kept"] == 45 - found["refused"]
    assert found["whole"]
    assert found["after"] == found["kept"] + 1
    faults = [line for line in found["said"] if "Answers go on" in line]
    assert len(faults) == 1, found["said"]
    assert found["said"][-1].endswith("works again")


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A file system of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here: that takes root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.unmeasured
def test_a_full_disk_refuses_what_is_new_and_keeps_what_was(small_disk: Path) -> None:
    found = played(FULL_DISK, "full", f"sqlite:///{small_disk}/souffleur.db")

    assert_full_and_again(found)
    assert any("the disk is full; free some space" in line for line in found["said"])


@pytest.mark.unmeasured
def test_a_file_that_may_not_grow_refuses_what_is_new_and_keeps_what_was(tmp_path: Path) -> None:
    found = played(FILE_SIZE, "limited", f"sqlite:///{tmp_path}/souffleur.db")

    assert_full_and_again(found)


@pytest.mark.unmeasured
@pytest.mark.parametrize("holds", [False, True], ids=["empty", "with a memory"])
def test_a_folder_that_cannot_be_written_is_told_and_used_when_it_can_be(
    small_disk: Path, caplog: pytest.LogCaptureFixture, *, holds: bool
) -> None:
    url = f"sqlite:///{small_disk}/souffleur.db"
    if holds:
        with_memory(url, prepared)
        caplog.clear()

    async def play() -> None:
        # Root may write into any folder, but not into a file system that nobody may write to.
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: ASYNC221
        async with opened(url, **QUICKLY) as memory:
            await assert_nothing_is_kept(memory)
            subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)  # noqa: ASYNC221
            await until(lambda: memory.is_working)
            await prepared(memory)
            await assert_all_is_well(memory)

    async def assert_nothing_is_kept(memory: Memory) -> None:
        with pytest.raises(NotKept, match="cannot be written"):
            await memory.change_settings(GUILD, FRENCH)
        assert not memory.is_working

    asyncio.run(play())

    assert_told_once(told(caplog.records), "let the user that runs souffleur write the file")


def test_a_folder_in_the_place_of_the_file_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "souffleur.db").mkdir()

    async def play(memory: Memory) -> None:
        assert not memory.is_working

    with_memory(f"sqlite:///{tmp_path}/souffleur.db", play)

    assert "the file cannot be opened" in " ".join(told(caplog.records))


def test_a_memory_that_is_out_of_order_is_closed_without_a_wait(sqlite_url: str) -> None:
    async def play() -> None:
        memory = await Memory.open(sqlite_url, **QUICKLY)
        await memory.change_settings(GUILD, KEEPING)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotKept):
            await memory.left(GUILD, on=DAY)
        await memory.close()
        other.close()
        assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]

    asyncio.run(play())
