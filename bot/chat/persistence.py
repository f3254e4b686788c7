"""Requests to Discord that are made again when their answer is lost.

discord.py asks again after 429, 500, 502 and 504, and gives up at a reset (but for those of macOS
and Windows), at half an answer, at silence, at 503, and at headers of rate limits that it cannot
read. A message that was taken while its answer was lost does not appear twice: it carries a nonce.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.chat.pace import Pace
from bot.chat.refusals import ALREADY_ACKNOWLEDGED

# What becomes of a request when the network, a proxy or Discord's headers are broken.
LOST = (aiohttp.ClientError, OSError, LookupError, TypeError, ValueError)
LONGEST_RETRY_AFTER_SECONDS = 60.0

_log = logging.getLogger(__name__)

Attempt = Callable[[], Awaitable[Any]]


def make_persistent(http: HTTPClient, pace: Pace) -> None:
    """Let `http` make requests again, where that cannot do a thing twice."""
    request = http.request
    timeout = aiohttp.ClientTimeout(total=pace.request_seconds)

    async def ask(route: Route, **how: Any) -> Any:  # noqa: ANN401 - Discord's JSON
        attempt = partial(request, route, timeout=timeout, **how)
        if route.method == "POST" and not (how.get("json") or {}).get("enforce_nonce"):
            return await attempt()
        return await persist(route, attempt, pace)

    http.request = ask  # type: ignore[method-assign] # discord.py offers no other place


class PersistentAdapter(AsyncWebhookAdapter):
    """Answers interactions, and answers again when Discord may not have heard."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._pace = pace

    async def request(self, route: Route, *args: Any, **how: Any) -> Any:  # noqa: ANN401
        """Make a request again, but for a follow-up: nothing keeps one from appearing twice."""
        is_callback = route.path.endswith("/callback")
        seconds = self._pace.callback_seconds if is_callback else self._pace.request_seconds
        tries = 0

        async def attempt() -> Any:  # noqa: ANN401
            nonlocal tries
            tries += 1
            for file in how.get("files") or ():
                # discord.py counts its own tries alone: what it has read before is read again.
                file.reset(seek=tries > 1)
            try:
                async with asyncio.timeout(seconds):
                    return await super(PersistentAdapter, self).request(route, *args, **how)
            except discord.HTTPException as error:
                if error.code == ALREADY_ACKNOWLEDGED and is_callback and tries > 1:
                    # The answer that was lost said the same.
                    return {"interaction": {"id": route.webhook_id or 0, "type": 0}}
                raise

        if route.method == "POST" and not is_callback:
            return await attempt()
        return await persist(route, attempt, self._pace)


async def persist(route: Route, attempt: Attempt, pace: Pace) -> Any:  # noqa: ANN401
    """Return what `attempt` returns at last; raise what it raises when asking again is no use."""
    for pause in pace.pauses_seconds:
        try:
            return await attempt()
        except discord.HTTPException as error:
            if not _may_pass(error):
                raise
            reason, wait = str(error.status), max(pause, _retry_after(error))
        except LOST as error:
            reason, wait = f"{type(error).__name__}: {error}", pause
        # The path as a template: the real one holds the token of an interaction.
        _log.warning("%s %s: %s; again in %.2f s", route.method, route.path, reason, wait)
        await asyncio.sleep(wait)
    return await attempt()


def _may_pass(error: discord.HTTPException) -> bool:
    return error.status == 429 or error.status >= 500


def _retry_after(error: discord.HTTPException) -> float:
    """Return what a proxy in front of Discord asks for, in seconds; 0 when it says nothing."""
    try:
        wait = float(error.response.headers.get("Retry-After", 0))
    except ValueError:
        return 0.0
    return min(max(wait, 0.0), LONGEST_RETRY_AFTER_SECONDS)
