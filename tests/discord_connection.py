"""One WebSocket to the bot, compressed as it asks."""

from __future__ import annotations

import asyncio
import importlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from aiohttp import web


def compressor(asked: str | None) -> Callable[[str], str | bytes]:
    """Gateway, "Transport Compression": one stream a connection, flushed after each event."""
    if asked == "zlib-stream":
        zlib_stream = zlib.compressobj()
        return lambda text: (
            zlib_stream.compress(text.encode()) + zlib_stream.flush(zlib.Z_SYNC_FLUSH)
        )
    if asked == "zstd-stream":
        return _zstd_compressor()
    return lambda text: text


def _zstd_compressor() -> Callable[[str], bytes]:
    # The client asks for it where either module is there, so one of them is.
    try:
        zstandard: Any = importlib.import_module("zstandard")
    except ImportError:
        stream: Any = importlib.import_module("compression.zstd").ZstdCompressor()
        return lambda text: bytes(stream.compress(text.encode(), stream.FLUSH_BLOCK))
    stream = zstandard.ZstdCompressor().compressobj()
    flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda text: bytes(stream.compress(text.encode()) + stream.flush(flush))


class Connection:
    """One WebSocket. What is sent leaves in order, and nobody waits for it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.transport = request.transport
        self._compress = compressor(request.query.get("compress"))
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()
        self.is_mute = False
        """A connection over which nothing comes any more, though it is not closed."""
        self._writer = asyncio.create_task(self._write())

    def send(self, text: str) -> None:
        if not self.is_mute:
            self._outgoing.put_nowait(text)

    def send_op(self, op: int, data: object = None) -> None:
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def _write(self) -> None:
        while True:
            sent = self._compress(await self._outgoing.get())
            try:
                if isinstance(sent, str):
                    await self.socket.send_str(sent)
                else:
                    await self.socket.send_bytes(sent)
            except ConnectionError:
                return  # what was not received is replayed when the session resumes

    async def close(self, code: int = 1000) -> None:
        self.stop()
        await self.socket.close(code=code)

    def drop(self) -> None:
        self.stop()
        if self.transport is not None:
            self.transport.abort()

    def stop(self) -> None:
        self._writer.cancel()
