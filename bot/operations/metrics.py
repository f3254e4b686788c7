"""What is counted for Prometheus: numbers alone, no question, no name, no id of anybody."""

import logging
from collections.abc import Callable
from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

# The bot answers in milliseconds; beyond three seconds Discord has hung up.
SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Way(StrEnum):
    """How a question came."""

    MENTION = "mention"
    DIRECT_MESSAGE = "direct_message"
    REPLY = "reply"
    CORRECTION = "correction"
    AUTOMATIC = "automatic"
    ASK = "ask"
    ASK_PRIVATELY = "ask_privately"
    CONTEXT_MENU = "context_menu"
    MODAL = "modal"
    SEARCH = "search"
    ARTICLE = "article"
    PASSAGE = "passage"
    SUMMARY = "summary"
    BUTTON = "button"


class Metrics:
    """The counters of one bot. Safe in threads."""

    def __init__(self) -> None:
        # One of our own: the library's is global, and adds what it finds about the process.
        self._registry = registry = CollectorRegistry()
        self._questions = Counter(
            "souffleur_questions",
            "Questions answered, by the way they came and the status of the answer.",
            ["way", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "souffleur_answer_seconds",
            "From a question to its card, without Discord's part.",
            ["way"],
            buckets=SECONDS,
            registry=registry,
        )
        self._errors = Counter(
            "souffleur_errors", "Errors in the log, by logger.", ["logger"], registry=registry
        )
        self._connections = Counter(
            "souffleur_gateway_connections",
            "Connections to Discord's gateway: new sessions, and resumed ones.",
            ["kind"],
            registry=registry,
        )
        self._disconnects = Counter(
            "souffleur_gateway_disconnects", "Connections lost.", registry=registry
        )
        self._gauges = {
            name: Gauge(f"souffleur_{name}", told, registry=registry) for name, told in _GAUGES
        }
        self._shard_ready = Gauge(
            "souffleur_gateway_shard_ready",
            "Whether a shard is connected and ready: 1 or 0.",
            ["shard"],
            registry=registry,
        )
        self._build = Info("souffleur_build", "The version that runs.", registry=registry)

    def answered(self, way: Way, status: str, seconds: float) -> None:
        """Count a question that got its card."""
        self._questions.labels(way, status).inc()
        self._seconds.labels(way).observe(seconds)

    def connected(self, *, is_resumed: bool) -> None:
        """Count a connection to the gateway."""
        self._connections.labels("resumed" if is_resumed else "new").inc()

    def disconnected(self) -> None:
        """Count a connection that was lost."""
        self._disconnects.inc()

    def failed(self, logger: str) -> None:
        """Count an error."""
        self._errors.labels(logger).inc()

    def gauge(self, name: str, value: Callable[[], float]) -> None:
        """Let the gauge of that name, one of GAUGES, show what `value` gives when it is read."""
        self._gauges[name].set_function(value)

    def shard(self, shard_id: int, is_ready: Callable[[], bool]) -> None:
        """Let the shard's own gauge show what `is_ready` gives when it is read."""
        self._shard_ready.labels(shard_id).set_function(lambda: float(is_ready()))

    def versions(self, **versions: str) -> None:
        """Say what runs."""
        self._build.info(versions)

    def exposition(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)


_GAUGES = (
    ("gateway_latency_seconds", "From a heartbeat to its answer; NaN before the first."),
    ("gateway_shards_ready", "Shards that are connected and ready."),
    ("gateway_shards", "Shards that there should be."),
    ("servers", "Servers that the bot is in."),
    ("articles", "Articles that are served."),
    ("passages", "Passages that are served."),
    ("index_built_timestamp_seconds", "When the articles were read, since 1970."),
)
GAUGES = tuple(name for name, _ in _GAUGES)


class ErrorCounter(logging.Handler):
    """Counts the errors that the log tells of: whoever logs one need not count it too."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.ERROR)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        """Count one; the name of a logger is chosen in code, so there are few of them."""
        self._metrics.failed(record.name)
