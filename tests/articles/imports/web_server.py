"""A hostile web server on loopback, whose answers are bytes, and name servers of our own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.articles.imports.fetching import Excepted

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


class WebServer:
    """Answers each path with the bytes, or by the function, that `answers` has for it."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.port = 0

    @property
    def excepted(self) -> frozenset[Excepted]:
        return frozenset({Excepted("127.0.0.1", self.port)})

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(request)
            answer = self.answers[request.split(" ")[1]]
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving() -> AsyncIterator[WebServer]:
    web = WebServer()
    server = await asyncio.start_server(web.answer, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()


def response(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    told = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def leading_to(location: str, status: str = "302 Found") -> bytes:
    return response(b"", status, Location=location)


class Names(AbstractResolver):
    """Gives each name the next of its addresses at each question; the last stays."""

    def __init__(self, **addresses: list[str]) -> None:
        self._left = {name.replace("_", "."): list(each) for name, each in addresses.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        left = self._left[host]
        address = left.pop(0) if len(left) > 1 else left[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass
