"""souffleur data: a server's data by hand, as JSON or erased, also while the bot runs."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import souffleur
from bot.memory.memory import Memory
from tests.memory.builders import GUILD, KEEPING, OTHER, article, execute, opened, with_memory

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "geheim1234"


def invoked(url: str, *arguments: str, **options: str) -> Result:
    return CliRunner(env={"DATABASE_URL": url}).invoke(souffleur, ["data", *arguments], **options)  # type: ignore[arg-type]


async def prepared(memory: Memory) -> None:
    for guild_id in (GUILD, OTHER):
        await memory.change_settings(guild_id, KEEPING)
        await memory.add_article(guild_id, article(markdown="« Été »"))


def test_a_server_s_data_is_printed_as_json(url: str) -> None:
    with_memory(url, prepared)

    run = invoked(url, "export", "--guild", str(GUILD))

    assert run.exit_code == 0, run.output
    found = json.loads(run.stdout)
    assert found == with_memory(url, lambda memory: memory.export(GUILD))
    assert found["articles"][0]["markdown"] == "« Été »"


def test_a_server_s_data_is_written_to_a_file_that_others_do_not_read(
    sqlite_url: str, tmp_path: Path
) -> None:
    with_memory(sqlite_url, prepared)
    file = tmp_path / "export.json"

    run = invoked(sqlite_url, "export", "--guild", str(GUILD), "-o", str(file))

    assert (run.exit_code, run.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8"))["guild_id"] == str(GUILD)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_server_s_data_is_erased_while_the_bot_runs(url: str) -> None:
    async def play() -> None:
        async with opened(url, settings_kept_seconds=0.0) as memory:
            await prepared(memory)
            run = await asyncio.to_thread(invoked, url, "erase", "--guild", str(GUILD), "--yes")
            assert (run.exit_code, run.stdout) == (0, "Erased: 2\n"), run.output
            assert not (await memory.settings(GUILD)).keeps_questions
            assert await memory.articles(GUILD) == []
            assert await memory.kept_guilds() == [OTHER]
            assert memory.is_working

    asyncio.run(play())


@pytest.mark.parametrize(("typed", "left"), [("n\n", 2), ("y\n", 1)])
def test_one_is_asked_before_it_is_erased(sqlite_url: str, typed: str, left: int) -> None:
    with_memory(sqlite_url, prepared)

    run = invoked(sqlite_url, "erase", "--guild", str(GUILD), input=typed)

    assert f"Erase all that is kept of the server {GUILD}?" in run.stdout
    assert asyncio.run(execute(sqlite_url, "SELECT count(*) FROM articles")) == [(left,)]


@pytest.mark.parametrize("command", ["export", "erase"])
@pytest.mark.parametrize("guild_id", ["0", "-1", "9223372036854775808", "x"])
def test_what_is_no_id_is_refused(command: str, guild_id: str, sqlite_url: str) -> None:
    assert invoked(sqlite_url, command, "--guild", guild_id).exit_code == 2


def told(arguments: list[str], folder: Path, **environment: str) -> tuple[int, str]:
    """How the program ends in that folder, and what it complains of."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_a_memory_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    code, complaint = told(["data", "export", "--guild", "42"], tmp_path)

    assert code == 2
    assert complaint.startswith("Error: There is no memory at data/souffleur.db: ")
    assert complaint.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_memory_that_is_out_of_order_is_told_in_one_line(tmp_path: Path) -> None:
    url = f"postgresql://bot:{PASSWORD}@127.0.0.1:1/souffleur"

    code, complaint = told(["data", "erase", "--yes", "--guild", "42"], tmp_path, DATABASE_URL=url)

    assert code == 2
    assert complaint.startswith("Error: The memory (PostgreSQL, souffleur on 127.0.0.1:1) is out")
    assert complaint.count("\n") == 1
    assert PASSWORD not in complaint
