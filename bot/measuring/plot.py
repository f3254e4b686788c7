"""The curve of what is answered against what is right. The one file here that knows matplotlib."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.measuring.asking import Result
from bot.measuring.figures import curve
from bot.retrieval.weights import Weights

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg", ".pdf")


def require_plotting(path: Path) -> None:
    """Raise BotError when a curve cannot be drawn into a file of that name.

    Asked before the questions are, so that a long run is not lost.
    """
    if path.suffix.lower() not in FORMATS:
        raise BotError(f"{path}: a curve is drawn as {', '.join(FORMATS)}.")


def draw_curve(results: Sequence[Result], path: Path, weights: Weights, *, title: str) -> None:
    """Draw, for each threshold of confidence, how many are answered and how many of them rightly.

    The mark shows where the threshold of `weights` stands from which on passages are shown.
    """
    # Imported here: it is slow to load. Without pyplot no window system is asked for.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    shown_from = weights.closest_from
    own = [result for result in results if result.question.kind.is_answered]
    _line(axes, results, shown_from, f"all {len(results)} questions", "tab:blue")
    if own and len(own) < len(results):
        _line(axes, own, shown_from, f"the {len(own)} that the articles answer", "tab:green")
    axes.plot([], [], "o", label=f"shipped: shown from {shown_from:.2f}", color="0.3")
    axes.set(
        xlabel="share of the questions answered",
        ylabel="share of the answers with the right passage first",
        xlim=(0, 1.02),
        ylim=(0, 1.02),
    )
    # The name of a file may hold a dollar, which would begin a formula.
    axes.set_title(title, parse_math=False, fontsize="medium")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    try:
        figure.savefig(path, dpi=150)
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}.") from error


def _line(
    axes: "Axes", results: Sequence[Result], shown_from: float, label: str, colour: str
) -> None:
    points = curve(results)
    axes.plot([p.answered for p in points], [p.right for p in points], label=label, color=colour)
    if reached := [point for point in points if point.threshold >= shown_from]:
        # The points go down from the surest: the last one reached is what the threshold gives.
        axes.plot(reached[-1].answered, reached[-1].right, "o", color=colour)
