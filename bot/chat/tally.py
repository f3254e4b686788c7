"""What becomes of each question: counted for the metrics, and told in the log."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.operations.metrics import Metrics, Way

LISTED, SHOWN, EXPLAINED, NOT_FOUND = "listed", "shown", "explained", "not_found"
# What a press asked to see is not what its card showed any more.
CHANGED = "changed"

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Outcome:
    """What a question came to; None while it came to nothing that anybody sees."""

    status: str | None = None


class Tally:
    """Counts the questions that got a card, by the way they came."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    @contextmanager
    def timed(self, way: Way | None, asked: str = "") -> Iterator[Outcome]:
        """Count what is worked out within, unless it fails, comes to nothing, or has no `way`.

        What was asked is told at the level `debug` alone.
        """
        started, outcome = time.perf_counter(), Outcome()
        yield outcome
        if way is None or outcome.status is None:
            return
        seconds = time.perf_counter() - started
        self._metrics.answered(way, outcome.status, seconds)
        fields = {"way": way.value, "status": outcome.status, "seconds": round(seconds, 4)}
        _log.info("Answered", extra=fields)
        if asked:
            _log.debug("Asked: %s", asked)
