"""What METRICS_PORT opens: /metrics for Prometheus, /healthz and /readyz for whoever restarts."""

import time
from collections.abc import Callable

from aiohttp import web

from bot.errors import SettingsError
from bot.operations.health import Health
from bot.operations.metrics import CONTENT_TYPE, Metrics
from bot.settings import Listening


class Endpoints:
    """A small web server in the bot's own event loop: it answers only while the bot does."""

    def __init__(self, metrics: Metrics, look: Callable[[], Health]) -> None:
        self._metrics = metrics
        self._look = look
        routes = [
            web.get("/metrics", self._show_metrics),
            web.get("/healthz", self._say_alive),
            web.get("/readyz", self._say_ready),
        ]
        app = web.Application(client_max_size=0)
        app.add_routes(routes)
        # Each look at the metrics would be a line in the log, every few seconds.
        self._runner = web.AppRunner(app, access_log=None)

    async def open(self, at: Listening) -> None:
        """Listen. Raises SettingsError where that cannot be."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, at.host, at.port).start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(
                f"METRICS_PORT: {at.host}, port {at.port} cannot be listened on ({reason}); "
                "choose another port, or stop what has it."
            ) from error

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _show_metrics(self, _request: web.Request) -> web.Response:
        # The library's content type names its charset; aiohttp wants that apart, or a plain header.
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})

    async def _say_alive(self, _request: web.Request) -> web.Response:
        """Say that the event loop turns: a bot that waits for Discord is not to be restarted."""
        return web.Response(text="ok\n")

    async def _say_ready(self, _request: web.Request) -> web.Response:
        now = time.time()
        health = self._look()
        faults = health.faults(now)
        text = " ".join([*faults, health.told(now)])
        return web.Response(status=503 if faults else 200, text=f"{text}\n")
