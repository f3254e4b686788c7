"""Discord's REST door: what every request goes through, and faults on demand."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web

from tests.discord_faults import cut_in_half, reset
from tests.discord_rules import Refusal
from tests.discord_world import Changes

PREFIX = "/api/v10"
Handler = Callable[["Call"], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot, as recorded; `path` is what follows /api/v10."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]
    files: tuple[str, ...]
    """The names of what was uploaded, in its order, as its bytes are in `contents`."""
    contents: tuple[bytes, ...]
    parts: dict[str, str]
    """The variable parts of the path, by the names that the routes give them."""
    at: float
    """The event loop's time, in seconds."""


@dataclass
class Fault:
    """What befalls the next requests of a route, until `times` of them were served so."""

    method: str
    path: re.Pattern[str]
    status: int | None
    body: Any
    headers: dict[str, str]
    times: int
    delay_seconds: float
    is_reset: bool
    is_taken: bool
    """The request has its effect all the same, and at once: only its answer is lost or late."""
    is_cut: bool = False
    """It is served, but the connection ends in the middle of the answer's body."""


class Rest:
    """The HTTP application; `routes` of other modules are added to it before it starts."""

    def __init__(self, token: str, changes: Changes) -> None:
        self.token = token
        self.changes = changes
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.app = web.Application(client_max_size=32 << 20)
        # aiohttp looks at it last, since its fixed beginning is the shortest.
        self.route("*", "/{unknown:.*}", _not_found)

    def route(self, method: str, path: str, handler: Handler, *, needs_token: bool = True) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(request, handler, needs_token=needs_token)

        self.app.router.add_route(method, PREFIX + path, answer)

    async def _answer(
        self, request: web.Request, handler: Handler, *, needs_token: bool
    ) -> web.StreamResponse:
        call = await recorded(request)
        self.calls.append(call)
        fault = self._fault_for(call)
        if fault is not None and not fault.is_taken:
            await asyncio.sleep(fault.delay_seconds)
        is_served = fault is None or fault.is_taken or not (fault.is_reset or fault.status)
        response = web.Response()
        if is_served:
            is_refused = needs_token and call.headers.get("Authorization") != self._authorization
            response = await self._served(_unauthorized if is_refused else handler, call)
        self.changes.tell()
        if fault is not None and fault.is_taken:
            await asyncio.sleep(fault.delay_seconds)
        if fault is not None and fault.is_cut:
            return await cut_in_half(request, response)
        if fault is not None and fault.is_reset:
            reset(request)
        elif fault is not None and fault.status:
            return json_response(fault.status, fault.body, fault.headers)
        return response

    @property
    def _authorization(self) -> str:
        return f"Bot {self.token}"

    async def _served(self, handler: Handler, call: Call) -> web.Response:
        try:
            answer = await handler(call)
        except Refusal as refusal:
            return json_response(refusal.status, refusal.body)
        status = HTTPStatus.OK if answer is not None else HTTPStatus.NO_CONTENT
        # Topics › Rate Limits, "Header Format": generous, since limits are asked for by name.
        route = re.sub(r"\d{15,}|[0-9a-f]{32,}", "", f"{call.method} {call.path}")
        headers = {
            "X-RateLimit-Limit": "50",
            "X-RateLimit-Remaining": "49",
            "X-RateLimit-Reset-After": "1",
            "X-RateLimit-Bucket": f"{zlib.crc32(route.encode()):08x}",
        }
        return json_response(status, answer, headers)

    def _fault_for(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if fault.method == call.method and fault.path.search(call.path):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None


async def _not_found(call: Call) -> None:
    raise Refusal(404, 0, "404: Not Found")


async def _unauthorized(call: Call) -> None:
    raise Refusal(401, 0, "401: Unauthorized")


def json_response(status: int, body: object, headers: dict[str, str] | None = None) -> web.Response:
    """Answer in JSON with exactly the Content-Type that clients look for; text goes as text."""
    if body is None or isinstance(body, str):
        return web.Response(status=status, text=body, headers=headers)
    response = web.Response(status=status, body=json.dumps(body).encode(), headers=headers)
    response.headers[hdrs.CONTENT_TYPE] = "application/json"
    return response


async def recorded(request: web.Request) -> Call:
    """Read a request whole; files come as multipart beside `payload_json` (Uploading Files)."""
    body: Any = None
    files: list[str] = []
    contents: list[bytes] = []
    if request.content_type.startswith("multipart/"):
        for name, value in (await request.post()).items():
            if name == "payload_json":
                body = json.loads(str(value))
            elif isinstance(value, web.FileField):
                files.append(value.filename)
                contents.append(value.file.read())
    elif request.can_read_body:
        body = await request.json()
    return Call(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        query=dict(request.query),
        body=body,
        headers=dict(request.headers),
        files=tuple(files),
        contents=tuple(contents),
        parts=dict(request.match_info),
        at=asyncio.get_running_loop().time(),
    )
