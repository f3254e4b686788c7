"""The memory keeps what it is given, in either kind of database, and gives it back."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import TooLarge, TooMany, TooMuch
from bot.memory.kept import DayCount, GuildSettings, KeptArticle, Lesson, Outcome, Unanswered
from bot.memory.memory import SETTINGS_KEPT_SECONDS, Memory
from bot.memory.shelves import MAX_ARTICLES, MAX_CHARACTERS
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

ALL = GuildSettings(
    language="en",
    only_channel_ids=(2**62, 2),
    silent_channel_ids=(3,),
    automatic_channel_ids=(5, 4),
    hidden_article_ids=("été/phare",),
    person_questions=0,
    channel_questions=7,
    cooldown_seconds=60,
    keeps_questions=True,
    retention_days=365,
)


@pytest.fixture
def has_schema() -> bool:
    return True


def test_a_server_that_decided_nothing_has_the_defaults(url: str) -> None:
    async def play(memory: Memory) -> None:
        assert await memory.settings(GUILD) == GuildSettings()
        assert memory.known_settings(GUILD) == GuildSettings()
        assert await memory.all_automatic() == {}
        assert await memory.kept_guilds() == []

    with_memory(url, play)


def test_settings_outlive_the_process(url: str) -> None:
    async def change(memory: Memory) -> None:
        await memory.change_settings(GUILD, GuildSettings(language="fr"))
        await memory.change_settings(GUILD, ALL)
        await memory.change_settings(OTHER, GuildSettings())

    async def look(memory: Memory) -> None:
        assert memory.known_settings(GUILD) == GuildSettings()
        assert await memory.settings(GUILD) == ALL
        assert memory.known_settings(GUILD) == ALL
        assert await memory.settings(OTHER) == GuildSettings()
        assert await memory.all_automatic() == {GUILD: (5, 4)}
        assert await memory.kept_guilds() == [OTHER, GUILD]

    with_memory(url, change)
    with_memory(url, look)


def test_what_another_process_decided_is_seen_when_the_known_settings_are_old(url: str) -> None:
    async def play() -> None:
        async with opened(url) as one, opened(url, settings_kept_seconds=0.0) as other:
            await one.settings(GUILD)
            await other.settings(GUILD)
            await one.change_settings(GUILD, ALL)
            assert await one.settings(GUILD) == ALL
            assert other.known_settings(GUILD) == GuildSettings()
            assert await other.settings(GUILD) == ALL

    asyncio.run(play())
    assert SETTINGS_KEPT_SECONDS <= 60


@pytest.mark.parametrize("days", [0, 366])
def test_a_retention_is_a_day_to_a_year(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 365 days"):
        GuildSettings(retention_days=days)


def test_nothing_of_a_question_is_kept_until_a_server_wants_it(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.keep_question(GUILD, 7, "Où est-ce ?", Outcome.NOT_FOUND, day=DAY)
        await memory.count(GUILD, "answer", day=DAY)
        assert await memory.unanswered(GUILD) == []
        assert await memory.counts(GUILD, since=date.min) == []
        assert await memory.kept_guilds() == []

    with_memory(url, play)


def test_a_question_is_kept_once_with_the_number_of_its_askers_and_askings(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        later = DAY + timedelta(days=3)
        for person_id, day, text in [
            (7, DAY, "Où est-ce ?"),
            (7, later, "où  est-ce ?"),
            (8, later, "Où est-ce ?"),
            (8, later, "OÙ EST-CE ?"),
        ]:
            await memory.keep_question(GUILD, person_id, text, Outcome.NOT_FOUND, day=day)
        await memory.keep_question(GUILD, 7, "Où est-ce ?", Outcome.USELESS, day=DAY)
        assert await memory.unanswered(GUILD) == [
            Unanswered("OÙ EST-CE ?", Outcome.NOT_FOUND, 4, 2, DAY, later),
            Unanswered("Où est-ce ?", Outcome.USELESS, 1, 1, DAY, DAY),
        ]
        assert await memory.unanswered(OTHER) == []

    with_memory(url, play)


@pytest.mark.unmeasured
def test_a_gap_that_is_done_with_is_forgotten_whatever_its_outcome(url: str) -> None:
    async def play(memory: Memory) -> None:
        for guild_id in (GUILD, OTHER):
            await memory.change_settings(guild_id, KEEPING)
            for outcome in Outcome:
                await memory.keep_question(guild_id, 7, "Où ?", outcome, day=DAY)
            await memory.keep_question(guild_id, 7, "Quand ?", Outcome.CLOSEST, day=DAY)
        assert await memory.forget_questions(GUILD, ["où  ?", "Jamais demandé ?"]) == 3
        assert await memory.forget_questions(GUILD, []) == 0
        assert [each.text for each in await memory.unanswered(GUILD)] == ["Quand ?"]
        assert len(await memory.unanswered(OTHER)) == 4

    with_memory(url, play)
    assert asyncio.run(execute(url, "SELECT count(*) FROM askings")) == [(5,)]


def test_a_server_keeps_a_bounded_number_of_questions(sqlite_url: str) -> None:
    fill = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
        "INSERT INTO questions (guild_id, outcome, sameness, text) "
        "SELECT :guild, 'closest', i, 'q' FROM n"
    )

    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        await execute(sqlite_url, fill, guild=GUILD)
        for text in ("Une de plus ?", "Une de trop ?", "une de plus ?"):
            await memory.keep_question(GUILD, 7, text, Outcome.CLOSEST, day=DAY)
        (kept,) = await memory.unanswered(GUILD)
        assert (kept.text, kept.askings) == ("une de plus ?", 2)

    with_memory(sqlite_url, play)


def test_questions_are_counted_by_day_and_status(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        for status in ("answer", "not_found", "answer"):
            await memory.count(GUILD, status, day=DAY)
        await memory.count(GUILD, "answer", day=DAY - timedelta(days=1))
        assert await memory.counts(GUILD, since=DAY) == [
            DayCount(DAY, "answer", 2),
            DayCount(DAY, "not_found", 1),
        ]
        assert len(await memory.counts(GUILD, since=date.min)) == 3
        assert await memory.counts(OTHER, since=date.min) == []

    with_memory(url, play)


@pytest.mark.unmeasured
def test_many_at_once_lose_nothing(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        async with opened(url) as other:
            await asyncio.gather(
                *(each.count(GUILD, "answer", day=DAY) for each in [memory, other] * 30),
                *(
                    each.keep_question(GUILD, number, "Où ?", Outcome.CLOSEST, day=DAY)
                    for number, each in enumerate([memory, other] * 20)
                ),
            )
        assert await memory.counts(GUILD, since=DAY) == [DayCount(DAY, "answer", 60)]
        (kept,) = await memory.unanswered(GUILD)
        assert (kept.people, kept.askings) == (40, 40)

    with_memory(url, play)


def test_what_is_given_up_half_way_holds_nobody_up(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.change_settings(GUILD, KEEPING)
        for turns in range(30):
            writing = asyncio.create_task(memory.count(GUILD, "answer", day=DAY))
            reading = asyncio.create_task(memory.lessons(GUILD))
            for _ in range(turns):
                await asyncio.sleep(0)
            writing.cancel()
            reading.cancel()
            await asyncio.gather(writing, reading, return_exceptions=True)
        before = sum(each.count for each in await memory.counts(GUILD, since=DAY))
        await memory.count(GUILD, "answer", day=DAY)
        assert [each.count for each in await memory.counts(GUILD, since=DAY)] == [before + 1]
        assert memory.is_working

    with_memory(url, play)


def test_what_is_taught_replaces_what_was_taught_of_that_question(url: str) -> None:
    async def play(memory: Memory) -> None:
        first = await memory.teach(GUILD, "Où est-ce ?", "phare", "Il est ici.")
        second = await memory.teach(GUILD, "où  est-ce ?", "phare", "Il est là.")
        await memory.teach(OTHER, "Où est-ce ?", "phare", "Ailleurs.")
        assert first == Lesson(first.id, GUILD, "Où est-ce ?", "phare", "Il est ici.", DAY)
        assert await memory.lessons(GUILD) == [second]
        assert second.passage_text == "Il est là."

    with_memory(url, play, today=lambda: DAY)


def test_what_is_taught_can_be_undone_by_its_server_alone(url: str) -> None:
    async def play(memory: Memory) -> None:
        lesson = await memory.teach(GUILD, "Où ?", "phare", "Ici.")
        assert await memory.unteach(OTHER, lesson.id) is None
        assert await memory.unteach(GUILD, lesson.id) == lesson
        assert await memory.unteach(GUILD, lesson.id) is None
        assert await memory.lessons(GUILD) == []
        # An old button must not undo another lesson.
        assert (await memory.teach(GUILD, "Où ?", "phare", "Ici.")).id > lesson.id

    with_memory(url, play)


def test_a_server_teaches_a_bounded_number_of_lessons(sqlite_url: str) -> None:
    fill = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO lessons (guild_id, sameness, question, article_id, passage_text, taught_on) "
        "SELECT :guild, i, 'q', 'a', 't', '2026-01-01' FROM n"
    )

    async def play(memory: Memory) -> None:
        await execute(sqlite_url, fill, guild=GUILD)
        with pytest.raises(TooMany, match="1000 lessons"):
            await memory.teach(GUILD, "Où ?", "phare", "Ici.")
        assert memory.is_working
        await memory.teach(OTHER, "Où ?", "phare", "Ici.")

    with_memory(sqlite_url, play)


def test_a_server_has_articles_of_its_own(url: str) -> None:
    async def play(memory: Memory) -> None:
        await memory.add_article(GUILD, article("zèbre"))
        await memory.add_article(GUILD, article("phare"))
        before = await memory.article_digests(GUILD)
        edited = article("phare", "# Le phare\n\nIl est debout.\n")
        await memory.add_article(GUILD, edited)
        assert await memory.articles(GUILD) == [edited, article("zèbre")]
        after = await memory.article_digests(GUILD)
        assert after == tuple(each.digest for each in await memory.articles(GUILD))
        assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]
        assert await memory.articles(OTHER) == []
        assert await memory.article_digests(OTHER) == ()
        assert not await memory.remove_article(OTHER, "phare")
        assert await memory.remove_article(GUILD, "phare")
        assert not await memory.remove_article(GUILD, "phare")
        assert await memory.articles(GUILD) == [article("zèbre")]

    with_memory(url, play)


def test_a_server_has_fifty_articles_at_most(url: str) -> None:
    async def play(memory: Memory) -> None:
        for number in range(MAX_ARTICLES):
            await memory.add_article(GUILD, article(f"n{number}"))
        with pytest.raises(TooMany, match="50 articles"):
            await memory.add_article(GUILD, article("one more"))
        await memory.add_article(GUILD, article("n0", "Autre chose."))
        await memory.add_article(OTHER, article("one more"))
        assert len(await memory.articles(GUILD)) == MAX_ARTICLES

    with_memory(url, play)


@pytest.mark.parametrize(
    "large",
    [
        article(markdown="é" * (MAX_CHARACTERS + 1)),
        article(name="x" * 201),
        KeptArticle("a", "text", "s" * 4001, DAY, "digest"),
    ],
    ids=["text", "id", "source"],
)
def test_an_article_is_bounded(large: KeptArticle, sqlite_url: str) -> None:
    async def play(memory: Memory) -> None:
        with pytest.raises(TooLarge):
            await memory.add_article(GUILD, large)
        assert await memory.articles(GUILD) == []

    with_memory(sqlite_url, play)


def test_the_articles_of_a_server_are_bounded_together(url: str) -> None:
    async def play(memory: Memory) -> None:
        half = "é" * (MAX_CHARACTERS // 2)
        await memory.add_article(GUILD, article(name="a", markdown=half))
        await memory.add_article(GUILD, article(name="b", markdown=half))
        # Another one in the place of the first is none more.
        await memory.add_article(GUILD, article(name="a", markdown=half[1:]))
        with pytest.raises(TooMuch):
            await memory.add_article(GUILD, article(name="c", markdown="éé"))
        assert len(await memory.articles(GUILD)) == 2

    with_memory(url, play)


def test_the_largest_article_is_given_back_whole(url: str) -> None:
    largest = article(markdown="é" * MAX_CHARACTERS)

    async def play(memory: Memory) -> None:
        await memory.add_article(GUILD, largest)
        assert await memory.articles(GUILD) == [largest]

    with_memory(url, play)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=60), max_size=12))
def test_any_text_is_kept_as_it_is_but_for_what_is_no_text(url: str, texts: list[str]) -> None:
    async def play(memory: Memory) -> None:
        for text in [*texts, "d\0e", "\ud800!"]:
            lesson = await memory.teach(GUILD, text, text, text)
            assert lesson in await memory.lessons(GUILD)
            await memory.change_settings(GUILD, GuildSettings(hidden_article_ids=(text,)))
            await memory.add_article(GUILD, KeptArticle.of("x", text, source=text, added_on=DAY))
            kept = (await memory.articles(GUILD))[0]
            assert kept.markdown == kept.source == lesson.question == lesson.passage_text
            sound = "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
            assert (kept.markdown == text) is sound
            assert len(kept.markdown) == len(text)

    with_memory(url, play)
