"""What ends a start, and what is waited for."""

from __future__ import annotations

import asyncio
import logging
import zlib

import pytest

from bot.chat.connection import Connection, probe
from bot.chat.pace import Pace
from bot.chat.starting import stay
from bot.chat.turns import ONE_AT_A_TIME
from bot.errors import AwayError, DiscordError
from bot.shards import Shards
from tests.chat.playing import addresses_kept, settings_of
from tests.discord_server import DiscordServer

AT_ONCE = Pace(start_seconds=(0.0,))


class Starts:
    """A session that fails with each of `faults` in turn, then lasts until it is over."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.count = 0

    async def session(self) -> None:
        self.count += 1
        if self.faults:
            raise self.faults.pop(0)


def test_an_away_discord_and_nonsense_are_outlived(caplog: pytest.LogCaptureFixture) -> None:
    starts = Starts(AwayError("Away."), KeyError("session_id"), zlib.error("x"), AwayError("Away."))

    with caplog.at_level(logging.WARNING):
        asyncio.run(stay(starts.session, AT_ONCE))

    assert starts.count == 5
    assert [record.levelname for record in caplog.records] == [
        *("WARNING", "ERROR", "ERROR", "WARNING")
    ]


def test_what_waiting_does_not_mend_ends_the_start() -> None:
    starts = Starts(DiscordError("Refused."))

    with pytest.raises(DiscordError, match="Refused"):
        asyncio.run(stay(starts.session, AT_ONCE))

    assert starts.count == 1


def test_the_waits_grow_and_the_last_one_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    starts = Starts(*(AwayError(f"Away {number}.") for number in range(4)))

    with caplog.at_level(logging.WARNING):
        asyncio.run(stay(starts.session, Pace(start_seconds=(0.0, 0.001, 0.002))))

    assert starts.count == 5


@pytest.mark.parametrize(
    ("left", "is_enough"), [(0, False), (1, False), (2, True)], ids=["none", "one", "two"]
)
def test_two_shards_need_two_sessions(left: int, is_enough: bool) -> None:
    about = ("souffleur", 1, "wss://x", 2, left, 3600.0, ONE_AT_A_TIME)
    connection, two = Connection(*about, reads_messages=False), Shards.all_of(2)

    if is_enough:
        connection.require_sessions(two)
    else:
        with pytest.raises(AwayError) as raised:
            connection.require_sessions(two)
        assert raised.value.again_in_seconds == 3600.0


@pytest.mark.parametrize(
    ("status", "body", "is_away"),
    [
        (429, "error code: 1015", True),
        (503, "upstream", True),
        (403, {"message": "Missing Access", "code": 50001}, False),
        (404, {"message": "404: Not Found", "code": 0}, False),
    ],
)
@pytest.mark.parametrize("path", ["/users/@me$", "/gateway/bot$"])
def test_only_what_passes_is_waited_for(
    path: str, status: int, body: object, is_away: bool
) -> None:
    async def found() -> None:
        async with DiscordServer() as server:
            server.fail_next("GET", path, status, body=body, times=5)
            with pytest.raises(DiscordError, match=f"answers {status}") as raised:
                await probe(settings_of(server))
            assert isinstance(raised.value, AwayError) is is_away

    with addresses_kept():
        asyncio.run(found())
