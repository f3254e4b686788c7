"""`python -m bot run` at a Discord that is away, full or closed to it."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.bot_process import Process, line_holding, running, start, stop, stop_by_itself
from tests.discord_server import DiscordServer, text_of

# Each starts a bot: measured, a start takes twice as long.
pytestmark = pytest.mark.unmeasured

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"


async def assert_answers(server: DiscordServer) -> None:
    await server.ready()
    asked = await server.say(f"{server.mention} {QUESTION}")
    assert "14,3 milliards de dollars" in text_of(await server.replies_to(asked))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_discord_that_is_not_there_is_waited_for() -> None:
    async def play() -> None:
        server = DiscordServer(port=free_port())
        process = await start(server)
        said = await line_holding(process, "cannot be reached")
        assert "check the network and DISCORD_API_URL. Trying again in 1 s." in said

        async with server:
            await assert_answers(server)
            code, log = await stop(process)

        assert code == 0
        assert "Traceback" not in log

    asyncio.run(play())


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/users/@me$", 503, "answers 503 and says: upstream. Trying again in 1 s."),
        ("/gateway/bot$", 503, "answers 503 and says: upstream. Trying again in 1 s."),
    ],
    ids=["the bot", "the gateway"],
)
def test_a_discord_in_trouble_is_waited_for(path: str, status: int, words: str) -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            server.fail_next("GET", path, status, body="upstream")
            process = await start(server)
            await line_holding(process, words)
            await assert_answers(server)
            assert (await stop(process))[0] == 0

    asyncio.run(play())


def test_a_used_up_session_limit_is_waited_for_without_a_new_session() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            server.routes.session_starts_remaining = 0
            server.routes.session_starts_again_seconds = 1.5
            process = await start(server)
            said = await line_holding(process, "Discord takes 0 new sessions of this bot for now")
            assert "Trying again in 2 s." in said
            assert server.identifies == 0

            server.routes.session_starts_remaining = 1
            await assert_answers(server)

            assert (await stop(process))[0] == 0

    asyncio.run(play())


def test_a_wait_ends_when_the_bot_is_told_to_stop() -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            server.routes.session_starts_remaining = 0
            process = await start(server)
            await line_holding(process, "Trying again in 1440 min.")
            return await stop(process)

    code, log = asyncio.run(play())

    assert code == 0
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("close_code", "words"),
    [
        (4004, "Discord refuses DISCORD_TOKEN; copy it again from"),
        (4014, "Discord refuses the intents that the bot asks for (4014); switch"),
        (4010, "Discord closed the connection (4010); SHARD_IDS and SHARD_COUNT, or --shards,"),
        (
            4011,
            (
                "the bot is in too many servers for so few shards; restart it without SHARD_COUNT, "
                "and it asks Discord for their number, or name more of them, such as "
                "--shards 0-15/16 (docs/scaling.md)."
            ),
        ),
    ],
)
def test_a_gateway_that_closes_for_good_ends_the_bot_with_a_remedy(
    close_code: int, words: str
) -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            process = await start(server)
            await assert_answers(server)
            await server.close_gateway(close_code)
            ended = await stop_by_itself(process)
            assert server.identifies == 1
            return ended

    code, log = asyncio.run(play())

    assert code == 2
    assert words in log
    assert "Traceback" not in log


def test_a_bot_that_was_killed_starts_again_by_itself() -> None:
    async def killed(server: DiscordServer, process: Process) -> None:
        process.kill()
        await process.wait()

    async def play() -> None:
        async with DiscordServer() as server:
            # While it connects, while it tells its commands, and while it answers.
            for path in ("/users/@me$", "/commands$", r"/channels/\d+/messages$"):
                process = await start(server)
                if "channels" in path:
                    await server.ready()
                    server.fail_next("POST", path, delay_seconds=5, is_taken=True)
                    await server.say(f"{server.mention} {QUESTION}")
                before = len(server.calls)
                await server.until(
                    lambda path=path, before=before: [  # type: ignore[misc]
                        c for c in server.calls[before:] if path[:6] in c.path
                    ],
                    timeout_seconds=20,
                )
                await killed(server, process)
            async with running(server):
                await assert_answers(server)

    asyncio.run(play())
