"""What several processes of one bot tell one another through the memory that they share."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from bot.memory.processes import NO_QUESTION, Erased, Heard
from bot.memory.turns import DAY_MS, Begun, Rules, turn_of
from bot.shards import Shards
from tests.memory.builders import execute, opened, with_memory

RULES = Rules(apart_seconds=5.0, free=48, scarce_seconds=90.0, most=950, longest_seconds=40.0)
LOW, HIGH = Shards((0, 1), 4), Shards((2, 3), 4)


@pytest.fixture
def has_schema() -> bool:
    return True


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20_000)), max_size=60))
def test_no_bucket_ever_has_two_sessions_too_close(asked: list[tuple[int, int]]) -> None:
    begun: list[Begun] = []
    now = 0

    for bucket, later in asked:
        now += later
        begun.append(Begun(bucket, turn_of(begun, bucket, now, RULES)))
        begun.sort(key=lambda each: each.at_ms)

    for bucket in range(4):
        own = sorted(each.at_ms for each in begun if each.bucket == bucket)
        assert all(b - a >= 5_000 for a, b in pairwise(own))
    assert all(each.at_ms <= now + 60 * 90_000 for each in begun)


@pytest.mark.unmeasured
@pytest.mark.parametrize("free", [20, 48, 600])
def test_a_day_of_all_processes_sees_no_more_sessions_than_discord_takes(free: int) -> None:
    begun: list[Begun] = []
    now, rules = 0, replace(RULES, free=free)

    while now < 2 * DAY_MS:
        begun = of_a_day(begun, now)
        now = turn_of(begun, len(begun) % 2, now, rules)
        begun.append(Begun(len(begun) % 2, now))
        assert len(of_a_day(begun, now)) <= rules.most


def of_a_day(begun: list[Begun], now: int) -> list[Begun]:
    """Those of the last 24 hours, of some of which the earliest is the first."""
    return begun[bisect_right(begun, now - DAY_MS, key=lambda each: each.at_ms) :]


def test_two_processes_take_turns_of_one_bucket_one_after_the_other(url: str) -> None:
    async def play() -> list[float]:
        async with opened(url) as one, opened(url) as other:
            asked = [each.processes.turn(0, RULES) for each in (one, other) * 2]
            return sorted(await asyncio.gather(*asked))

    waits = asyncio.run(play())

    assert [round(wait) for wait in waits] == [0, 5, 10, 15]


def test_buckets_do_not_wait_for_one_another(url: str) -> None:
    async def turns(memory: Memory) -> list[float]:
        return [await memory.processes.turn(bucket, RULES) for bucket in range(4)]

    assert with_memory(url, turns) == [0.0] * 4


def test_a_turn_that_is_too_far_away_is_left_to_others(url: str) -> None:
    rules = replace(RULES, apart_seconds=30.0)

    async def turns(memory: Memory) -> list[int]:
        return [round(await memory.processes.turn(0, rules)) for _ in range(4)]

    assert with_memory(url, turns) == [0, 30, 60, 60]


def test_turns_written_by_a_clock_that_was_ahead_hold_up_nobody(url: str) -> None:
    async def play() -> float:
        async with opened(url) as memory:
            far = "INSERT INTO session_starts (bucket, at_ms) VALUES (0, 99999999999999)"
            await execute(url, far)
            return await memory.processes.turn(0, RULES)

    assert asyncio.run(play()) == 0.0


def test_what_a_process_heard_is_known_to_the_one_that_takes_its_place(url: str) -> None:
    async def play() -> None:
        async with opened(url) as memory:
            await memory.processes.hear(LOW, Heard({0: 1_000, 1: 2_000}, {7: 900, 8: 1_000}))
            await memory.processes.hear(HIGH, Heard({2: 3_000}))
            await memory.processes.hear(LOW, Heard({1: 4_000}, {9: 900}))
            await memory.processes.hear(HIGH, Heard({}))

        async with opened(url) as again:
            assert await again.processes.heard(LOW) == Heard(
                {0: 1_000, 1: 4_000}, {7: 900, 8: 1_000}
            )
            assert await again.processes.heard(HIGH) == Heard({2: 3_000})
            # Of so many shards none is the same as one of those.
            assert await again.processes.heard(Shards.all_of(2)) == Heard({})

    asyncio.run(play())


def test_a_shard_that_two_processes_have_is_noticed(url: str) -> None:
    async def play() -> None:
        async with opened(url) as one, opened(url) as other:
            first, second = Heard({0: 1_000, 1: 1_000}), Heard({0: 2_000, 1: 1_000})

            assert await one.processes.hear(LOW, first) == set()
            assert await one.processes.hear(LOW, second, before=first) == set()
            assert await other.processes.hear(LOW, first) == set()
            assert await one.processes.hear(LOW, second, before=second) == {0}

    asyncio.run(play())


def test_an_erasure_is_known_to_all_processes_and_says_not_who(url: str) -> None:
    async def play() -> None:
        async with opened(url) as one, opened(url) as other:
            begun = await other.processes.last_erasure()
            assert await other.processes.erased(lambda: [7], after=begun) == Erased(
                frozenset(), begun
            )

            await one.processes.tell_erased(7)

            found = await other.processes.erased(lambda: [6, 7, 8], after=begun)
            assert found.people == {7}
            assert await other.processes.erased(lambda: [7], after=found.last_id) == Erased(
                frozenset(), found.last_id
            )
            assert await other.processes.last_erasure() == found.last_id
            ((person,),) = await execute(url, "SELECT person FROM erasures")
            assert person != "7"
            assert len(person) == 32

    asyncio.run(play())


def test_who_was_erased_and_who_wrote_in_private_is_forgotten_within_hours(url: str) -> None:
    async def play() -> list[object]:
        async with opened(url) as memory:
            await memory.processes.hear(LOW, Heard({0: 1_000}, {7: 1_000}))
            await memory.processes.tell_erased(7)
            await execute(url, "UPDATE erasures SET at_ms = 1")
            await memory.processes.tell_erased(8)
            await memory.sweep(today=date.today())  # noqa: DTZ011 - any day does
            assert await memory.processes.heard(LOW) == Heard({0: 1_000})
            return await execute(url, "SELECT id FROM erasures")

    assert asyncio.run(play()) == [(2,)]


@pytest.mark.parametrize("is_mine", [True, False])
def test_a_server_of_another_process_is_not_swept(url: str, is_mine: bool) -> None:
    async def play(memory: Memory) -> list[int]:
        await memory.change_settings(42, GuildSettings(language="en"))
        await memory.left(42, on=date(2026, 1, 1))
        await memory.sweep(today=date(2026, 3, 1), concerns=lambda _: is_mine)
        return await memory.kept_guilds()

    assert with_memory(url, play) == ([] if is_mine else [42])


def test_no_question_has_the_number_that_stands_for_none() -> None:
    # Both databases count from 1.
    assert NO_QUESTION == 0
