"""How connections break, on the wire."""

from __future__ import annotations

import socket
import struct

from aiohttp import web


def reset(request: web.Request) -> None:
    """Cut the connection so that the client sees a reset, not an orderly end."""
    if request.transport is not None:
        plain = request.transport.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()


async def cut_in_half(request: web.Request, response: web.Response) -> web.StreamResponse:
    """Send the first half of a body, of which the header tells the whole length."""
    body = bytes(response.body) if isinstance(response.body, bytes | bytearray) else b"{}"
    half = web.StreamResponse(status=response.status, headers=response.headers)
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
