"""Not twice, and not too often."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum

# So many people and channels are kept in sight; who asked longest ago is forgotten first.
REMEMBERED = 10_000


class Once:
    """Remembers the last things that happened, so that none of them happens twice."""

    def __init__(self, *, remembered: int = 1_000) -> None:
        self._seen: OrderedDict[Hashable, None] = OrderedDict()
        self._remembered = remembered

    def is_first(self, thing: Hashable) -> bool:
        """Tell whether this happens for the first time, and remember it."""
        if thing in self._seen:
            return False
        self._seen[thing] = None
        if len(self._seen) > self._remembered:
            self._seen.popitem(last=False)
        return True

    def __contains__(self, thing: Hashable) -> bool:
        return thing in self._seen

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._seen)

    def forget_those(self, are_meant: Callable[[Hashable], bool]) -> None:
        """Let all of these happen again."""
        for thing in [thing for thing in self._seen if are_meant(thing)]:
            del self._seen[thing]

    def forget(self, thing: Hashable) -> None:
        """Let this happen again."""
        self._seen.pop(thing, None)


class Whose(StrEnum):
    """Whose questions are too many."""

    PERSON = "person"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many questions a person and a channel may ask in a time; 0 sets no limit."""

    person_questions: int
    channel_questions: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Wait:
    """A question that comes too early, and when to ask again.

    `is_news` is True the first time that this person is told so within one cooldown.
    """

    whose: Whose
    seconds: int
    is_news: bool


class Cooldowns:
    """Counts questions, and asks those who ask too many to wait.

    `clock` returns seconds, from any beginning.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.limits = limits
        self._clock = clock
        self._asked: OrderedDict[tuple[Whose, int], deque[float]] = OrderedDict()
        self._told: OrderedDict[tuple[Whose, int, int], float] = OrderedDict()

    def wait_for(self, person_id: int, channel_id: int) -> Wait | None:
        """Count a question, and return None; or return the wait, and do not count it."""
        now = self._clock()
        self._forget_those_before(now)
        keys = ((Whose.PERSON, person_id), (Whose.CHANNEL, channel_id))
        for whose, number in keys:
            ends = self._end((whose, number), now)
            if ends is not None:
                is_news = self._is_news((whose, number, person_id), now, ends)
                return Wait(whose, max(1, math.ceil(ends - now)), is_news)
        for key in keys:
            self._recent(key, now).append(now)
            self._asked.move_to_end(key)
        return None

    def is_waiting(self, person_id: int, channel_id: int) -> bool:
        """Tell whether a question would come too early now; nothing is counted."""
        now = self._clock()
        keys = ((Whose.PERSON, person_id), (Whose.CHANNEL, channel_id))
        is_any = any(self._end(key, now) is not None for key in keys)
        self._forget_those_before(now)
        return is_any

    def people(self) -> set[int]:
        """Return whose questions are counted."""
        return {number for whose, number in self._asked if whose is Whose.PERSON}

    def forget(self, person_id: int) -> None:
        """Forget a person whose cooldown is over; one that runs is over in moments."""
        now, key = self._clock(), (Whose.PERSON, person_id)
        if key in self._asked and not self._recent(key, now):
            del self._asked[key]
        self._forget_those_before(now)

    def _end(self, key: tuple[Whose, int], now: float) -> float | None:
        """Return when a cooldown ends, None where there is none."""
        limits = self.limits
        is_person = key[0] is Whose.PERSON
        allowed = limits.person_questions if is_person else limits.channel_questions
        asked = self._recent(key, now)
        is_full = allowed and len(asked) >= allowed
        return asked[-allowed] + limits.seconds if is_full else None

    def _forget_those_before(self, now: float) -> None:
        """Forget who has not asked since the cooldown began; those stand first."""
        while self._asked and not self._recent(first := next(iter(self._asked)), now):
            del self._asked[first]
        while self._told and next(iter(self._told.values())) <= now:
            self._told.popitem(last=False)

    def _recent(self, key: tuple[Whose, int], now: float) -> deque[float]:
        """Return the times of the questions that still count."""
        asked = self._asked.setdefault(key, deque())
        while asked and asked[0] <= now - self.limits.seconds:
            asked.popleft()
        if len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)
        return asked

    def _is_news(self, key: tuple[Whose, int, int], now: float, ends: float) -> bool:
        is_news = self._told.get(key, now) <= now
        if is_news:
            self._told[key] = ends
            self._told.move_to_end(key)
            if len(self._told) > REMEMBERED:
                self._told.popitem(last=False)
        return is_news
