"""The curve of what is answered against what is right. The one file that knows matplotlib."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.measuring.asking import Result
from bot.measuring.figures import curve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg", ".pdf")


def require_plotting(path: Path) -> None:
    """Raise BotError when a curve cannot be drawn into that file.

    Asked before the questions are, so that a long run is not lost.
    """
    if path.suffix.lower() not in FORMATS:
        raise BotError(f"{path}: a curve is drawn as {', '.join(FORMATS)}.")
    try:
        import matplotlib.figure  # noqa: F401, PLC0415
    except ImportError as error:
        raise BotError(
            "--plot needs matplotlib, which is not installed; install the extra `plot`: "
            'pip install ".[plot]" in the folder of souffleur.'
        ) from error


def draw_curve(results: Sequence[Result], path: Path, *, title: str) -> None:
    """Draw, for each threshold of confidence, how many are answered and how many of them rightly.

    The dots mark where the shipped thresholds stand: what was given as an answer, and what was
    shown at all.
    """
    # Imported here: the extra is for those who draw. Without pyplot no window system is asked for.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    own = [result for result in results if result.question.kind.is_answered]
    _line(axes, results, f"all {len(results)} questions", "tab:blue")
    if own and len(own) < len(results):
        _line(axes, own, f"the {len(own)} that the articles answer", "tab:green")
    axes.set(
        title=title,
        xlabel="share of the questions answered",
        ylabel="share of the answers with the right passage first",
        xlim=(0, 1.02),
        ylim=(0, 1.02),
    )
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    try:
        figure.savefig(path, dpi=150)
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}.") from error


def _line(axes: "Axes", results: Sequence[Result], label: str, colour: str) -> None:
    points = curve(results)
    axes.plot([p.answered for p in points], [p.right for p in points], label=label, color=colour)
    given = [result for result in results if result.is_answered]
    shown = [result for result in results if not result.is_refused]
    for kept, marker, what in ((given, "o", "answered"), (shown, "s", "not refused")):
        if kept:
            least = min(result.answer.confidence for result in kept)
            right = sum(result.rank == 1 for result in kept) / len(kept)
            label = f"{what}, as shipped: confidence ≥ {least:.2f}"
            axes.plot(len(kept) / len(results), right, marker, label=label, color=colour)
