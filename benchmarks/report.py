"""What was measured, as a table, as JSON, and in words: what grows how."""

import json
import math
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib.metadata import version

from rich.table import Table

from benchmarks.running import Measured, Missing

OURS = "souffleur"


@dataclass(frozen=True, slots=True)
class Run:
    """Everything of one run; `corpus` and `questions` say in words what they were."""

    corpus: str
    questions: str
    results: tuple[Measured, ...] = ()
    missing: tuple[Missing, ...] = ()

    def and_then(self, result: Measured | Missing) -> "Run":
        """Return this run with one more result; what is missing at every size is told once."""
        if isinstance(result, Measured):
            return replace(self, results=(*self.results, result))
        return self if result in self.missing else replace(self, missing=(*self.missing, result))

    def of(self, passages: int) -> list[Measured]:
        """Return what was measured over so many passages."""
        return [result for result in self.results if result.passages == passages]

    def sizes(self) -> list[int]:
        """Return the numbers of passages, the smallest first."""
        return sorted({result.passages for result in self.results})


def as_json(run: Run) -> str:
    """Return a run as benchmarks/README.md describes it."""
    return json.dumps(
        {
            "date": date.today().isoformat(),  # noqa: DTZ011 - the day where it was measured
            "machine": {"cores": os.cpu_count(), "system": platform.platform(terse=True)},
            "python": platform.python_version(),
            "numpy": version("numpy"),
            "corpus": run.corpus,
            "questions": run.questions,
            "results": [asdict(result) for result in run.results],
            "missing": [asdict(missing) for missing in run.missing],
        },
        ensure_ascii=False,
        indent=2,
    )


def table(run: Run, passages: int) -> Table:
    """Return one size's table: each peer, and how many times our time it takes."""
    shown = Table(title=f"{passages:,} passages", title_justify="left")
    shown.add_column("", no_wrap=True)
    for title in ("p50 ms", "× ours", "p99 ms", "× ours", "build s", "memory MB", "first answer s"):
        shown.add_column(title, justify="right")
    results = run.of(passages)
    ours = next((result for result in results if result.peer == OURS), None)
    for result in results:
        shown.add_row(
            result.peer,
            _short(result.p50_ms),
            _short(result.p50_ms / ours.p50_ms) if ours else "",
            _short(result.p99_ms),
            _short(result.p99_ms / ours.p99_ms) if ours else "",
            _short(result.build_seconds),
            f"{result.rss_mb:.0f}",
            _short(result.first_seconds),
        )
    return shown


def growth(run: Run) -> Iterator[str]:
    """Yield for each peer by how much its median grows when passages become ten times as many."""
    sizes = run.sizes()
    for peer in dict.fromkeys(result.peer for result in run.results):
        own = [result for result in run.results if result.peer == peer]
        first, last = own[0], own[-1]
        if len(sizes) > 1 and last.passages > first.passages:
            tens = math.log10(last.passages / first.passages)
            times = (last.p50_ms / first.p50_ms) ** (1 / tens)
            yield (
                f"{peer}: {times:.1f} times as long for ten times as many passages "
                f"(p50, {first.passages:,} to {last.passages:,})"
            )


def markdown(run: Run) -> str:
    """Return the README's table: p50 and p99 of every peer, at every size."""
    sizes = run.sizes()
    peers: Sequence[str] = list(dict.fromkeys(result.peer for result in run.results))
    lines = [
        "| ms, p50 / p99 | " + " | ".join(f"{size:,} passages" for size in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    for peer in peers:
        at = {result.passages: result for result in run.results if result.peer == peer}
        cells = [
            f"{_short(at[size].p50_ms)} / {_short(at[size].p99_ms)}" if size in at else ""
            for size in sizes
        ]
        lines.append(f"| {peer} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _short(value: float) -> str:
    """Return a figure with two digits that count."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if value < 1 else f"{value:.1f}"
