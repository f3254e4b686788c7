"""The running bot as whoever looks after it sees it: its log, its figures, its health."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.bot_process import ROOT, line_holding, running, start, stop, stop_by_itself
from tests.discord_server import DiscordServer, button_labelled

# Each starts a bot: measured, a start takes twice as long.
pytestmark = pytest.mark.unmeasured

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"
FOREIGN = "Quelle est la capitale de la Mongolie ?"
ON_LINUX = pytest.mark.skipif(
    not Path("/proc/self/net/tcp").exists(), reason="only Linux tells who listens there"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def health(data_dir: Path) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "health"),
        env=os.environ | {"DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, complaint = await process.communicate()
    assert complaint == b""
    return process.returncode, printed.decode()


async def got(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(url) as response:
        return response.status, await response.text()


def listening_ports(process_id: int) -> list[str]:
    """The addresses that the process listens on, as Linux tells them (proc(5))."""
    process = Path(f"/proc/{process_id}")
    own = {entry.readlink().name for entry in (process / "fd").iterdir() if entry.is_symlink()}
    lines = [line.split() for line in (process / "net" / "tcp").read_text().splitlines()[1:]]
    return [line[1] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in own]


async def until(url: str, status: int) -> str:
    async with asyncio.timeout(20):
        while True:
            found, text = await got(url)
            if found == status:
                return text
            await asyncio.sleep(0.1)


def test_the_bot_is_seen_from_outside(tmp_path: Path) -> None:
    async def play() -> None:
        port = free_port()
        at = f"http://127.0.0.1:{port}"
        settings = {"DATA_DIR": str(tmp_path / "data"), "METRICS_PORT": str(port)}
        async with DiscordServer() as server, running(server, **settings):
            ready = await until(f"{at}/readyz", 200)
            card = await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
            await server.replies_to(await server.say(FOREIGN, channel=server.dm))
            await server.slash("search", {"words": "Meta"})
            await server.press(card, button_labelled(card, "Autres passages"))
            server.drop_gateway()
            await server.until(lambda: server.resumes == 1, timeout_seconds=20)

            assert ready.startswith("shards ready: 1 of 1; latency: ")
            assert (await got(f"{at}/healthz")) == (200, "ok\n")
            assert (await got(f"{at}/"))[0] == 404
            await until(f"{at}/readyz", 200)
            status, metrics = await got(f"{at}/metrics")
            assert status == 200
            for line in (
                'souffleur_questions_total{status="answer",way="mention"} 1.0',
                'souffleur_questions_total{status="not_found",way="direct_message"} 1.0',
                'souffleur_questions_total{status="listed",way="search"} 1.0',
                'souffleur_questions_total{status="listed",way="button"} 1.0',
                'souffleur_gateway_connections_total{kind="new"} 1.0',
                'souffleur_gateway_connections_total{kind="resumed"} 1.0',
                "souffleur_gateway_disconnects_total 1.0",
                "souffleur_gateway_shards_ready 1.0",
                "souffleur_servers 1.0",
                "souffleur_articles 1.0",
            ):
                assert line in metrics, metrics
            assert "souffleur_gateway_latency_seconds NaN" not in metrics
            code, told = await health(tmp_path / "data")
            assert (code, told.startswith("shards ready: 1 of 1;")) == (0, True), told

    asyncio.run(play())


def test_in_json_each_line_is_an_event_without_a_question_or_a_token() -> None:
    async def play() -> str:
        async with DiscordServer() as server:
            process = await start(server, LOG_FORMAT="json")
            await server.ready()
            await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
            await server.slash("ask", {"question": FOREIGN})
            for session in server.gateway.connected:
                session.dispatch("MESSAGE_CREATE", {"content": QUESTION, "garbage": 1})
            await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
            code, log = await stop(process)
            assert code == 0, log
            assert server.token not in log
            return log

    log = asyncio.run(play())

    events = [json.loads(line) for line in log.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, events))
    answered = [event for event in events if event["message"] == "Answered"]
    assert [(event["way"], event["status"]) for event in answered] == [
        ("mention", "answer"),
        ("ask", "not_found"),
        ("mention", "answer"),
    ]
    assert all(0 < event["seconds"] < 60 for event in answered)
    assert "Combien" not in log
    assert "Mongolie" not in log
    assert any("A broken MESSAGE_CREATE" in event["message"] for event in events)


def test_at_debug_the_questions_are_told_and_the_tokens_still_are_not() -> None:
    async def play() -> tuple[str, list[str]]:
        async with DiscordServer() as server:
            process = await start(server, LOG_LEVEL="debug")
            await server.ready()
            server.limit_next("POST", "/callback$")
            await server.slash("ask", {"question": QUESTION})
            _, log = await stop(process)
            return log, [server.token, *server.world.interactions]

    log, tokens = asyncio.run(play())

    assert f"Asked: {QUESTION}" in log
    assert "is rate limited" in log
    assert len(tokens) == 2
    assert not [token for token in tokens if token in log]


def test_a_bot_without_its_gateway_is_unready_and_alive(tmp_path: Path) -> None:
    async def play() -> None:
        port = free_port()
        at = f"http://127.0.0.1:{port}"
        settings = {"DATA_DIR": str(tmp_path), "METRICS_PORT": f"127.0.0.1:{port}"}
        async with DiscordServer() as server:
            process = await start(server, **settings)
            await server.ready()
            await until(f"{at}/readyz", 200)
            server.gateway.is_away = True
            server.drop_gateway()
            unwell = await until(f"{at}/readyz", 503)

            assert "0 of 1 shards ready" in unwell
            assert (await got(f"{at}/healthz"))[0] == 200
            # discord.py tells of each vain try with its trace, in one line all the same.
            code, log = await stop(process)
            assert code == 0, log
            assert all(line[:4].isdigit() for line in log.splitlines()), log

    asyncio.run(play())


def test_a_bot_that_waits_for_discord_is_unready_and_alive(tmp_path: Path) -> None:
    async def play() -> None:
        port = free_port()
        at = f"http://127.0.0.1:{port}"
        server = DiscordServer(port=free_port())
        process = await start(server, DATA_DIR=str(tmp_path), METRICS_PORT=str(port))
        await line_holding(process, "cannot be reached")

        assert await got(f"{at}/healthz") == (200, "ok\n")
        assert "0 of 1 shards ready" in await until(f"{at}/readyz", 503)
        assert (await health(tmp_path))[0] == 1

        async with server:
            await until(f"{at}/readyz", 200)
            assert (await health(tmp_path))[0] == 0
            code, log = await stop(process)
        assert code == 0, log

    asyncio.run(play())


def test_a_data_dir_that_cannot_be_written_is_told_once_and_the_bot_answers() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            process = await start(server, DATA_DIR="/dev/null/data")
            told = await line_holding(process, "cannot be written")
            assert "warning bot.chat.watch: DATA_DIR: /dev/null/data cannot be written" in told
            await server.ready()
            assert await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
            assert "cannot be written" not in (await stop(process))[1]
            code, unwell = await health(Path("/dev/null/data"))
            assert (code, "cannot be read: Not a directory" in unwell) == (1, True)

    asyncio.run(play())


def test_a_port_that_is_taken_is_one_line_and_exit_code_2() -> None:
    async def play() -> tuple[int, str]:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            async with DiscordServer() as server:
                process = await start(server, METRICS_PORT=str(port))
                return await stop_by_itself(process)

    code, log = asyncio.run(play())

    assert code == 2
    assert "Error: METRICS_PORT: 127.0.0.1, port" in log
    assert "Traceback" not in log


@ON_LINUX
def test_without_a_metrics_port_nothing_listens() -> None:
    async def play() -> list[str]:
        async with DiscordServer() as server, running(server) as process:
            await line_holding(process, "Ready as")
            return await asyncio.to_thread(listening_ports, process.pid)

    assert asyncio.run(play()) == []


@ON_LINUX
def test_a_metrics_port_listens_on_this_machine_alone() -> None:
    async def play() -> tuple[int, list[str]]:
        port = free_port()
        async with (
            DiscordServer() as server,
            running(server, METRICS_PORT=str(port)) as process,
        ):
            await line_holding(process, "Ready as")
            return port, await asyncio.to_thread(listening_ports, process.pid)

    port, listened = asyncio.run(play())

    assert listened == [f"0100007F:{port:04X}"]
