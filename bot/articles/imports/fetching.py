"""A page of the open internet, fetched so that nobody can turn the bot against its own house.

Every socket is made by `_Door`, which looks at the very address that it is made for: no name can
mean one address when it is looked at and another when it is used.
"""

import asyncio
import socket
import ssl
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot import __version__
from bot.articles.imports.addresses import is_open
from bot.articles.imports.importing import MAX_SOURCE_BYTES
from bot.articles.imports.names import SystemNames
from bot.articles.imports.refusing import FetchRefused, Refusal

TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "application/pdf",
)
PORTS = (80, 443)
REDIRECTS = (301, 302, 303, 307, 308)
MAX_URL_CHARACTERS = 2_000
CHUNK_BYTES = 65_536
HEADERS = {
    "User-Agent": f"Souffleur/{__version__}",
    "Accept": ", ".join(TYPES),
    "Accept-Encoding": "gzip, identity",
}


@dataclass(frozen=True, slots=True)
class FetchBounds:
    """How long a page is waited for in all, how large it may be unpacked, how often it may move."""

    seconds: float = 20.0
    max_bytes: int = MAX_SOURCE_BYTES
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Excepted:
    """An address and a port that are let in though they are none of the open internet."""

    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: the address that it was found at, its bytes, and its type as the server said it."""

    url: str
    content: bytes
    media_type: str


async def fetch(
    url: str,
    *,
    bounds: FetchBounds | None = None,
    excepted: frozenset[Excepted] = frozenset(),
    resolver: AbstractResolver | None = None,
) -> Fetched:
    """Return what is at `url`; raises FetchRefused, in words, when it is not to be had.

    `excepted` and `resolver` are for tests: no setting leads here.
    """
    bounds = bounds or FetchBounds()
    try:
        async with asyncio.timeout(bounds.seconds):
            return await _fetch(_address(url, None, excepted), bounds, excepted, resolver)
    except TimeoutError as error:
        raise FetchRefused(
            Refusal.TOO_SLOW, f"it takes longer than {bounds.seconds:g} seconds to fetch"
        ) from error
    except ssl.SSLError as error:
        raise FetchRefused(Refusal.UNREACHABLE, "its certificate is not to be trusted") from error
    except aiohttp.ClientConnectorCertificateError as error:
        raise FetchRefused(Refusal.UNREACHABLE, "its certificate is not to be trusted") from error
    except aiohttp.ClientConnectionError as error:
        raise FetchRefused(Refusal.UNREACHABLE, "it cannot be reached") from error
    # ValueError: what a server sends may be no address, no header, no number.
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchRefused(Refusal.BAD_ANSWER, "it does not answer as a web server does") from error


async def _fetch(
    url: URL,
    bounds: FetchBounds,
    excepted: frozenset[Excepted],
    resolver: AbstractResolver | None,
) -> Fetched:
    door = _Door(excepted)
    async with _session(door, resolver or SystemNames()) as session:
        for _ in range(bounds.redirects + 1):
            door.refused = False
            try:
                answered = await _once(session, url, bounds, excepted)
            except aiohttp.ClientConnectorError as error:
                if door.refused:
                    raise FetchRefused(
                        Refusal.PRIVATE_ADDRESS,
                        "its address is not one of the open internet, or its port is not 80 or 443",
                    ) from error
                raise
            if isinstance(answered, Fetched):
                return answered
            url = answered
    raise FetchRefused(Refusal.BAD_ANSWER, f"it leads on more than {bounds.redirects} times")


def _session(door: "_Door", resolver: AbstractResolver) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=resolver,
            socket_factory=door.socket_for,
            use_dns_cache=False,
            force_close=True,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        headers=HEADERS,
    )


async def _once(
    session: aiohttp.ClientSession, url: URL, bounds: FetchBounds, excepted: frozenset[Excepted]
) -> Fetched | URL:
    """Ask once; return the page, or the address that it leads on to."""
    async with session.get(url, allow_redirects=False) as response:
        if response.status in REDIRECTS and "Location" in response.headers:
            return _address(response.headers["Location"], url, excepted)
        if response.status != 200:
            raise FetchRefused(Refusal.BAD_ANSWER, f"its server answers {response.status}")
        said = response.headers.get("Content-Type", "")
        if said.partition(";")[0].strip().lower() not in TYPES:
            raise FetchRefused(Refusal.BAD_ANSWER, "it is neither HTML, text, Markdown nor PDF")
        if (response.content_length or 0) > bounds.max_bytes:
            raise _too_large(bounds)
        parts = _unpacked(response, bounds)
        content = b"".join([part async for part in parts])
        return Fetched(str(url.with_fragment(None)), content, said)


def _address(written: str, base: URL | None, excepted: frozenset[Excepted]) -> URL:
    """Return a web address that may be asked, absolute; raises FetchRefused with the reason."""
    if len(written) > MAX_URL_CHARACTERS:
        raise FetchRefused(Refusal.BAD_ADDRESS, "its address is too long")
    try:
        url = URL(written.strip())
        url = base.join(url) if base else url
        port = url.port
    except ValueError as error:
        raise FetchRefused(Refusal.BAD_ADDRESS, "it is no web address") from error
    if url.scheme not in {"http", "https"}:
        raise FetchRefused(Refusal.BAD_ADDRESS, "its address begins neither with http nor https")
    if not url.host:
        raise FetchRefused(Refusal.BAD_ADDRESS, "its address names no server")
    if url.user is not None or url.password is not None:
        raise FetchRefused(Refusal.BAD_ADDRESS, "its address holds a name or a password")
    if port not in {*PORTS, *(each.port for each in excepted)}:
        raise FetchRefused(Refusal.BAD_ADDRESS, "its port is neither 80 nor 443")
    return url


class _Door:
    """Makes every socket, for the address that it will be connected to, or refuses to."""

    def __init__(self, excepted: frozenset[Excepted]) -> None:
        self._excepted = excepted
        self.refused = False

    def socket_for(self, to: tuple[Any, ...]) -> socket.socket:
        """Return a socket for an entry of getaddrinfo; raises OSError, as a closed door does."""
        family, kind, protocol, _, where = to
        address, port = str(where[0]), int(where[1])
        scoped = len(where) > 3 and where[3] != 0
        is_let_in = not scoped and is_open(address) and port in PORTS
        if not is_let_in and Excepted(address, port) not in self._excepted:
            self.refused = True
            raise OSError(f"{address} is not of the open internet")
        return socket.socket(family, kind, protocol)


async def _unpacked(response: aiohttp.ClientResponse, bounds: FetchBounds) -> AsyncIterator[bytes]:
    """Yield the body, unpacked by hand so that never more than the bound is in memory."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchRefused(Refusal.BAD_ANSWER, "it is packed in a way that was not asked for")
    unpacker = _Unpacker() if "gzip" in packing else None
    came = left = bounds.max_bytes
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        came -= len(chunk)
        try:
            # One byte more than is left tells what is too large.
            part = unpacker.unpacked(chunk, left + 1) if unpacker else chunk
        except zlib.error as error:
            raise FetchRefused(Refusal.BAD_ANSWER, "it is packed, and damaged") from error
        left -= len(part)
        if left < 0 or came < 0:
            raise _too_large(bounds)
        yield part
    if unpacker and not unpacker.is_whole:
        raise FetchRefused(Refusal.BAD_ANSWER, "it is packed, and damaged")


class _Unpacker:
    """Unpacks gzip, which may be made of several parts, one behind the other."""

    def __init__(self) -> None:
        self._part: Any = None
        self._parts = 0

    @property
    def is_whole(self) -> bool:
        return self._parts > 0 and self._part is None

    def unpacked(self, chunk: bytes, most: int) -> bytes:
        """Return what `chunk` holds, no more than `most` bytes; raises zlib.error."""
        found = b""
        while chunk and len(found) < most:
            if self._part is None:
                # Zeros may fill up what is behind the last part.
                chunk = chunk.lstrip(b"\0") if self._parts else chunk
                if not chunk:
                    break
                self._part = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
                self._parts += 1
            found += self._part.decompress(chunk, most - len(found))
            chunk = self._part.unused_data
            if not self._part.eof:
                break
            self._part = None
        return found


def _too_large(bounds: FetchBounds) -> FetchRefused:
    return FetchRefused(Refusal.TOO_LARGE, f"it is larger than {bounds.max_bytes:,} bytes")
