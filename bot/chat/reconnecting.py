"""The way back to the gateway: calm, and with the session that was there before."""

import asyncio
import logging
import time
from collections import deque

import aiohttp
from discord.http import HTTPClient

from bot.chat.pace import Pace

# discord.py gives a connection a minute, then gives its session up.
PERSISTENT_SECONDS = 50.0
# How many connections of the past minute make how many seconds between one and the next.
CALM = ((20, 5.0), (5, 1.0), (0, 0.0))
# Discord resets the token of a bot that begins more than a thousand sessions a day.
SCARCE_SESSION_SECONDS = 90.0

_log = logging.getLogger(__name__)


class Doorbell:
    """Rings at the gateway, and goes on ringing while nobody opens.

    At the first failure discord.py would forget its session, and with it what was missed.
    """

    def __init__(self, http: HTTPClient, pace: Pace) -> None:
        self._connect = http.ws_connect
        self._pace = pace
        self._rung: deque[float] = deque(maxlen=CALM[0][0] + 1)
        http.ws_connect = self.ring  # type: ignore[method-assign] # there is no other place

    async def ring(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Connect; raise what kept it from succeeding for most of a minute."""
        await asyncio.sleep(calm(self._rung, time.monotonic()))
        deadline = time.monotonic() + PERSISTENT_SECONDS
        for pause in self._pace.pauses_seconds:
            self._rung.append(time.monotonic())
            try:
                return await self._connect(url, compress=compress)
            except (aiohttp.ClientError, OSError) as error:
                if time.monotonic() + pause > deadline:
                    raise
                reason = " ".join(str(error).split()) or type(error).__name__
                _log.warning("The gateway cannot be reached: %s; again in %.2f s", reason, pause)
            await asyncio.sleep(pause)
        return await self._connect(url, compress=compress)


def calm(rung: deque[float], now: float) -> float:
    """Return the seconds to wait before another connection, after those at the times `rung`."""
    recent = sum(now - at < 60.0 for at in rung)
    return next(seconds for count, seconds in CALM if recent >= count)


class Sessions:
    """Spaces the sessions that the bot begins."""

    def __init__(self, pace: Pace, *, shards: int) -> None:
        self._pace = pace
        self._begun: deque[float] = deque(maxlen=max(pace.free_sessions_an_hour, 3 * shards))

    async def turn(self, _shard_id: int | None, *, initial: bool) -> None:
        """Wait until a session may begin; TimeoutError when that takes longer than discord.py."""
        wait = scarcity(self._begun, time.monotonic())
        if wait:
            _log.warning("Many new sessions in an hour; the next one in %d s", wait)
            await asyncio.sleep(min(wait, self._pace.longest_turn_seconds))
            if wait > self._pace.longest_turn_seconds:
                raise TimeoutError("a new session would be one too many")
        elif not initial:
            await asyncio.sleep(self._pace.new_session_seconds)
        self._begun.append(time.monotonic())


def scarcity(begun: deque[float], now: float) -> float:
    """Return the seconds to wait before another session, after those begun at these times."""
    if not begun or len(begun) < (begun.maxlen or 0) or now - begun[0] >= 3600:
        return 0.0
    return max(0.0, begun[-1] + SCARCE_SESSION_SECONDS - now)
