"""Not twice, and not too often."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.manners import REMEMBERED, Cooldowns, Limits, Once, Wait, Whose

LIMITS = Limits(person_questions=5, channel_questions=20, seconds=30)


class Clock:
    """Stands still until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_thing_happens_once() -> None:
    once = Once()

    assert [once.is_first(thing) for thing in ("a", "b", "a")] == [True, True, False]


def test_a_thing_that_is_forgotten_may_happen_again() -> None:
    once = Once(remembered=2)

    for thing in ("a", "b", "c"):
        once.is_first(thing)
    assert once.is_first("a")
    once.forget("c")
    once.forget("never there")

    assert once.is_first("c")


def test_five_questions_are_answered_and_the_sixth_waits() -> None:
    clock = Clock()
    cooldowns = Cooldowns(LIMITS, clock)

    waits = []
    for _ in range(6):
        waits.append(cooldowns.wait_for(1, 10))
        clock.now += 1

    assert waits[:5] == [None] * 5
    assert waits[5] == Wait(Whose.PERSON, seconds=25, is_news=True)


def test_a_wait_is_news_once_and_again_in_the_next_cooldown() -> None:
    clock = Clock()
    cooldowns = Cooldowns(LIMITS, clock)
    for _ in range(5):
        cooldowns.wait_for(1, 10)

    told = [wait.is_news for _ in range(3) if (wait := cooldowns.wait_for(1, 10))]
    clock.now += 30
    for _ in range(5):
        assert cooldowns.wait_for(1, 10) is None
    again = cooldowns.wait_for(1, 10)

    assert told == [True, False, False]
    assert again is not None
    assert again.is_news


def test_a_channel_waits_for_everybody_and_each_is_told_once() -> None:
    cooldowns = Cooldowns(LIMITS, Clock())
    for person in range(20):
        assert cooldowns.wait_for(person, 10) is None

    first, again, other = (cooldowns.wait_for(person, 10) for person in (90, 90, 91))

    assert first == Wait(Whose.CHANNEL, seconds=30, is_news=True)
    assert again == Wait(Whose.CHANNEL, seconds=30, is_news=False)
    assert other == first
    assert cooldowns.wait_for(90, 11) is None


def test_to_look_whether_somebody_waits_counts_and_tells_nothing() -> None:
    cooldowns = Cooldowns(Limits(2, 0, 30), Clock())

    looked = [cooldowns.is_waiting(1, 10) for _ in range(5)]
    for _ in range(2):
        assert cooldowns.wait_for(1, 10) is None

    assert looked == [False] * 5
    assert cooldowns.is_waiting(1, 11)
    assert not cooldowns.is_waiting(2, 10)
    assert cooldowns.wait_for(1, 10) == Wait(Whose.PERSON, seconds=30, is_news=True)


def test_zero_sets_no_limit() -> None:
    cooldowns = Cooldowns(Limits(0, 0, 30), Clock())

    assert all(cooldowns.wait_for(1, 10) is None for _ in range(100))


@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 20)), max_size=60))
def test_in_no_window_are_more_questions_answered_than_allowed(
    asked: list[tuple[int, float]],
) -> None:
    clock = Clock()
    cooldowns = Cooldowns(LIMITS, clock)
    answered: list[tuple[int, float]] = []
    for person, pause in asked:
        clock.now += pause
        wait = cooldowns.wait_for(person, 10)
        if wait is None:
            answered.append((person, clock.now))
        else:
            assert 1 <= wait.seconds <= 30

    for person, at in answered:
        window = [who for who, when in answered if at - 30 < when <= at]
        assert len(window) <= 20
        assert window.count(person) <= 5


def test_who_asked_before_the_cooldown_is_forgotten() -> None:
    clock = Clock()
    cooldowns = Cooldowns(LIMITS, clock)
    for _ in range(7):
        cooldowns.wait_for(1, 10)

    clock.now += 30
    cooldowns.wait_for(2, 11)

    assert set(cooldowns._asked) == {(Whose.PERSON, 2), (Whose.CHANNEL, 11)}
    assert not cooldowns._told


@pytest.mark.parametrize("people", [REMEMBERED + 50])
def test_who_asked_long_ago_is_forgotten(people: int) -> None:
    cooldowns = Cooldowns(Limits(1, 1, 3600), Clock())

    for person in range(people):
        cooldowns.wait_for(person, person)
        cooldowns.wait_for(person, person)

    assert len(cooldowns._asked) <= REMEMBERED
    assert len(cooldowns._told) <= REMEMBERED
