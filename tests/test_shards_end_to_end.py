"""`souffleur run --shards`: two processes of two shards each; one is killed, and another comes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Self

import pytest

from tests.bot_process import Process, start, stop
from tests.discord_server import DiscordServer, Payload, text_of

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"
SHARDS = ("0-1/4", "2-3/4")


class Processes:
    """Starts processes with shards of their own; those that are left are killed at the end."""

    def __init__(self, server: DiscordServer, folder: Path) -> None:
        self._server = server
        self._settings = {"DATA_DIR": str(folder), "LOG_FORMAT": "json"}
        self._begun: list[Process] = []

    async def begin(self, shards: str) -> Process:
        arguments = ("--shards", shards)
        self._begun.append(await start(self._server, arguments=arguments, **self._settings))
        return self._begun[-1]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in self._begun:
            if process.returncode is None:
                process.kill()
                await process.communicate()


async def asked(server: DiscordServer, channels: list[Payload]) -> list[Payload]:
    return [await server.say(f"{server.mention} {QUESTION}", channel=each) for each in channels]


async def said_in_private(server: DiscordServer) -> Payload:
    return await server.say(QUESTION, channel=server.dm)


async def all_answered(server: DiscordServer, questions: list[Payload]) -> None:
    for question in questions:
        reply = await server.replies_to(question, timeout_seconds=20)
        assert "14,3 milliards" in text_of(reply)


@pytest.mark.unmeasured
def test_a_process_is_killed_and_replaced_and_each_question_is_answered_once(
    tmp_path: Path,
) -> None:
    async def play() -> None:
        async with DiscordServer(shards=4) as server, Processes(server, tmp_path) as processes:
            server.gateway.max_concurrency, server.gateway.apart_seconds = 16, 5.0
            channels = [server.add_guild(f"Foyer {number}", number) for number in range(4)]
            low, high = [await processes.begin(each) for each in SHARDS]
            await server.ready()
            questions = await asked(server, [*channels, server.dm])
            await all_answered(server, questions)
            for channel in (*channels, server.dm):
                await server.slash("ask", {"question": QUESTION}, channel=channel)

            low.kill()
            await low.communicate()
            while_away = [*await asked(server, channels[:2]), await said_in_private(server)]
            questions += await asked(server, channels[2:])
            await all_answered(server, questions)
            replaced = await processes.begin(SHARDS[0])
            await server.until(
                lambda: len(server.gateway.connected) == 4, timeout_seconds=20, what="all shards"
            )
            questions += await asked(server, channels) + while_away
            await all_answered(server, questions)

            assert [len(server.answers_to(each)) for each in questions] == [1] * len(questions)
            # Those of the other process never noticed, and nobody came to the gateway too early.
            assert [each["shard"][0] for each in server.gateway.identifies].count(2) == 1
            assert (server.identifies, server.gateway.too_early_count) == (6, 0)
            ended = [await stop(process) for process in (replaced, high)]
            for (code, log), shards in zip(ended, SHARDS, strict=True):
                assert code == 0, log
                assert "Traceback" not in log
                assert "Another process has shards" not in log
                assert f'"shards": "{shards}"' in log

    asyncio.run(play())

    assert sorted(path.name for path in tmp_path.glob("health*.json")) == [
        "health-0-1-of-4.json",
        "health-2-3-of-4.json",
    ]
