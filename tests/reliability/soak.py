"""The bot on one core under a load that no server of friends has: its time, its memory, its tasks.

    python -m tests.reliability.soak

prints the figures of docs/reliability.md. The time is the bot's own: from the event's departure
to the reply's arrival, both over loopback, what the stand-in takes for itself included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.bot_process import CORPUS, ROOT, Process
from tests.discord_payloads import Payload
from tests.discord_server import DiscordServer

QUESTION_FILES = CORPUS / "questions"
SEND = "/messages"
IN_FLIGHT = 16
PAGE_KILOBYTES = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(slots=True)
class Load:
    """The questions under way: when each left, and how long each answered one took."""

    server: DiscordServer
    channels: list[Payload]
    texts: list[str]
    left: dict[str, float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    asked: int = 0
    twice: int = 0
    read: int = 0

    async def ask(self) -> None:
        channel = self.channels[self.asked % len(self.channels)]
        text = f"{self.server.mention} {self.texts[self.asked % len(self.texts)]}"
        now = asyncio.get_running_loop().time()
        question = await self.server.say(text, channel=channel)
        self.left[question["id"]] = now
        self.asked += 1

    def collect(self) -> int:
        """Take in the replies that arrived, and return how many questions are still open."""
        for call in self.server.calls[self.read :]:
            self.read += 1
            if call.method == "POST" and call.path.endswith(SEND):
                left = self.left.pop(call.body["nonce"], None)
                self.twice += left is None
                if left is not None:
                    self.seconds.append(call.at - left)
        return len(self.left)

    def forget(self) -> None:
        """Let the stand-in forget, so that its memory does not fill the machine's."""
        self.collect()
        world = self.server.world
        for kept in (self.server.rest.calls, world.messages, world.answers, world.nonces):
            kept.clear()
        self.read = 0


async def answered(load: Load, *, at_most: int, timeout_seconds: float = 60.0) -> None:
    """Wait until at most so many questions are open."""
    async with asyncio.timeout(timeout_seconds):
        while load.collect() > at_most:
            await asyncio.sleep(0.002)


@dataclass(slots=True)
class Listener:
    """Reads all that the bot logs: one that nobody reads stands still at a full pipe."""

    tasks: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    """How many tasks the bot said that it has, each time that it was asked."""
    last: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    """Its last lines, for a failure's report."""

    async def listen(self, process: Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            said = line.decode(errors="replace").rstrip()
            if said.startswith("TASKS"):
                self.tasks.put_nowait(int(said.split()[1]))
            else:
                self.last.append(said)


async def steady(load: Load, *, rate: float, seconds: float) -> None:
    """Ask at a steady rate, whatever the answers do."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
        await load.ask()
    await answered(load, at_most=0)


async def gauge(process: Process, listener: Listener) -> tuple[int, int]:
    """Return the bot's tasks and its resident memory in kilobytes."""
    process.send_signal(signal.SIGUSR1)
    async with asyncio.timeout(30):
        tasks = await listener.tasks.get()
    resident = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return tasks, resident * PAGE_KILOBYTES


def processor_seconds(process: Process) -> float:
    """Return what the bot has had of the processor, whatever else ran beside it."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def texts() -> list[str]:
    """Return the shipped questions, those without an answer too."""
    found: list[str] = []
    for path in sorted(QUESTION_FILES.glob("*.yaml")):
        pending = deque([yaml.safe_load(path.read_text(encoding="utf-8"))])
        while pending:
            node = pending.popleft()
            if isinstance(node, dict):
                found += [node["question"]] if isinstance(node.get("question"), str) else []
                pending.extend(node.values())
            elif isinstance(node, list):
                pending.extend(node)
    return found


async def soak(rate: float, seconds: float, total: int) -> bool:
    async with DiscordServer() as server, started(server) as (process, listener):
        await server.ready(60)
        channels = [server.add_channel(f"salon-{number}") for number in range(100)]
        load = Load(server, channels, texts())
        # The first questions fill caches; tasks at rest are what is there without a question.
        await steady(load, rate=20, seconds=5)
        load.seconds.clear()
        rest, _ = await gauge(process, listener)
        before = processor_seconds(process)
        await steady(load, rate=rate, seconds=seconds)
        used = processor_seconds(process) - before
        report_times(load, rate, seconds)
        print(f"processor: {1000 * used / len(load.seconds):.1f} ms a question", flush=True)
        levels = await flood(load, process, listener, total) if total else []
        await asyncio.sleep(3)
        tasks, _ = await gauge(process, listener)
        print(f"tasks at rest: {rest} before, {tasks} after; answered twice: {load.twice}")
        if levels:
            growth = levels[-1] - levels[len(levels) // 10]
            print(f"memory from a tenth of the way to the end: {growth:+} kB")
        process.terminate()
        await process.wait()
        return tasks <= rest and not load.twice and process.returncode == 0


async def flood(load: Load, process: Process, listener: Listener, total: int) -> list[int]:
    """Ask `total` questions, 16 at a time; return the memory at each twentieth, in kB."""
    levels: list[int] = []
    begun = asyncio.get_running_loop().time()
    for part in range(20):
        for _ in range(total // 20):
            await load.ask()
            await answered(load, at_most=IN_FLIGHT - 1)
        await answered(load, at_most=0)
        load.forget()
        load.seconds.clear()
        levels.append((await gauge(process, listener))[1])
        print(f"after {(part + 1) * (total // 20):7} more questions: {levels[-1]} kB", flush=True)
    took = asyncio.get_running_loop().time() - begun
    print(f"{total} questions in {took:.0f} s, {total / took:.0f} a second")
    return levels


def report_times(load: Load, rate: float, seconds: float) -> None:
    cuts = statistics.quantiles([1000 * each for each in load.seconds], n=1000)
    print(
        f"{len(load.seconds)} questions, {rate:g} a second for {seconds:g} s, 100 channels: "
        f"median {cuts[499]:.1f} ms, p90 {cuts[899]:.1f} ms, p99 {cuts[989]:.1f} ms, "
        f"p99.9 {cuts[998]:.1f} ms",
        flush=True,
    )


@asynccontextmanager
async def started(server: DiscordServer) -> AsyncIterator[tuple[Process, Listener]]:
    """Start the bot and listen to it; a failure is told with the last lines that it logged."""
    process, listener = await start(server), Listener()
    listening = asyncio.create_task(listener.listen(process))
    try:
        yield process, listener
    except BaseException:
        print("The bot said last:", *listener.last, sep="\n  ", file=sys.stderr, flush=True)
        raise
    finally:
        if process.returncode is None:
            process.kill()
        await listening


async def start(server: DiscordServer) -> Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": server.token,
        "DISCORD_API_URL": server.api_url,
        "CORPUS_DIR": str(CORPUS),
        # One person asks it all; and nothing is to be left on the disk.
        "COOLDOWN_PERSON_QUESTIONS": "0",
        "COOLDOWN_CHANNEL_QUESTIONS": "0",
        "DATA_DIR": os.devnull,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.reliability.gauged_bot"),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    # One core for the bot, the other for the stand-in.
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(process.pid, {cores[-1]})
    return process


def main() -> None:
    """Put the load on the bot that the arguments tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=50.0, help="questions a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--total", type=int, default=100_000, help="questions for the memory, or 0")
    given = parser.parse_args()
    raise SystemExit(0 if asyncio.run(soak(given.rate, given.seconds, given.total)) else 1)


if __name__ == "__main__":
    main()
