"""Pages are fetched safely: against a server on loopback that means no good."""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.articles.imports.fetching import Excepted, FetchBounds, Fetched, fetch
from bot.articles.imports.refusing import FetchRefused, Refusal
from tests.articles.imports.web_server import Names, WebServer, leading_to, response, serving

ROOT = Path(__file__).parents[3]
BOUNDS = FetchBounds(seconds=5, max_bytes=100_000, redirects=3)


def against(scenario: Callable[[WebServer], Awaitable[None]]) -> None:
    async def play() -> None:
        async with serving() as web:
            await scenario(web)

    asyncio.run(play())


def fetched(
    answers: Callable[[WebServer], None],
    path: str = "/",
    *,
    host: str = "127.0.0.1",
    names: Names | None = None,
    bounds: FetchBounds = BOUNDS,
) -> tuple[Fetched, WebServer]:
    found: list[tuple[Fetched, WebServer]] = []

    async def scenario(web: WebServer) -> None:
        answers(web)
        page = await fetch(
            web.url(path, host), bounds=bounds, excepted=web.excepted, resolver=names
        )
        found.append((page, web))

    against(scenario)
    return found[0]


def answering(*answer: bytes) -> Callable[[WebServer], None]:
    return lambda web: web.answers.update({"/": answer[0]})


def test_a_page_comes_with_its_address_and_type() -> None:
    page, web = fetched(answering(response(b"<p>Bonjour", Content_Type="text/html; charset=x")))

    assert (page.url, page.content) == (web.url("/"), b"<p>Bonjour")
    assert page.media_type == "text/html; charset=x"


def test_nothing_of_the_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    def answers(web: WebServer) -> None:
        web.answers["/"] = response(
            b"", "302 Found", Location="/next", Set_Cookie="taste=good; Path=/"
        )
        web.answers["/next"] = response(b"Bonjour")

    _, web = fetched(answers)

    assert len(web.asked) == 2
    assert "cookie" not in web.asked[1].lower()
    assert "authorization" not in web.asked[1].lower()


def test_a_packed_page_is_unpacked() -> None:
    packed = gzip.compress("Été".encode())

    page, _ = fetched(answering(response(packed, Content_Encoding="gzip")))

    assert page.content.decode() == "Été"


@pytest.mark.parametrize("parts", [["un, ", "deux"], ["", "x" * 70_000, "y" * 9], ["un"]])
@pytest.mark.parametrize("behind", [b"", b"\0" * 512])
def test_a_page_packed_in_several_parts_is_whole(parts: list[str], behind: bytes) -> None:
    packed = b"".join(gzip.compress(part.encode()) for part in parts) + behind

    page, _ = fetched(answering(response(packed, Content_Encoding="gzip")))

    assert page.content.decode() == "".join(parts)


def test_redirects_are_followed_to_where_the_page_is() -> None:
    def answers(web: WebServer) -> None:
        web.answers["/"] = leading_to("/a", "301 Moved")
        web.answers["/a"] = leading_to("b#part", "308 Permanent Redirect")
        web.answers["/b"] = response(b"Bonjour")

    page, web = fetched(answers)

    assert page.url == web.url("/b")


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.05)


async def slow_head(writer: asyncio.StreamWriter) -> None:
    for sign in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
        writer.write(bytes([sign]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        writer.write(b"mots " * 1000)
        await writer.drain()


async def endless_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"x" * 1000 + b"\r\n")
        await writer.drain()


async def silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


BOMB = gzip.compress(b"\0" * 20_000_000)
HOSTILE = {
    "a slow drip": (drip, Refusal.TOO_SLOW),
    "slow headers": (slow_head, Refusal.TOO_SLOW),
    "silence": (silent, Refusal.TOO_SLOW),
    "an endless body": (endless, Refusal.TOO_LARGE),
    "endless headers": (endless_head, Refusal.BAD_ANSWER),
    "a huge header": (response(b"x", X_Huge="x" * 100_000), Refusal.BAD_ANSWER),
    "a large body": (response(b"x" * 100_001), Refusal.TOO_LARGE),
    "a length that says too much": (response(b"x", Content_Length="99999"), Refusal.BAD_ANSWER),
    "a length beyond the bound": (response(b"x", Content_Length="9999999"), Refusal.TOO_LARGE),
    "a length below nothing": (response(b"x", Content_Length="-1"), Refusal.BAD_ANSWER),
    "a bomb": (response(BOMB, Content_Encoding="gzip"), Refusal.TOO_LARGE),
    "half a packed page": (
        response(gzip.compress(b"mots" * 99)[:20], Content_Encoding="gzip"),
        Refusal.BAD_ANSWER,
    ),
    "a packed page and something else": (
        response(gzip.compress(b"mots") + b"mots", Content_Encoding="gzip"),
        Refusal.BAD_ANSWER,
    ),
    "a bomb in its second part": (
        response(gzip.compress(b"mots") + BOMB, Content_Encoding="gzip"),
        Refusal.TOO_LARGE,
    ),
    "a page that is not packed": (response(b"mots", Content_Encoding="gzip"), Refusal.BAD_ANSWER),
    "another packing": (response(b"mots", Content_Encoding="br"), Refusal.BAD_ANSWER),
    "a picture": (response(b"GIF89a", Content_Type="image/gif"), Refusal.BAD_ANSWER),
    "no type": (response(b"mots", Content_Type=""), Refusal.BAD_ANSWER),
    "a program": (response(b"x", Content_Type="application/octet-stream"), Refusal.BAD_ANSWER),
    "not found": (response(b"", "404 Not Found"), Refusal.BAD_ANSWER),
    "a redirect to nowhere": (response(b"", "302 Found"), Refusal.BAD_ANSWER),
    "no HTTP": (b"220 smtp.example ESMTP\r\n\r\n", Refusal.BAD_ANSWER),
    "a loop": (leading_to("/"), Refusal.BAD_ANSWER),
    "a file": (leading_to("file:///etc/passwd"), Refusal.BAD_ADDRESS),
    "another protocol": (leading_to("gopher://127.0.0.1/"), Refusal.BAD_ADDRESS),
    "no address": (leading_to("http://[/"), Refusal.BAD_ADDRESS),
    "a password": (leading_to("http://a:b@example.org/"), Refusal.BAD_ADDRESS),
    "another port": (leading_to("http://8.8.8.8:22/"), Refusal.BAD_ADDRESS),
    "loopback": (leading_to("http://127.0.0.1/"), Refusal.PRIVATE_ADDRESS),
    "loopback by name": (leading_to("http://localhost/"), Refusal.PRIVATE_ADDRESS),
    "loopback in IPv6": (leading_to("http://[::1]/"), Refusal.PRIVATE_ADDRESS),
    "loopback in disguise": (leading_to("http://[::ffff:127.0.0.1]/"), Refusal.PRIVATE_ADDRESS),
    "loopback in hexadecimal": (leading_to("http://0x7f000001/"), Refusal.PRIVATE_ADDRESS),
    "a number": (leading_to("http://2130706433/"), Refusal.BAD_ANSWER),
    "the keys of a cloud": (leading_to("http://169.254.169.254/"), Refusal.PRIVATE_ADDRESS),
    "a neighbour": (leading_to("http://192.168.1.1/"), Refusal.PRIVATE_ADDRESS),
}


@pytest.mark.parametrize(("answer", "kind"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_answer_is_refused_in_words(answer: bytes, kind: Refusal) -> None:
    bounds = FetchBounds(
        seconds=0.4 if kind is Refusal.TOO_SLOW else 5, max_bytes=100_000, redirects=3
    )

    with pytest.raises(FetchRefused) as refused:
        fetched(answering(answer), bounds=bounds)

    assert refused.value.kind is kind
    assert str(refused.value)
    assert not str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "url", ["", "nothing", "ftp://example.org/", "http://", "file:///etc/passwd", "http://[", "x:1"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        asyncio.run(fetch(url, bounds=BOUNDS))

    assert refused.value.kind is Refusal.BAD_ADDRESS


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(FetchRefused, match="too long"):
        asyncio.run(fetch("http://example.org/" + "x" * 3000))


SLOW_NAMES = """
import asyncio, socket, time
from bot.articles.imports.fetching import FetchBounds, fetch
from bot.articles.imports.refusing import FetchRefused

# The system's own way to be slow cannot be had without a network.
socket.getaddrinfo = lambda *asked, **more: time.sleep(600)

async def ask():
    return await fetch("http://example.org/", bounds=FetchBounds(seconds=0.2))

try:
    asyncio.run(ask())
except FetchRefused as refused:
    print(refused.kind)
"""


@pytest.mark.unmeasured
def test_a_name_that_takes_long_to_find_holds_nobody_up() -> None:
    """The program ends though the system still looks for the name."""
    ended = subprocess.run(
        [sys.executable, "-c", SLOW_NAMES],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=ROOT,
    )

    assert ended.stdout.strip() == Refusal.TOO_SLOW


def test_a_name_with_a_part_that_is_too_long_is_refused() -> None:
    with pytest.raises(FetchRefused):
        asyncio.run(fetch(f"http://{'a' * 64}.example/", bounds=BOUNDS))


def test_a_name_that_means_a_private_address_is_refused_without_a_connection() -> None:
    async def scenario(web: WebServer) -> None:
        names = Names(harmless_example=["127.0.0.1"])

        other = frozenset({Excepted("127.0.0.2", web.port)})
        with pytest.raises(FetchRefused) as refused:
            await fetch(web.url("/", "harmless.example"), excepted=other, resolver=names)

        assert refused.value.kind is Refusal.PRIVATE_ADDRESS
        assert names.asked == ["harmless.example"]
        assert web.asked == []

    against(scenario)


def test_a_name_that_means_another_address_at_the_second_look_is_refused() -> None:
    """The first answer may be fetched, the second is loopback on a port that is not let in."""

    async def scenario(web: WebServer) -> None:
        names = Names(harmless_example=["127.0.0.1", "127.0.0.2", "127.0.0.2"])
        web.answers["/"] = leading_to("/again")
        web.answers["/again"] = response(b"secret")

        with pytest.raises(FetchRefused) as refused:
            await fetch(web.url("/", "harmless.example"), excepted=web.excepted, resolver=names)

        assert refused.value.kind is Refusal.PRIVATE_ADDRESS
        assert len(web.asked) == 1

    against(scenario)


def test_the_address_that_is_looked_at_is_the_one_that_is_connected_to() -> None:
    """A name is asked for once a connection: there is no second answer to use."""
    names = Names(harmless_example=["127.0.0.1", "10.0.0.1"])

    page, _ = fetched(answering(response(b"mots")), host="harmless.example", names=names)

    assert page.content == b"mots"
    assert names.asked == ["harmless.example"]


def test_an_exception_is_for_one_port_alone() -> None:
    async def scenario(web: WebServer) -> None:
        async with serving() as other:
            web.answers["/"] = leading_to(other.url("/"))
            other.answers["/"] = response(b"secret")

            with pytest.raises(FetchRefused):
                await fetch(web.url("/"), excepted=web.excepted, bounds=BOUNDS)

            assert other.asked == []

    against(scenario)


def test_a_server_that_is_not_there_is_told() -> None:
    async def play() -> None:
        async with serving() as web:
            gone = web
        with pytest.raises(FetchRefused) as refused:
            await fetch(gone.url("/"), excepted=gone.excepted)

        assert refused.value.kind is Refusal.UNREACHABLE

    asyncio.run(play())


def test_nothing_is_left_open() -> None:
    """pytest would tell of a socket that is only closed because nothing holds it any more."""

    async def scenario(web: WebServer) -> None:
        web.answers["/"] = endless
        for _ in range(3):
            with pytest.raises(FetchRefused):
                await fetch(web.url("/"), excepted=web.excepted, bounds=BOUNDS)
        await asyncio.sleep(0.1)
        assert all(writer.transport.is_closing() for writer in web.writers)

    against(scenario)
