"""Calm at the gateway, and few sessions."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace

import aiohttp
import pytest
from discord.http import HTTPClient
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.pace import Pace
from bot.chat.reconnecting import Doorbell, Sessions, calm, scarcity
from tests.chat.playing import HURRIED

DAY_SECONDS = 86_400.0
FREE = Pace().free_sessions_an_hour


def test_connections_are_spaced_when_there_are_many() -> None:
    assert calm(deque(), 100.0) == 0.0
    assert calm(deque([99.0] * 4), 100.0) == 0.0
    assert calm(deque([99.0] * 5), 100.0) == 1.0
    assert calm(deque([99.0] * 20), 100.0) == 5.0
    assert calm(deque([39.0] * 20), 100.0) == 0.0


@given(st.integers(1, 40))
def test_never_does_a_day_see_more_sessions_than_discord_takes(shards: int) -> None:
    begun: deque[float] = deque(maxlen=max(FREE, 3 * shards))
    now, count = 0.0, 0

    while now < DAY_SECONDS:
        now += scarcity(begun, now)
        begun.append(now)
        now, count = now + 5.0, count + 1

    assert count < 1000 + 24 * len(begun)
    if shards < 7:
        assert count <= 1000 + FREE


def test_a_session_too_many_waits_for_another_turn() -> None:
    sessions = Sessions(replace(HURRIED, longest_turn_seconds=0.01), shards=1)

    async def begin() -> None:
        for _ in range(FREE):
            await sessions.turn(0, initial=True)
        with pytest.raises(TimeoutError):
            await sessions.turn(0, initial=True)

    asyncio.run(begin())


def test_a_gateway_that_nobody_opens_is_left_after_a_while() -> None:
    async def ring() -> None:
        http = HTTPClient(asyncio.get_running_loop())
        doorbell = Doorbell(http, HURRIED)
        http.connector = aiohttp.TCPConnector(limit=0)
        session = aiohttp.ClientSession(connector=http.connector)
        http._HTTPClient__session = session  # type: ignore[attr-defined]
        async with session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await doorbell.ring("ws://127.0.0.1:9/gateway")

    asyncio.run(ring())
