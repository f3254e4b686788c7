"""The weeks of a server as a bar chart. The one file of this room that knows matplotlib."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.chat import phrases
from bot.chat.lengths import shorten
from bot.chat.moderation import gaps_phrases as said
from bot.chat.phrases import Language
from bot.memory.kept import DayCount
from bot.retrieval.answer import Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEEKS = 8
# Discord's limit for the text that stands for a picture.
ALT_CHARACTERS = 1024
# A ground of its own, so that it is read in Discord's dark theme and in its light one.
GROUND, INK, LINE = "#2b2d31", "#f2f3f5", "#5c5f66"
BARS = (
    (Status.ANSWER, said.ANSWERED, "#3ba55d"),
    (Status.CLOSEST, said.NEAR, "#faa61a"),
    (Status.NOT_FOUND, said.REFUSED, "#9aa0ab"),
)


@dataclass(frozen=True, slots=True)
class Week:
    """How the questions of a week ended; it begins on a Monday."""

    monday: date
    answered: int
    closest: int
    refused: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.answered + self.closest + self.refused

    def of(self, status: Status) -> int:
        """Return how many ended so."""
        return {
            Status.ANSWER: self.answered,
            Status.CLOSEST: self.closest,
            Status.NOT_FOUND: self.refused,
        }[status]


def first_monday(today: date) -> date:
    """Return the day from which on the weeks of the chart are counted."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def weeks_of(counts: Sequence[DayCount], today: date) -> list[Week]:
    """Return the last weeks, this one last; one without a question has zeros."""
    start = first_monday(today)
    told = [Counter[str]() for _ in range(WEEKS)]
    for each in counts:
        number = (each.day - start).days // 7
        if 0 <= number < WEEKS:
            told[number][each.status] += each.count
    return [
        Week(
            start + timedelta(weeks=number),
            own[Status.ANSWER.value],
            own[Status.CLOSEST.value],
            own[Status.NOT_FOUND.value],
        )
        for number, own in enumerate(told)
    ]


def described(weeks: Sequence[Week], language: Language) -> str:
    """Say the chart in words, for who does not see it; weeks without a question are left out."""
    lines = [
        said.WEEK_ALT.to(language).format(
            day=phrases.day(week.monday, language),
            asked=week.asked,
            answered=week.answered,
            closest=week.closest,
            refused=week.refused,
        )
        for week in reversed(weeks)
        if week.asked
    ]
    return shorten(said.CHART_ALT.to(language).format(weeks=" ".join(lines)), ALT_CHARACTERS)


def drawn(weeks: Sequence[Week], language: Language) -> bytes:
    """Draw the weeks, as a PNG; takes a fraction of a second, and belongs into a thread."""
    # Imported here: it is slow to load. Without pyplot no window system is asked for.
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    figure = Figure(figsize=(7, 3.4), layout="constrained", facecolor=GROUND)
    axes = figure.add_subplot(facecolor=GROUND)
    _draw_bars(axes, weeks, language)
    axes.set_title(said.CHART_TITLE.to(language), color=INK, loc="left", fontweight="bold")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max(week.asked for week in weeks) * 1.15 + 0.5)
    axes.tick_params(colors=INK, length=0)
    axes.grid(axis="y", color=LINE, alpha=0.5)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    figure.legend(loc="outside lower center", ncols=len(BARS), frameon=False, labelcolor=INK)
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=150)
    return picture.getvalue()


def _draw_bars(axes: "Axes", weeks: Sequence[Week], language: Language) -> None:
    places: Any = range(len(weeks))
    below = [0] * len(weeks)
    for status, name, colour in BARS:
        heights = [week.of(status) for week in weeks]
        axes.bar(places, heights, bottom=below, color=colour, label=name.to(language), width=0.7)
        below = [low + height for low, height in zip(below, heights, strict=True)]
    for place, asked in enumerate(below):
        if asked:
            axes.text(place, asked, str(asked), color=INK, ha="center", va="bottom")
    axes.set_xticks(places, [_short_day(week.monday, language) for week in weeks])


def _short_day(day: date, language: Language) -> str:
    return f"{day.day} {said.SHORT_MONTHS[day.month - 1].to(language)}"
