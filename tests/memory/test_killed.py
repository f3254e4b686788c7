"""A process that is killed, a server that is stopped: what was kept is there, and work goes on."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotKept
from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from tests.memory import postgres
from tests.memory.builders import DAY, GUILD, article, execute, opened, told, until, with_memory

ROOT = Path(__file__).parent.parent.parent
# It says each thing that it keeps as soon as that is confirmed.
WRITER = """
import asyncio, sys
from bot.memory.kept import GuildSettings, Outcome
from bot.memory.memory import Memory
from tests.memory.builders import DAY, article

async def play(url):
    memory = await Memory.open(url)
    await memory.change_settings(1, GuildSettings(keeps_questions=True))
    number = 0
    while True:
        number += 1
        await memory.teach(1, f"Question {number} ?", "phare", "Ici." * 500)
        await memory.keep_question(1, number, "Où ?", Outcome.CLOSEST, day=DAY)
        await memory.change_settings(number + 1, GuildSettings(retention_days=number % 365 + 1))
        await memory.add_article(2, article(markdown=f"{number} " * 5000))
        print(number, flush=True)

asyncio.run(play(sys.argv[1]))
"""


@pytest.mark.unmeasured
@pytest.mark.parametrize("after", [1, 20])
def test_what_was_confirmed_before_a_kill_is_there_and_work_goes_on(url: str, after: int) -> None:
    async def killed_after(lines: int) -> int:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", WRITER, url), cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        for _ in range(lines):
            await process.stdout.readline()
        process.kill()
        rest = (await process.stdout.read()).splitlines(keepends=True)
        await process.wait()
        return lines + sum(line.endswith(b"\n") for line in rest)

    async def look(memory: Memory, confirmed: int) -> None:
        questions = [each.question for each in await memory.lessons(1)]
        # What was under way may be there too, but nothing later and nothing in part.
        assert len(questions) in {confirmed, confirmed + 1}
        assert questions == [f"Question {number + 1} ?" for number in range(len(questions))]
        (asked,) = await memory.unanswered(1)
        assert asked.people in {confirmed, confirmed + 1}
        for number in range(2, confirmed + 1):
            kept = await memory.settings(number + 1)
            assert kept == GuildSettings(retention_days=number % 365 + 1)
        (kept_article,) = await memory.articles(2)
        assert kept_article in {article(markdown=f"{confirmed + more} " * 5000) for more in (0, 1)}
        await memory.teach(1, "Et après ?", "phare", "Ici.")

    async def play() -> None:
        confirmed = await killed_after(after)
        async with opened(url) as memory:
            assert memory.is_working
            await look(memory, confirmed)
        if url.startswith("sqlite"):
            assert await execute(url, "PRAGMA integrity_check") == [("ok",)]

    asyncio.run(play())


def test_a_server_that_is_killed_is_told_once_and_found_again_with_all_that_was_kept(
    own_server: postgres.Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.memory")
    options: dict[str, Any] = {"again_seconds": 0.05, "settings_kept_seconds": 0.0}

    async def play() -> None:
        async with opened(own_server.url, **options) as memory:
            await memory.change_settings(GUILD, GuildSettings(language="fr"))
            await memory.add_article(GUILD, article())
            assert await memory.settings(GUILD) == GuildSettings(language="fr")
            digests = await memory.article_digests(GUILD)
            await asyncio.to_thread(own_server.stop, "immediate")
            with pytest.raises(NotKept, match="the server cannot be reached"):
                await memory.left(GUILD, on=DAY)
            assert await memory.settings(GUILD) == GuildSettings(language="fr")
            assert await memory.article_digests(GUILD) == digests
            with pytest.raises(NotKept):
                await memory.articles(GUILD)
            assert not memory.is_working
            await asyncio.to_thread(own_server.start)
            await until(lambda: memory.is_working)
            await memory.left(GUILD, on=DAY)
            assert await memory.articles(GUILD) == [article()]
            await memory.erase(GUILD)

    asyncio.run(play())

    said = [line for line in told(caplog.records) if "schema is now" not in line]
    assert [("out of order" in line, line.endswith("works again")) for line in said] == [
        (True, False),
        (False, True),
    ]


def test_a_server_that_is_away_at_the_start_is_waited_for(
    own_server: postgres.Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.memory")
    own_server.stop()

    async def play() -> None:
        async with opened(own_server.url, again_seconds=0.05) as memory:
            assert not memory.is_working
            assert await memory.settings(GUILD) == GuildSettings()
            with pytest.raises(NotKept):
                await memory.change_settings(GUILD, GuildSettings())
            await asyncio.to_thread(own_server.start)
            await until(lambda: memory.is_working)
            await memory.change_settings(GUILD, GuildSettings(language="en"))

    asyncio.run(play())

    faults = [line for line in told(caplog.records) if "out of order" in line]
    # While it starts, it may say that it does.
    assert 1 <= len(faults) == len(set(faults)) <= 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"database": "nowhere"}, "the server has no such database; create it"),
        ({"user": "nobody"}, "the server refuses the user or the password; mend DATABASE_URL"),
        ({"port": "1"}, "the server cannot be reached"),
    ],
    ids=["database", "user", "port"],
)
def test_a_server_that_lets_nobody_in_is_told_with_the_remedy_and_no_password(
    change: dict[str, str], words: str, server_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    if "TEST_DATABASE_URL" in os.environ and "database" in change:
        pytest.skip("the server of TEST_DATABASE_URL has a password of its own")
    url = postgres.with_parts(server_url, password="geheim1234", **change)

    async def play(memory: Memory) -> None:
        assert await memory.settings(GUILD) == GuildSettings()
        with pytest.raises(NotKept, match=words) as refused:
            await memory.left(GUILD, on=DAY)
        assert "geheim" not in str(refused.value)

    with_memory(url, play)

    assert words in " ".join(told(caplog.records))
    assert "geheim" not in caplog.text


def test_a_server_that_never_answers_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        writers: list[asyncio.StreamWriter] = []
        silent = await asyncio.start_server(lambda _, w: writers.append(w), "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        async with silent:
            url = f"postgresql://souffleur@127.0.0.1:{port}/souffleur"
            async with opened(url, busy_seconds=0.2, again_seconds=60.0) as memory:
                assert not memory.is_working
                assert await memory.settings(GUILD) == GuildSettings()
        assert writers
        for writer in writers:
            writer.close()
            await writer.wait_closed()

    asyncio.run(play())

    assert "the server cannot be reached" in " ".join(told(caplog.records))
