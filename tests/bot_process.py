"""`python -m bot run`, started as a process of its own and pointed at a loopback Discord.

`start` and `running` fork it from a process that has loaded its modules, where that can be done;
`start_anew` starts it as Docker does.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import forked_bot
from tests.discord_server import DiscordServer

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
STOPPED_SECONDS = 10
NO_LIMITS = {"COOLDOWN_PERSON_QUESTIONS": "0", "COOLDOWN_CHANNEL_QUESTIONS": "0"}
"""One person asks what a whole server asks otherwise."""

Process = asyncio.subprocess.Process | forked_bot.ForkedBot
Begin = Callable[..., Awaitable[Process]]
Scenario = Callable[[DiscordServer, Process], Awaitable[None]]


@cache
def _shared_folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="souffleur-")


async def start(
    server: DiscordServer, *, command: str = "run", arguments: Sequence[str] = (), **settings: str
) -> Process:
    # A process that has loaded so much may not be forked on macOS.
    if sys.platform != "linux":
        return await start_anew(server, command=command, arguments=arguments, **settings)
    return await forked_bot.fork((command, *arguments), environment_of(server, **settings))


async def start_anew(
    server: DiscordServer, *, command: str = "run", arguments: Sequence[str] = (), **settings: str
) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command, *arguments),
        env=environment_of(server, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def environment_of(server: DiscordServer, **settings: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": server.token,
        "DISCORD_API_URL": server.api_url,
        "CORPUS_DIR": str(CORPUS),
        # A test that looks at what is kept names a folder of its own; the others share one.
        "DATA_DIR": _shared_folder().name,
        **settings,
    }


async def stop(process: Process) -> tuple[int, str]:
    """Stop the bot as Docker does, and return its exit code and all that it printed."""
    if process.returncode is None:
        process.terminate()
    async with asyncio.timeout(STOPPED_SECONDS):
        printed, logged = await process.communicate()
    assert process.returncode is not None
    return process.returncode, (printed + logged).decode()


@asynccontextmanager
async def running(
    server: DiscordServer, begin: Begin = start, /, **settings: str
) -> AsyncIterator[Process]:
    process = await begin(server, **settings)
    try:
        await server.ready()
        yield process
    except TimeoutError as error:
        raise TimeoutError(f"{error}\n{(await stop(process))[1]}") from error
    finally:
        if process.returncode is None:
            code, log = await stop(process)
            assert code == 0, log
            assert "Traceback" not in log
            assert server.token not in log


class Shared:
    """A server and a bot that the scenarios of a module play with, one after the other.

    Each finds a channel of its own, no message and no call of those before it; whoever counts
    sessions counts from what it finds. A bot that failed a scenario is not asked again.
    """

    def __init__(self, loop: asyncio.Runner) -> None:
        self._loop = loop
        self._begun = AsyncExitStack()
        self._there: tuple[DiscordServer, Process] | None = None

    def play(self, scenario: Scenario) -> None:
        try:
            self._loop.run(self._play(scenario))
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Stop the bot; raises AssertionError when it did not end well, or logged a traceback."""
        self._there = None
        self._loop.run(self._begun.aclose())

    async def _play(self, scenario: Scenario) -> None:
        server, process = self._there = self._there or await self._begin()
        await server.ready()
        server.world.messages.clear()
        server.calls.clear()
        server.world.channel = server.add_channel("foyer")
        await scenario(server, process)

    async def _begin(self) -> tuple[DiscordServer, Process]:
        server = await self._begun.enter_async_context(DiscordServer())
        there = running(server, start_anew, **NO_LIMITS)
        return server, await self._begun.enter_async_context(there)


def played(scenario: Scenario) -> Callable[[Shared], None]:
    """Play a scenario with the server and the bot of its module, which has a fixture `shared`."""

    def test(shared: Shared) -> None:
        shared.play(scenario)

    test.__name__ = scenario.__name__
    return test


async def stop_by_itself(process: Process) -> tuple[int, str]:
    async with asyncio.timeout(30):
        await process.wait()
    return await stop(process)


async def line_holding(process: Process, words: str) -> str:
    """Wait until the bot logs a line with these words."""
    assert process.stderr is not None
    async with asyncio.timeout(20):
        while line := (await process.stderr.readline()).decode():
            if words in line:
                return line
    raise AssertionError(f"the bot stopped before it said {words!r}")
