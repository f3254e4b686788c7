"""One peer, one thing, in a process of its own: `python -m benchmarks.measure ask tantivy FOLDER`.

What was measured goes to standard output as lines of JSON; the first line of `ask` comes with the
first answer, whose time the parent takes.
"""

import resource
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from json import dumps
from pathlib import Path

from benchmarks.lines import questions_of
from benchmarks.peers import Ask, peer_of

# Each question is asked so often, after once to warm up, and its median time is taken.
ROUNDS = 5
SECONDS_AT_MOST = 60


def build(name: str, folder: Path) -> None:
    """Index the corpus of a folder."""
    # Not above: it loads numpy, which `ask` loads for those alone that need it.
    from benchmarks.corpus import read  # noqa: PLC0415

    peer = peer_of(name)
    passages = peer.ready(read(folder))
    started = time.perf_counter()
    peer.build(passages, folder)
    _say({"build_seconds": time.perf_counter() - started})


def ask(name: str, folder: Path) -> None:
    """Open the index and ask the questions of the folder, one after another."""
    questions = questions_of(folder)
    answer = peer_of(name).open(folder)
    answer(questions[0])
    _say({"answered": 1})
    times = sorted(_median_milliseconds(answer, questions))
    at = {percent: times[min(len(times) - 1, len(times) * percent // 100)] for percent in (50, 99)}
    _say({"p50_ms": at[50], "p99_ms": at[99], "rss_mb": _resident_mb()})


def _median_milliseconds(answer: Ask, questions: Sequence[Sequence[str]]) -> list[float]:
    for words in questions:
        answer(words)
    rounds: list[list[float]] = []
    until = time.perf_counter() + SECONDS_AT_MOST
    while len(rounds) < ROUNDS and (not rounds or time.perf_counter() < until):
        rounds.append([_milliseconds(answer, words) for words in questions])
    return [statistics.median(of_one) for of_one in zip(*rounds, strict=True)]


def _milliseconds(answer: Ask, words: Sequence[str]) -> float:
    started = time.perf_counter()
    answer(words)
    return (time.perf_counter() - started) * 1e3


def _resident_mb() -> float:
    """Return the memory that this process holds; where /proc is missing, the most that it held."""
    status = Path("/proc/self/status")
    if not status.exists():
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


def _say(measured: Mapping[str, float | str]) -> None:
    sys.stdout.write(dumps(measured) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Do what the arguments say. A peer that is not installed is named, and no fault."""
    task, name, folder = sys.argv[1:]
    try:
        {"build": build, "ask": ask}[task](name, Path(folder))
    except ImportError as error:
        _say({"missing": str(error)})


if __name__ == "__main__":
    main()
