"""A bot in a process of its own, forked from one that has loaded its modules (loaded_bot.py).

To load them is most of a start: a forked bot needs a fifth of the processor time. All else is as
`python -m bot` does it: its environment, its streams, signals and exit code are its own.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What was printed before the end is read within that time.
READ_SECONDS = 5


class ForkedBot:
    """What asyncio.subprocess.Process is to a process that was started."""

    def __init__(self, pid: int, printed: _Pipe, logged: _Pipe, told: _Pipe) -> None:
        self.pid = pid
        self.stdout, self.stderr = printed.reader, logged.reader
        self.returncode: int | None = None
        self._ending = asyncio.create_task(self._end(printed, logged, told))

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        if self.returncode is not None:
            raise ProcessLookupError
        os.kill(self.pid, number)

    async def wait(self) -> int:
        return await asyncio.shield(self._ending)

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for the end, and return what was not read yet."""
        printed, logged, _ = await asyncio.gather(
            self.stdout.read(), self.stderr.read(), self.wait()
        )
        return printed, logged

    async def _end(self, printed: _Pipe, logged: _Pipe, told: _Pipe) -> int:
        self.returncode = int(await told.reader.readline())
        for pipe in (printed, logged, told):
            await pipe.close()
        return self.returncode


async def fork(arguments: Sequence[str], environment: Mapping[str, str]) -> ForkedBot:
    """Become `python -m bot` with these arguments and nothing but this environment."""
    (printed, to_print), (logged, to_log), (told, to_tell) = (os.pipe() for _ in range(3))
    request = {"arguments": list(arguments), "environment": dict(environment)}
    for_the_bot = [to_print, to_log, to_tell]
    try:
        socket.send_fds(_door(), [json.dumps(request).encode()], for_the_bot)
    finally:
        for file in for_the_bot:
            os.close(file)
    pipes = [await _Pipe.of(file) for file in (printed, logged, told)]
    return ForkedBot(int(await pipes[-1].reader.readline()), *pipes)


class _Pipe(asyncio.StreamReaderProtocol):
    """One end of a pipe, to be read as a stream."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__(reader)
        self.reader = reader
        self._is_over = asyncio.Event()

    @classmethod
    async def of(cls, file: int) -> _Pipe:
        stream = os.fdopen(file, "rb", buffering=0)
        _, pipe = await asyncio.get_running_loop().connect_read_pipe(
            lambda: cls(asyncio.StreamReader()), stream
        )
        return pipe

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._to_close = transport

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._is_over.set()

    async def close(self) -> None:
        """Close it once all was taken out of it; one that nobody reads may be full for ever."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), READ_SECONDS)
        self._to_close.close()


@cache
def _door() -> socket.socket:
    """Start what bots are forked from, one for each process of tests, and return the way to it."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # Measured, all of its bots would be so.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    with its:
        loaded = subprocess.Popen(
            [sys.executable, "-m", "tests.loaded_bot"],
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdin=its.fileno(),
        )

    @atexit.register
    def end() -> None:
        ours.close()
        loaded.wait()

    return ours
