"""Every peer in processes of its own, one after another: one builds, another opens and answers."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.lucene import command as lucene


@dataclass(frozen=True, slots=True)
class Measured:
    """What one peer took for one corpus. Times of a question in milliseconds, its median of five.

    `first_seconds` is from the start of the process to its first answer, the index being there.
    """

    peer: str
    passages: int
    build_seconds: float
    p50_ms: float
    p99_ms: float
    rss_mb: float
    first_seconds: float


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that was not measured, and why: most are not installed."""

    peer: str
    reason: str


def measured(peer: str, passages: int, folder: Path) -> Measured | Missing:
    """Measure one peer over the corpus that stands in a folder."""
    try:
        built = dict(_lines(peer, "build", folder))
        if "missing" in built:
            return Missing(peer, str(built["missing"][0]))
        asked = dict(_lines(peer, "ask", folder))
    except subprocess.CalledProcessError as error:
        return Missing(peer, f"its process ended with {error.returncode}")
    return Measured(
        peer,
        passages,
        build_seconds=built["build_seconds"][0],
        p50_ms=asked["p50_ms"][0],
        p99_ms=asked["p99_ms"][0],
        rss_mb=asked["rss_mb"][0],
        first_seconds=asked["answered"][1],
    )


def _lines(peer: str, task: str, folder: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield what a process tells, each with the seconds since its start."""
    command = lucene(task, folder) if peer == "Lucene" else _python(peer, task, folder)
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        for line in process.stdout or ():
            seconds = time.perf_counter() - started
            for name, value in json.loads(line).items():
                yield name, (value, seconds)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _python(peer: str, task: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.measure", task, peer, str(folder)]
