"""What people asked is theirs: it goes when its time is over, and nobody can tell who it was."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.memory.kept import GuildSettings, Outcome
from bot.memory.memory import Memory
from bot.memory.people import KEY_DAYS, hashed
from tests.memory.builders import (
    DAY,
    GUILD,
    KEEPING,
    OTHER,
    article,
    execute,
    opened,
    with_memory,
)

PERSON = 987_654_321_098_765_432

MANY = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) "
    "INSERT INTO questions (guild_id, outcome, sameness, text) "
    "SELECT :guild, 'closest', i, 'q' FROM n"
)


@pytest.fixture
def has_schema() -> bool:
    return True


def after(days: int) -> date:
    return DAY + timedelta(days=days)


async def ask(
    memory: Memory, text: str, *, person_id: int = PERSON, guild_id: int = GUILD, day: date = DAY
) -> None:
    await memory.keep_question(guild_id, person_id, text, Outcome.NOT_FOUND, day=day)


def test_who_asked_stands_nowhere(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await ask(memory, "Où ?")
        await ask(memory, "Quand ?")
        exported = json.dumps(await memory.export(GUILD))
        people = [row[0] for row in await execute(url, "SELECT person FROM askings")]
        assert str(PERSON) not in exported + repr(people)
        # Nor that one person asked both.
        assert len(set(people)) == 2
        assert all(len(each) == 32 for each in people)
        assert not any(each in exported for each in people)

    with_memory(url, play)


def test_the_hash_depends_on_key_question_and_person() -> None:
    hashes = {
        hashed(key, question, person)
        for key in (b"a", b"b")
        for question in (1, 2)
        for person in (1, 2)
    }

    assert len(hashes) == 8
    assert hashed(b"a", 1, 11) != hashed(b"a", 11, 1)


@pytest.mark.unmeasured
def test_a_person_erases_what_is_linked_to_them_in_all_servers(url: str) -> None:
    async def play(memory: Memory) -> None:
        for guild_id in (GUILD, OTHER):
            await memory.change_settings(guild_id, KEEPING)
            await ask(memory, "Seul ?", guild_id=guild_id)
            await ask(memory, "À deux ?", guild_id=guild_id)
            await ask(memory, "À deux ?", guild_id=guild_id, person_id=8)
        assert await memory.erase_person(999) == 0
        assert await memory.erase_person(PERSON) == 4
        assert await memory.erase_person(PERSON) == 0
        for guild_id in (GUILD, OTHER):
            (left,) = await memory.unanswered(guild_id)
            assert (left.text, left.people, left.askings) == ("À deux ?", 1, 1)

    with_memory(url, play)


def test_a_person_is_found_among_many_questions(sqlite_url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await ask(memory, "La première ?")
        await execute(sqlite_url, MANY, guild=GUILD)
        await ask(memory, "La dernière ?")
        assert await memory.erase_person(PERSON) == 2
        assert await memory.unanswered(GUILD) == []
        # Those of others, of whom the key's holder knows nothing, stay.
        assert await execute(sqlite_url, "SELECT count(*) FROM questions") == [(1500,)]

    with_memory(sqlite_url, play)


def test_nobody_is_erased_where_nobody_asked(url: str) -> None:
    assert with_memory(url, lambda memory: memory.erase_person(PERSON)) == 0


@pytest.mark.unmeasured
def test_the_key_is_thrown_away_and_nobody_can_be_told_from_a_hash_then(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, GuildSettings(keeps_questions=True, retention_days=90))
        await ask(memory, "Où ?")
        first = await execute(url, "SELECT secret FROM person_keys")
        await memory.sweep(today=after(KEY_DAYS - 1))
        assert await execute(url, "SELECT secret FROM person_keys") == first
        await memory.sweep(today=after(KEY_DAYS))
        assert await execute(url, "SELECT secret FROM person_keys") == []
        assert await memory.erase_person(PERSON) == 0
        await ask(memory, "Où ?", day=after(KEY_DAYS))
        second = await execute(url, "SELECT secret FROM person_keys")
        assert len(second) == 1
        assert second != first
        assert len(bytes(second[0][0])) == 32
        # Who asks again counts anew, for nobody can know that they did.
        (kept,) = await memory.unanswered(GUILD)
        assert kept.people == 2

    with_memory(url, play)


def test_an_old_key_serves_no_new_question_even_if_nobody_swept(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await ask(memory, "Où ?")
        first = await execute(url, "SELECT secret FROM person_keys")
        await ask(memory, "Quand ?", day=after(KEY_DAYS))
        assert await execute(url, "SELECT secret FROM person_keys") != first

    with_memory(url, play)


@pytest.mark.unmeasured
def test_each_server_s_questions_are_erased_after_its_own_retention(url: str) -> None:
    async def play(memory: Memory) -> None:
        for guild_id, days in ((GUILD, 3), (OTHER, 30)):
            settings = GuildSettings(keeps_questions=True, retention_days=days)
            await memory.change_settings(guild_id, settings)
            await ask(memory, "Ancienne ?", guild_id=guild_id)
            await ask(memory, "Reposée ?", guild_id=guild_id)
            await ask(memory, "Reposée ?", guild_id=guild_id, day=after(1))
        await memory.sweep(today=after(2))
        assert len(await memory.unanswered(GUILD)) == 2
        await memory.sweep(today=after(3))
        (left,) = await memory.unanswered(GUILD)
        assert (left.text, left.askings, left.first_day) == ("Reposée ?", 1, after(1))
        await memory.sweep(today=after(4))
        assert await memory.unanswered(GUILD) == []
        assert len(await memory.unanswered(OTHER)) == 2
        await memory.sweep(today=after(31))
        assert await memory.unanswered(OTHER) == []
        assert await execute(url, "SELECT * FROM askings") == []

    with_memory(url, play)


def test_questions_are_erased_in_time_after_their_keeping_was_switched_off(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await ask(memory, "Où ?")
        await memory.change_settings(GUILD, GuildSettings(retention_days=1))
        await ask(memory, "Quand ?")
        assert [each.text for each in await memory.unanswered(GUILD)] == ["Où ?"]
        await memory.sweep(today=after(1))
        assert await memory.unanswered(GUILD) == []

    with_memory(url, play)


def test_counts_are_kept_for_a_year(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await memory.count(GUILD, "answer", day=DAY)
        await memory.sweep(today=after(364))
        assert len(await memory.counts(GUILD, since=DAY)) == 1
        await memory.sweep(today=after(365))
        assert await memory.counts(GUILD, since=DAY) == []

    with_memory(url, play)


async def fill(memory: Memory, guild_id: int) -> None:
    settings = GuildSettings(keeps_questions=True, only_channel_ids=(guild_id + 1,))
    await memory.change_settings(guild_id, settings)
    await ask(memory, "Où ?", guild_id=guild_id)
    await memory.count(guild_id, "not_found", day=DAY)
    await memory.teach(guild_id, "Où ?", "phare", "Ici.")
    await memory.add_article(guild_id, article())


@pytest.mark.unmeasured
def test_a_server_that_was_left_is_erased_after_thirty_days(url: str) -> None:
    async def play(memory: Memory) -> None:
        await fill(memory, GUILD)
        await fill(memory, OTHER)
        await memory.left(GUILD, on=DAY)
        await memory.left(GUILD, on=after(20))
        await memory.left(OTHER, on=DAY)
        await memory.came_back(OTHER)
        await memory.sweep(today=after(29))
        assert await memory.kept_guilds() == [OTHER, GUILD]
        await memory.sweep(today=after(30))
        assert await memory.kept_guilds() == [OTHER]
        assert await memory.settings(GUILD) == GuildSettings()
        assert (await memory.settings(OTHER)).keeps_questions
        assert len(await memory.articles(OTHER)) == 1

    with_memory(url, play)


def test_what_is_known_of_settings_stays_known_while_it_is_swept(sqlite_url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await memory.sweep(today=DAY)
        assert memory.known_settings(GUILD) == KEEPING

    with_memory(sqlite_url, play)


def test_a_server_s_data_is_exported_whole_as_json(url: str) -> None:
    async def play(memory: Memory) -> None:
        await fill(memory, GUILD)
        await fill(memory, OTHER)
        await memory.left(GUILD, on=DAY)
        exported = await memory.export(GUILD)
        assert json.loads(json.dumps(exported)) == exported
        (lesson,) = exported["lessons"]
        assert lesson.pop("id") > 0
        assert exported == {
            "form": 1,
            "guild_id": str(GUILD),
            "left_on": "2026-03-01",
            "settings": {
                "language": None,
                "only_channel_ids": [str(GUILD + 1)],
                "silent_channel_ids": [],
                "automatic_channel_ids": [],
                "hidden_article_ids": [],
                "person_questions": None,
                "channel_questions": None,
                "cooldown_seconds": None,
                "keeps_questions": True,
                "retention_days": 30,
            },
            "counts": [{"day": "2026-03-01", "status": "not_found", "count": 1}],
            "questions": [
                {
                    "text": "Où ?",
                    "outcome": "not_found",
                    "askings": 1,
                    "people": 1,
                    "first_day": "2026-03-01",
                    "last_day": "2026-03-01",
                }
            ],
            "lessons": [
                {
                    "guild_id": str(GUILD),
                    "question": "Où ?",
                    "article_id": "phare",
                    "passage_text": "Ici.",
                    "taught_on": "2026-03-01",
                }
            ],
            "articles": [
                {
                    "article_id": "phare",
                    "markdown": article().markdown,
                    "source": "phare.md",
                    "added_on": "2026-03-01",
                    "digest": article().digest,
                }
            ],
        }

    with_memory(url, play, today=lambda: DAY)


@pytest.mark.unmeasured
def test_a_server_s_data_is_erased_whole_and_no_other_s(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(77, GuildSettings())
        nothing = await memory.export(GUILD)
        await fill(memory, GUILD)
        await fill(memory, OTHER)
        other = await memory.export(OTHER)
        assert await memory.erase(GUILD) == 5
        assert await memory.erase(GUILD) == 0
        assert memory.known_settings(GUILD) == GuildSettings()
        assert await memory.export(GUILD) == nothing
        assert await memory.export(OTHER) == other
        assert await memory.kept_guilds() == [OTHER, 77]

    with_memory(url, play)


def test_what_was_erased_stands_no_more_in_the_files(tmp_path: Path) -> None:
    async def play() -> None:
        async with opened(f"sqlite:///{tmp_path}/souffleur.db") as memory:
            await memory.change_settings(GUILD, KEEPING)
            await ask(memory, "Un secret bien gardé ?")
            await memory.teach(GUILD, "Une leçon retirée ?", "phare", "Ici.")
            assert b"Un secret" in files()
            await memory.erase_person(PERSON)
            await memory.unteach(GUILD, 1)
            assert b"Un secret" not in files()
            assert b"retir" not in files()

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    asyncio.run(play())


def test_nobody_else_on_the_machine_reads_the_file(tmp_path: Path) -> None:
    async def play() -> None:
        async with opened(f"sqlite:///{tmp_path}/data/souffleur.db") as memory:
            await memory.change_settings(GUILD, KEEPING)
            found = list((tmp_path / "data").iterdir())
            assert len(found) == 3
            assert {path.stat().st_mode & 0o777 for path in found} == {0o600}

    asyncio.run(play())
