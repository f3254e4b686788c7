"""What one process of the bot carries: memory by its servers, time by questions and messages.

    python -m tests.reliability.shards

prints the figures of docs/scaling.md. Times are the processor's, which other programs do not
change much; Discord is the stand-in, in this process and not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from tests.bot_process import Process, start_anew
from tests.discord_payloads import Payload
from tests.discord_server import DiscordServer
from tests.reliability.soak import (
    IN_FLIGHT,
    PAGE_KILOBYTES,
    Listener,
    Load,
    answered,
    processor_seconds,
    texts,
)

CHANNELS, ROLES, EMOJIS = 40, 20, 30
CHATTER = "Quelqu’un vient jouer ce soir, vers neuf heures ?"
TOLD_AT = 500


def fill(server: DiscordServer, guilds: int) -> list[Payload]:
    """Put the bot into so many guilds, spread over all shards; return a channel of each."""
    world, found = server.world, []
    for number in range(guilds):
        guild_id = world.snowflakes.next_of(number % server.routes.shards, server.routes.shards)
        guild = world.add_guild(f"Foyer {number}", guild_id)
        (everyone,) = guild["roles"]
        guild["roles"] = [everyone] + [
            {**everyone, "id": world.snowflakes.next(), "name": f"rôle {role}"}
            for role in range(ROLES)
        ]
        guild["emojis"] = [
            {"id": world.snowflakes.next(), "name": f"emoji_{each}", "roles": []}
            for each in range(EMOJIS)
        ]
        found.append(world.add_channel("questions", guild=guild))
        for channel in range(CHANNELS - 2):
            world.add_channel(f"salon-{channel}", guild=guild)
    return found


def resident_mb(process: Process) -> float:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
    return pages * PAGE_KILOBYTES / 1000


@asynccontextmanager
async def begun(server: DiscordServer, shards: str, folder: str) -> AsyncIterator[Process]:
    settings = {"DATA_DIR": folder, "LOG_LEVEL": "warning"}
    settings |= dict.fromkeys(("COOLDOWN_PERSON_QUESTIONS", "COOLDOWN_CHANNEL_QUESTIONS"), "0")
    process = await start_anew(server, arguments=("--shards", shards), **settings)
    listening = asyncio.create_task(Listener().listen(process))
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()
        listening.cancel()


async def at_rest(process: Process) -> None:
    """Wait until the bot has read what it was sent: its processor stands still."""
    before = -1.0
    while processor_seconds(process) - before > 0.02:
        before = processor_seconds(process)
        await asyncio.sleep(1.0)


async def grown(guilds: int) -> float:
    """Print and return the memory of a process whose bot is in so many guilds."""
    with tempfile.TemporaryDirectory() as folder:
        async with DiscordServer() as server:
            fill(server, guilds - 1)
            async with begun(server, "0/1", folder) as process:
                await server.ready(120)
                await at_rest(process)
                memory, used = resident_mb(process), processor_seconds(process)
    print(f"{guilds:5} servers: {memory:.0f} MB, ready after {used:.1f} s of processor", flush=True)
    return memory


async def asked(server: DiscordServer, channels: list[Payload], total: int) -> float:
    """Ask so many questions, 16 at a time, and return the seconds that it took."""
    load = Load(server, channels, texts())
    begun_at = time.monotonic()
    for number in range(total):
        await load.ask()
        await answered(load, at_most=IN_FLIGHT - 1)
        if number % TOLD_AT == 0:
            load.forget()
    await answered(load, at_most=0)
    took = time.monotonic() - begun_at
    load.forget()
    return took


async def chatted(server: DiscordServer, channels: list[Payload], total: int) -> None:
    """Write so many messages that are said to nobody of the bot's."""
    for number in range(total):
        await server.say(CHATTER, channel=channels[number % len(channels)])
        if number % TOLD_AT == 0:
            server.world.messages.clear()
            await asyncio.sleep(0.05)


async def carried(processes: int, guilds: int, questions: int, messages: int) -> None:
    """Print what a question and a message cost where so many processes share the guilds."""
    with tempfile.TemporaryDirectory() as folder:
        async with DiscordServer(shards=processes) as server, AsyncExitStack() as stack:
            server.gateway.max_concurrency = processes
            channels = fill(server, guilds)
            there = [
                await stack.enter_async_context(begun(server, f"{n}/{processes}", folder))
                for n in range(processes)
            ]
            await server.ready(120)
            for process in there:
                await at_rest(process)
            await asked(server, channels, questions // 10)
            before = sum(map(processor_seconds, there))
            took = await asked(server, channels, questions)
            after = sum(map(processor_seconds, there))
            await chatted(server, channels, messages)
            for process in there:
                await at_rest(process)
            chat = sum(map(processor_seconds, there)) - after
    print(
        f"processes: {processes}, servers: {guilds}; {1000 * (after - before) / questions:.1f} ms "
        f"of processor a question, {1000 * chat / messages:.2f} ms a message said to others; "
        f"{questions / took:.0f} questions a second, the stand-in's own part included",
        flush=True,
    )


async def written(url: str, total: int) -> None:
    """Print how many counts of questions a second two memories of one database take together."""
    memories = [await Memory.open(url) for _ in range(2)]
    day = datetime.now(UTC).date()
    try:
        for guild_id in (1, 2):
            await memories[0].change_settings(guild_id, GuildSettings(keeps_questions=True))
        begun_at = time.monotonic()
        for _ in range(total // 2):
            await asyncio.gather(
                *(m.count(n, "answer", day=day) for n, m in enumerate(memories, 1))
            )
        took = time.monotonic() - begun_at
    finally:
        for memory in memories:
            await memory.close()
    kind = url.partition(":")[0]
    print(
        f"{kind}: {total / took:.0f} writes a second, {1000 * took / total:.1f} ms each", flush=True
    )


async def main(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await written(f"sqlite:///{folder}/souffleur.db", 1000)
    if arguments.database:
        await written(arguments.database, 1000)
    levels = {guilds: await grown(guilds) for guilds in arguments.guilds}
    least, most = min(levels), max(levels)
    each = (levels[most] - levels[least]) / max(1, most - least)
    print(f"each server: {1000 * each:.0f} kB, with {CHANNELS} channels, {ROLES} roles")
    for processes in (1, 2):
        await carried(processes, arguments.carried, arguments.questions, arguments.messages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guilds", type=int, nargs="+", default=[1, 250, 1000, 2500])
    parser.add_argument("--carried", type=int, default=500, help="servers while questions come")
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--database", help="a PostgreSQL, as DATABASE_URL names it")
    asyncio.run(main(parser.parse_args(sys.argv[1:])))
