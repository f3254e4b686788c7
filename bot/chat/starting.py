"""Coming to Discord when it is there, and waiting for it when it is away."""

import asyncio
import itertools
import logging
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator

from bot.chat.pace import Pace
from bot.errors import AwayError

# A session that lasted so long was no failed start.
LASTING_SECONDS = 120.0
# What discord.py ends with when Discord says what nobody can read.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, zlib.error)

_log = logging.getLogger(__name__)


async def stay(session: Callable[[], Awaitable[None]], pace: Pace) -> None:
    """Go through `session`, and begin again for as long as Discord is away or makes no sense.

    Raises whatever else ends a session: what waiting does not mend.
    """
    pauses = _pauses(pace)
    while True:
        begun = time.monotonic()
        try:
            return await session()
        except AwayError as error:
            wait = max(error.again_in_seconds, next(pauses))
            _log.warning("%s Trying again in %s.", error, _duration(wait))
        except UNREADABLE:
            wait = next(pauses)
            _log.exception("The connection cannot go on; a new one in %s", _duration(wait))
        await asyncio.sleep(wait)
        if time.monotonic() - begun - wait > LASTING_SECONDS:
            pauses = _pauses(pace)


def _pauses(pace: Pace) -> Iterator[float]:
    return itertools.chain(pace.start_seconds, itertools.repeat(pace.start_seconds[-1]))


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
