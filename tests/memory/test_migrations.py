"""The schema: every earlier one becomes the present one, with what it holds, once and whole."""

from __future__ import annotations

import asyncio
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.errors import MemoryRefused
from bot.memory.address import Address
from bot.memory.engine import way_to_migrate, ways_into
from bot.memory.kept import DayCount, GuildSettings, Outcome
from bot.memory.memory import Memory
from bot.memory.processes import Heard
from bot.memory.schema import migrate, revisions
from bot.memory.tables import metadata
from bot.shards import Shards
from tests.memory.builders import DAY, GUILD, execute, opened, until, with_memory

ROOT = Path(__file__).parent.parent.parent
# What a memory of each schema may hold, in the words of its own time.
HELD = {
    "0001": (
        (
            "INSERT INTO guild_settings (guild_id, language, only_channel_ids, silent_channel_ids, "
            "automatic_channel_ids, hidden_article_ids, cooldown_seconds) "
            "VALUES (42, 'en', '[1, 2]', '[]', '[3]', '[\"phare\"]', 60)"
        ),
    ),
    "0002": (
        "UPDATE guild_settings SET keeps_questions = true, retention_days = 90",
        (
            "INSERT INTO questions (guild_id, outcome, sameness, text) "
            "VALUES (42, 'closest', 'abc', 'Où ?')"
        ),
        "INSERT INTO askings (question_id, person, day, times) VALUES (1, 'x', '2026-03-01', 3)",
        "INSERT INTO day_counts VALUES (42, '2026-03-01', 'answer', 5)",
    ),
    "0003": (
        (
            "INSERT INTO lessons (guild_id, sameness, question, article_id, passage_text, "
            "taught_on) VALUES (42, 'abc', 'Où ?', 'phare', 'Ici.', '2026-03-01')"
        ),
    ),
    "0004": (
        "INSERT INTO articles VALUES (42, 'phare', '# Le phare', 'phare.md', '2026-03-01', 'd')",
    ),
    "0005": ("INSERT INTO departures VALUES (42, '2026-03-01')",),
    "0006": ("INSERT INTO heard VALUES (1, 4, 1700000000000, '{\"5\": 6}')",),
}


async def made(url: str, revision: str) -> None:
    """A memory of that schema, which holds what one of that time could."""
    for each in revisions()[: revisions().index(revision) + 1]:
        await migrate(Address.of(url), to=each)
        await execute(url, *HELD[each])


def test_the_steps_are_one_line_and_each_has_something_to_hold() -> None:
    assert list(revisions()) == sorted(HELD)
    assert all(before < after for before, after in pairwise(revisions()))


@pytest.mark.unmeasured
@pytest.mark.parametrize("revision", HELD)
def test_what_an_earlier_schema_held_is_there_in_the_present_one(url: str, revision: str) -> None:
    has = {each: revision >= each for each in HELD}

    async def play() -> None:
        await made(url, revision)
        async with opened(url) as memory:
            assert await memory.settings(42) == GuildSettings(
                language="en",
                only_channel_ids=(1, 2),
                automatic_channel_ids=(3,),
                hidden_article_ids=("phare",),
                cooldown_seconds=60,
                keeps_questions=has["0002"],
                retention_days=90 if has["0002"] else 30,
            )
            assert [each.askings for each in await memory.unanswered(42)] == [3] * has["0002"]
            counted = [DayCount(DAY, "answer", 5)] * has["0002"]
            assert await memory.counts(42, since=DAY) == counted
            assert [each.question for each in await memory.lessons(42)] == ["Où ?"] * has["0003"]
            assert [each.markdown for each in await memory.articles(42)] == (
                ["# Le phare"] * has["0004"]
            )
            heard = await memory.processes.heard(Shards((1,), 4))
            assert heard == (Heard({1: 1_700_000_000_000}, {5: 6}) if has["0006"] else Heard({}))
            left_on = (await memory.export(42))["left_on"]
            assert left_on == ("2026-03-01" if has["0005"] else None)
            # And it is written to as any other.
            await memory.change_settings(42, GuildSettings(keeps_questions=True))
            await memory.keep_question(42, 7, "Quand ?", Outcome.USELESS, day=DAY)
            await memory.teach(42, "Quand ?", "phare", "Hier.")

    asyncio.run(play())


@pytest.mark.unmeasured
def test_the_schema_that_the_steps_make_is_the_one_that_the_program_knows(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async def play() -> None:
        await migrate(Address.of(url))
        ways = ways_into(Address.of(url))
        try:
            async with ways.reading.connect() as connection:
                assert await connection.run_sync(differences) == []
        finally:
            await ways.engine.dispose()

    asyncio.run(play())


@pytest.mark.unmeasured
def test_two_processes_that_start_at_once_take_each_step_once(url: str, tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        "import asyncio, logging, sys\n"
        "from bot.memory.memory import Memory\n"
        "logging.basicConfig(level=logging.INFO, format='%(message)s')\n"
        "logging.getLogger('alembic').setLevel(logging.WARNING)\n"
        "async def play():\n"
        "    memory = await Memory.open(sys.argv[1])\n"
        "    print(memory.is_working, (await memory.settings(42)).language)\n"
        "    await memory.close()\n"
        "sys.stdin.readline()\n"
        "asyncio.run(play())\n",
        encoding="utf-8",
    )

    async def play() -> list[tuple[bytes, bytes]]:
        await made(url, "0001")
        started = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, str(script), url),
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT)},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            for _ in range(2)
        ]
        return await asyncio.gather(*(each.communicate(b"go\n") for each in started))

    (one, one_log), (other, other_log) = asyncio.run(play())

    assert one.split() == other.split() == [b"True", b"en"]
    assert (one_log + other_log).count(b"The memory's schema is now 0006") == 1
    assert (one_log + other_log).count(b"\n") == 1


@pytest.mark.unmeasured
def test_a_newer_schema_is_refused_in_words_and_left_as_it_is(url: str) -> None:
    async def play() -> None:
        await made(url, "0006")
        await execute(url, "UPDATE alembic_version SET version_num = '0042'")
        with pytest.raises(MemoryRefused, match="written by a newer version of souffleur") as told:
            await Memory.open(url)
        assert "0042" in str(told.value)
        assert "0006" in str(told.value)
        assert await execute(url, "SELECT version_num FROM alembic_version") == [("0042",)]
        assert await execute(url, "SELECT count(*) FROM lessons") == [(1,)]

    asyncio.run(play())


def test_a_step_that_fails_leaves_all_as_it_was_and_is_taken_when_it_can_be(url: str) -> None:
    # Something of that name stands in the way of the fourth step.
    async def play() -> None:
        await made(url, "0001")
        await execute(url, "CREATE TABLE articles (x INTEGER)")
        async with opened(url, again_seconds=0.05) as memory:
            assert (await memory.settings(42), memory.is_working) == (GuildSettings(), False)
            assert await execute(url, "SELECT version_num FROM alembic_version") == [("0001",)]
            await execute(url, "DROP TABLE articles")
            await until(lambda: memory.is_working)
            assert (await memory.settings(42)).language == "en"

    asyncio.run(play())


@pytest.mark.unmeasured
def test_a_schema_that_is_up_to_date_is_opened_while_another_writes(url: str) -> None:
    async def play() -> None:
        await made(url, "0006")
        engine = way_to_migrate(Address.of(url))
        async with engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE lessons SET question = 'Quand ?'")
            async with opened(url, busy_seconds=0.1) as memory:
                assert memory.is_working
                assert [each.question for each in await memory.lessons(42)] == ["Où ?"]
        await engine.dispose()

    asyncio.run(play())


def test_an_absent_folder_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a/b/souffleur.db"

    assert with_memory(url, lambda memory: memory.settings(GUILD)) == GuildSettings()
    assert (tmp_path / "a/b/souffleur.db").is_file()
