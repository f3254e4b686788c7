"""Watches the connection to Discord, and keeps the bot's health and its figures."""

import asyncio
import logging
import math
import time
from typing import TYPE_CHECKING, Self

from discord.ext import commands, tasks

from bot.chat.servers import Servers
from bot.operations.endpoints import Endpoints
from bot.operations.health import WRITTEN_EVERY_SECONDS, Health
from bot.operations.metrics import Metrics
from bot.settings import Settings
from bot.shards import Shards

if TYPE_CHECKING:
    # It watches over the bot, which is given what it needs to be watched.
    from bot.chat.client import Souffleur

_log = logging.getLogger(__name__)


class Watch(commands.Cog):
    """Sees what becomes of the shards, and looks at the heartbeats every few seconds.

    It watches while it is a context: also while there is no bot yet, because Discord is away.
    """

    def __init__(self, servers: Servers, settings: Settings, metrics: Metrics) -> None:
        self._bot: Souffleur | None = None
        self._servers = servers
        self._settings = settings
        self._metrics = metrics
        self._endpoints = Endpoints(metrics, self.health)
        self._ready: set[int] = set()
        self._latencies: dict[int, float] = {}
        self._heartbeats: dict[int, float] = {}
        self._is_told_unwritable = False

    async def __aenter__(self) -> Self:
        """Begin to watch. Raises SettingsError when METRICS_PORT cannot be listened on."""
        gauges = {
            "gateway_latency_seconds": lambda: math.nan if self._latency is None else self._latency,
            "gateway_shards_ready": lambda: len(self._ready),
            "gateway_shards": lambda: len(self._shards.ids),
            "servers": lambda: len(self._bot.guilds) if self._bot else 0,
            "articles": lambda: len(self._servers.shared.corpus.articles),
            "passages": lambda: len(self._servers.shared.corpus.passages),
            "index_built_timestamp_seconds": lambda: self._servers.indexed_at,
        }
        for name, value in gauges.items():
            self._metrics.gauge(name, value)
        if self._settings.metrics_at is not None:
            await self._endpoints.open(self._settings.metrics_at)
        self.write.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop watching."""
        self.write.cancel()
        await self._endpoints.close()

    async def over(self, bot: "Souffleur") -> None:
        """Watch over a bot, until it is closed."""
        self._bot = bot
        await bot.add_cog(self)

    async def cog_unload(self) -> None:
        """Let go of the bot."""
        self._bot = None
        self._ready.clear()
        self._latencies.clear()
        self._heartbeats.clear()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Count a new session."""
        await self._connected(shard_id, is_resumed=False)

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count a session that goes on."""
        await self._connected(shard_id, is_resumed=True)

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Count a lost connection; discord.py tells of one again for each vain try to reconnect."""
        if shard_id in self._ready:
            self._ready.remove(shard_id)
            self._metrics.disconnected()
            await self.write()

    def health(self) -> Health:
        """Look at the bot as it is now."""
        self._feel_heartbeats()
        shards = self._shards
        beats = [self._heartbeats.get(number) for number in shards.ids]
        known = [beat for beat in beats if beat is not None]
        return Health(
            at=time.time(),
            shard_ids=shards.listed,
            shard_count=shards.count,
            shards_ready=len(self._ready),
            latency=self._latency,
            heartbeat_at=min(known) if known and len(known) == len(beats) else None,
            passages=len(self._servers.shared.corpus.passages),
            indexed_at=self._servers.indexed_at,
        )

    @tasks.loop(seconds=WRITTEN_EVERY_SECONDS)
    async def write(self) -> None:
        """Write down how the bot is. It answers all the same where that cannot be written."""
        try:
            self.health().write(self._settings.data_dir)
        except OSError as error:
            if not self._is_told_unwritable:
                _log.warning(
                    "DATA_DIR: %s cannot be written (%s); `souffleur health` will not see this bot",
                    *(self._settings.data_dir, error.strerror),
                )
            self._is_told_unwritable = True

    @write.before_loop
    async def _let_start(self) -> None:
        """Wait a moment: a wrong setting that ends the bot is told in one line of its own."""
        await asyncio.sleep(WRITTEN_EVERY_SECONDS)

    @property
    def _shards(self) -> Shards:
        """Those of the bot; without one those of the settings, of which one is as good as any."""
        return self._bot.held if self._bot else self._settings.shards or Shards.all_of(1)

    @property
    def _latency(self) -> float | None:
        """The slowest shard's, in seconds; None while there is none."""
        return max((latency for _, latency in self._answered()), default=None)

    def _answered(self) -> list[tuple[int, float]]:
        """Return the shards that answered a heartbeat, and how fast they did."""
        known = self._bot.latencies if self._bot else []
        return [(shard_id, latency) for shard_id, latency in known if math.isfinite(latency)]

    async def _connected(self, shard_id: int, *, is_resumed: bool) -> None:
        self._ready.add(shard_id)
        self._metrics.shard(shard_id, lambda: shard_id in self._ready)
        self._metrics.connected(is_resumed=is_resumed)
        await self.write()

    def _feel_heartbeats(self) -> None:
        """Notice the heartbeats that were answered since the last look.

        discord.py tells of none, but each answer gives a shard another latency.
        """
        for shard_id, latency in self._answered():
            if latency != self._latencies.get(shard_id):
                self._latencies[shard_id] = latency
                self._heartbeats[shard_id] = time.time()
