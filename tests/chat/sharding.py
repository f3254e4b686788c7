"""Several bots of one token in this process, each with shards of its own and one memory."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.chat.client import Souffleur
from bot.chat.connection import probe, use_address_of
from bot.chat.pace import Pace
from bot.chat.servers import Servers
from bot.chat.turns import Share
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from bot.shards import Shards
from tests.chat.playing import CORPUS, HURRIED, NO_LIMITS, addresses_kept, settings_of
from tests.discord_server import DiscordServer, Payload
from tests.memory.ready import lay

QUICK = replace(HURRIED, servers_told_seconds=0.3)
LOW, HIGH = Shards((0, 1), 4), Shards((2, 3), 4)


@dataclass
class Cluster:
    """Discord with a guild for each of four shards, by shard, and the bots that are started."""

    server: DiscordServer
    file: Path
    channels: list[Payload]
    pace: Pace = QUICK
    librarian: Librarian = field(default_factory=lambda: Librarian(CORPUS))

    def guild_id(self, shard_id: int) -> int:
        return int(self.channels[shard_id]["guild_id"])

    @asynccontextmanager
    async def memory(self) -> AsyncIterator[Memory]:
        memory = await Memory.open(f"sqlite:///{self.file}")
        try:
            yield memory
        finally:
            await memory.close()

    @asynccontextmanager
    async def running(self, shards: Shards) -> AsyncIterator[Souffleur]:
        """Start a bot with these shards, wait until they are there, and close it."""
        settings = settings_of(self.server).with_shards(str(shards))
        connection = await probe(settings)
        use_address_of(settings, connection.gateway_url)
        share: Share = connection.share_for(settings)
        async with self.memory() as memory:
            servers = Servers(self.librarian, memory, limits=NO_LIMITS)
            bot = Souffleur(servers, share=share, pace=self.pace)
            async with bot:
                running = asyncio.create_task(bot.start(self.server.token))
                try:
                    await self.connected(shards)
                    yield bot
                finally:
                    await bot.close()
                    await asyncio.gather(running, return_exceptions=True)

    async def connected(self, shards: Shards) -> None:
        def there() -> bool:
            numbers = {session.shard[0] for session in self.server.gateway.connected}
            return numbers.issuperset(shards.ids)

        await self.server.until(there, timeout_seconds=20, what=f"shards {shards}")


Scene = Callable[[Cluster], Awaitable[None]]


def clustered(
    *, at_once: int = 4, apart_seconds: float = 0.0
) -> Callable[[Scene], Callable[[], None]]:
    """Play a scene on a Discord with four shards; `at_once` may begin their sessions together."""

    async def on_stage(scene: Scene, file: Path) -> None:
        async with DiscordServer(shards=4) as server:
            server.gateway.max_concurrency = at_once
            server.gateway.apart_seconds = apart_seconds
            channels = [server.add_guild(f"Foyer {number}", number) for number in range(4)]
            await scene(Cluster(server, file, channels))

    def decorator(scene: Scene) -> Callable[[], None]:
        def test() -> None:
            with addresses_kept(), tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "souffleur.db"
                lay(file)
                asyncio.run(on_stage(scene, file))

        return test

    return decorator


@asynccontextmanager
async def both(cluster: Cluster) -> AsyncIterator[tuple[Souffleur, Souffleur]]:
    async with AsyncExitStack() as stack:
        low = await stack.enter_async_context(cluster.running(LOW))
        high = await stack.enter_async_context(cluster.running(HIGH))
        yield low, high
