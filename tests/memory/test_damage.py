"""Rows that cannot be read: their server does without them, the others notice nothing."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace

import pytest

from bot.errors import NotKept
from bot.memory.kept import GuildSettings, Outcome
from bot.memory.memory import Memory
from tests.memory.builders import (
    DAY,
    GUILD,
    KEEPING,
    OTHER,
    article,
    execute,
    opened,
    told,
    with_memory,
)

SECRET = "ce que disait Alix"
DECIDED = GuildSettings(
    language="en", automatic_channel_ids=(7,), cooldown_seconds=60, keeps_questions=True
)


async def decided(memory: Memory) -> None:
    await memory.change_settings(GUILD, DECIDED)
    await memory.change_settings(OTHER, DECIDED)


def damage(url: str, table: str, column: str, value: str) -> None:
    statement = f"UPDATE {table} SET {column} = {value} WHERE guild_id = {GUILD}"  # noqa: S608
    asyncio.run(execute(url, statement))


def assert_said_once(caplog: pytest.LogCaptureFixture, words: str) -> None:
    said = [line for line in told(caplog.records) if words in line]
    assert len(said) == 1, told(caplog.records)
    assert SECRET not in caplog.text


OUT_OF_BOUNDS = {
    "language": "'de'",
    "only_channel_ids": "'5'",
    "silent_channel_ids": """'{"a": 1}'""",
    "automatic_channel_ids": f"""'["{SECRET}"]'""",
    "hidden_article_ids": "'[1]'",
    "cooldown_seconds": "-1",
    "retention_days": "0",
}
OF_A_BAD_DISK = {
    "language": "CAST(x'ff' AS TEXT)",
    "only_channel_ids": "'[1, 2'",
    "automatic_channel_ids": "CAST(x'5b22ff225d' AS TEXT)",
    "person_questions": f"'{SECRET}'",
    "retention_days": f"'{SECRET}'",
}


@pytest.mark.unmeasured
def test_settings_that_are_out_of_their_bounds_are_as_they_were_made(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert_does_without(url, OUT_OF_BOUNDS, caplog)


@pytest.mark.parametrize("names", [("only_channel_ids",), (*OF_A_BAD_DISK,)], ids=["one", "many"])
def test_settings_that_a_bad_disk_wrote_are_as_they_were_made(
    sqlite_url: str, names: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    assert_does_without(sqlite_url, {name: OF_A_BAD_DISK[name] for name in names}, caplog)


def assert_does_without(
    url: str, damaged: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    made = asdict(GuildSettings())
    left = replace(DECIDED, **{name: made[name] for name in damaged})
    with_memory(url, decided)
    for column, value in damaged.items():
        damage(url, "guild_settings", column, value)

    async def play(memory: Memory) -> None:
        for _ in range(3):
            assert await memory.settings(GUILD) == left
        listened = {GUILD: left.automatic_channel_ids, OTHER: (7,)}
        assert await memory.all_automatic() == {key: ids for key, ids in listened.items() if ids}
        await memory.count(GUILD, "answer", day=DAY)
        await memory.keep_question(GUILD, 1, "Où ?", Outcome.NOT_FOUND, day=DAY)
        await memory.sweep(today=DAY)
        assert len(await memory.unanswered(GUILD)) == 1
        assert (await memory.export(GUILD))["settings"]["keeps_questions"]
        assert await memory.settings(OTHER) == DECIDED
        assert memory.is_working
        assert await memory.alter_settings(GUILD, lambda settings: settings) == left

    with_memory(url, play, settings_kept_seconds=0.0)

    for column in damaged:
        assert_said_once(caplog, f"{column} of the server {GUILD}")
    caplog.clear()
    assert with_memory(url, lambda memory: memory.settings(GUILD)) == left
    assert told(caplog.records) == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("lessons", "taught_on", f"'{SECRET}'"),
        ("lessons", "question", "CAST(x'ff' AS TEXT)"),
        ("questions", "outcome", f"'{SECRET}'"),
    ],
)
def test_a_row_that_cannot_be_read_is_missed_by_its_server_alone(
    sqlite_url: str, table: str, column: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def fill(memory: Memory) -> None:
        for guild_id in (GUILD, OTHER):
            await memory.change_settings(guild_id, KEEPING)
            await memory.teach(guild_id, "Où ?", "phare", "Ici.")
            await memory.count(guild_id, "answer", day=DAY)
            await memory.keep_question(guild_id, 1, "Où ?", Outcome.NOT_FOUND, day=DAY)
            await memory.add_article(guild_id, article())

    with_memory(sqlite_url, fill)
    damage(sqlite_url, table, column, value)

    async def play(memory: Memory) -> None:
        for _ in range(3):
            with pytest.raises(NotKept, match="a row is damaged"):
                await memory.export(GUILD)
            await memory.lessons(GUILD)
            await memory.counts(GUILD, since=DAY)
            await memory.unanswered(GUILD)
        assert memory.is_working
        assert await memory.export(OTHER)
        assert await memory.erase(GUILD) > 0
        assert (await memory.export(GUILD))["lessons"] == []

    with_memory(sqlite_url, play)

    assert_said_once(caplog, "a row is damaged")


def test_a_key_that_cannot_be_read_keeps_no_question_and_stops_nothing_else(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play() -> None:
        async with opened(sqlite_url) as memory:
            await memory.change_settings(GUILD, KEEPING)
            await memory.keep_question(GUILD, 1, "Où ?", Outcome.NOT_FOUND, day=DAY)
            await execute(sqlite_url, "UPDATE person_keys SET secret = 1.5")
            with pytest.raises(NotKept, match="a row is damaged"):
                await memory.keep_question(GUILD, 1, "Quand ?", Outcome.NOT_FOUND, day=DAY)
            assert [each.text for each in await memory.unanswered(GUILD)] == ["Où ?"]
            assert memory.is_working

    asyncio.run(play())

    assert_said_once(caplog, "a row is damaged")


def test_what_a_database_says_is_told_by_its_code_alone(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(memory: Memory) -> None:
        await execute(sqlite_url, "ALTER TABLE lessons RENAME TO other")
        with pytest.raises(NotKept, match="not what this version needs; put a backup"):
            await memory.teach(GUILD, SECRET, "phare", SECRET)

    with_memory(sqlite_url, play)

    assert "no such table" not in "".join(told(caplog.records))


def test_what_a_server_says_is_told_by_its_code_alone(postgresql_url: str) -> None:
    raised = f"RAISE EXCEPTION '{SECRET}'"
    refuse = (
        f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raised}; END $$",
        "CREATE TRIGGER refusing BEFORE INSERT ON lessons EXECUTE FUNCTION refuse()",
    )

    async def play(memory: Memory) -> None:
        await execute(postgresql_url, *refuse)
        with pytest.raises(NotKept, match=r"refuses it \(P0001\)") as refused:
            await memory.teach(GUILD, "Où ?", "phare", "Ici.")
        assert SECRET not in str(refused.value)

    with_memory(postgresql_url, play)


def test_what_was_erased_by_another_program_is_not_kept_by_one_that_knows_the_old_settings(
    url: str,
) -> None:
    async def play() -> None:
        async with opened(url) as bot, opened(url) as other:
            await bot.change_settings(GUILD, KEEPING)
            await other.erase(GUILD)
            assert (await bot.settings(GUILD)).keeps_questions
            await bot.keep_question(GUILD, 1, "Où ?", Outcome.NOT_FOUND, day=DAY)
            await bot.count(GUILD, "answer", day=DAY)
            assert await other.kept_guilds() == []

    asyncio.run(play())
