"""The watch over the shards: which are ready, and when each last answered a heartbeat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.chat.client import Souffleur
from bot.chat.connection import probe, use_address_of
from bot.chat.servers import Servers
from bot.chat.watch import Watch
from bot.operations.health import RECORD_FILE, Health
from bot.operations.metrics import Metrics
from bot.retrieval.librarian import Librarian
from bot.shards import Shards
from tests.chat.playing import CORPUS, addresses_kept, settings_of
from tests.discord_server import DiscordServer

Scenario = Callable[[DiscordServer, Watch], Awaitable[None]]


def watched(scenario: Scenario, data_dir: Path, server: DiscordServer) -> None:
    """Play a scenario with the bot connected and watched."""

    async def play() -> None:
        async with server:
            settings = settings_of(server, DATA_DIR=str(data_dir))
            connection = await probe(settings)
            use_address_of(settings, connection.gateway_url)
            metrics = Metrics()
            servers = Servers(Librarian(CORPUS))
            bot = Souffleur(servers, share=connection.share_for(settings), metrics=metrics)
            async with bot, Watch(servers, settings, metrics) as watch:
                await watch.over(bot)
                running = asyncio.create_task(bot.start(server.token))
                try:
                    await scenario(server, watch)
                finally:
                    await bot.close()
                    await asyncio.gather(running, return_exceptions=True)

    with addresses_kept():
        asyncio.run(play())


async def until(watch: Watch, wanted: Callable[[Health], bool]) -> Health:
    """Look until the bot is as `wanted`."""
    async with asyncio.timeout(30):
        while True:
            health = watch.health()
            if wanted(health):
                return health
            await asyncio.sleep(0.02)


def test_every_shard_is_waited_for_and_written_down(tmp_path: Path) -> None:
    async def scenario(server: DiscordServer, watch: Watch) -> None:
        assert watch.health().shards_ready == 0
        assert watch.health().heartbeat_at is None

        well = await until(watch, lambda health: not health.faults(health.at))

        assert (well.shard_ids, well.shards_ready) == ("0-1", 2)
        assert well.passages == len(CORPUS.passages)
        assert Health.read(tmp_path / RECORD_FILE).shards == Shards.all_of(2)

    watched(scenario, tmp_path, DiscordServer(shards=2))


def test_a_heartbeat_counts_when_it_is_answered(tmp_path: Path) -> None:
    async def scenario(server: DiscordServer, watch: Watch) -> None:
        first = await until(watch, lambda health: health.heartbeat_at is not None)
        second = await until(watch, lambda health: health.heartbeat_at != first.heartbeat_at)
        assert (second.heartbeat_at or 0) > (first.heartbeat_at or 0)

        server.withhold_heartbeat_acks()
        sent = server.gateway.heartbeat_count
        await server.until(lambda: server.gateway.heartbeat_count > sent + 1)
        last = watch.health().heartbeat_at
        await server.until(lambda: server.gateway.heartbeat_count > sent + 4)

        assert watch.health().heartbeat_at == last

    watched(scenario, tmp_path, DiscordServer(heartbeat_interval_seconds=0.1))
