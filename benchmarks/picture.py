"""Time against passages, both logarithmic, every peer beside us."""

from pathlib import Path

from benchmarks.report import OURS, Run

COLOURS = {
    "souffleur": "#d1242f",
    "rank_bm25": "#8c959f",
    "bm25s numpy": "#0969da",
    "bm25s numba": "#54aeff",
    "tantivy": "#bc4c00",
    "SQLite FTS5": "#1a7f37",
    "Lucene": "#8250df",
    "Xapian": "#bf8700",
}


def draw(run: Run, path: Path) -> None:
    """Draw the medians as lines, and as thin lines what 99 of 100 questions stay below."""
    # Whoever only measures does not wait for it.
    from matplotlib.figure import Figure  # noqa: PLC0415

    # A ground of its own, so that it can be read on a dark page as on a light one.
    figure = Figure(figsize=(8, 5), layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    for peer, colour in COLOURS.items():
        own = [result for result in run.results if result.peer == peer]
        if own:
            passages = [result.passages for result in own]
            width = 3 if peer == OURS else 1.6
            p50, p99 = [result.p50_ms for result in own], [result.p99_ms for result in own]
            axes.plot(passages, p50, "o-", color=colour, linewidth=width, label=peer, markersize=4)
            axes.plot(passages, p99, ":", color=colour, linewidth=width / 2)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds a question")
    axes.set_title("The ten best passages: p50 (lines) and p99 (dots)", fontsize="medium")
    axes.grid(alpha=0.3, which="major")
    axes.legend(loc="upper left", fontsize="small", ncols=2)
    figure.savefig(path, dpi=150)
