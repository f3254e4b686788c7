"""How long work gets on: bars at a terminal, and a line for each article that is imported."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from bot.articles.imports.collecting import Collected


class _Shown:
    """A bar on standard error, where that is wanted, until the work is done."""

    def __init__(self, what: str, console: Console, *, is_wanted: bool) -> None:
        self._bar = Bar(
            TextColumn(what),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not is_wanted,
            transient=True,
            # The lines of a terminal go above the bar; those of a file stay where they are sent.
            redirect_stdout=sys.stdout.isatty(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._bar.stop()


class Progress(_Shown):
    """Tells each outcome: what is written on standard output, what is refused through `warn`.

    A bar stands below on standard error while more than one of `total` is to be done, and only
    where that is a terminal.
    """

    def __init__(self, total: int, *, warn: Callable[[str], None]) -> None:
        console = Console(stderr=True)
        is_wanted = total > 1 and console.is_terminal
        super().__init__("Importing", console, is_wanted=is_wanted)
        self._warn = warn
        self._task = self._bar.add_task("Importing", total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def show(self, outcome: "Collected") -> None:
        """Tell what became of one source."""
        if outcome.is_refused:
            self._warn(f"Refused: {outcome.source}: {outcome.told.removesuffix('.')}.")
        else:
            click.echo(_printable(f"{outcome.source}: {outcome.told}"))
        self._bar.advance(self._task)


def _printable(line: str) -> str:
    """Return a line that gives no orders to a terminal, whatever a file is called."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


class Bars(_Shown):
    """One bar below another on standard error, for work of several parts."""

    def __init__(self) -> None:
        super().__init__("{task.description}", Console(stderr=True), is_wanted=True)
        self._tasks: dict[str, TaskID] = {}

    def stop(self) -> None:
        """Take the bars away."""
        self._bar.stop()

    def tell(self, what: str, done: int, total: int) -> None:
        """Show how much of a part is done."""
        if not self._tasks:
            self._bar.start()
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=total)
        self._bar.update(self._tasks[what], completed=done, total=total)
        if self._bar.finished:
            # Nothing is drawn over what is written next.
            self._bar.stop()
            for task in self._tasks.values():
                self._bar.remove_task(task)
            self._tasks.clear()
