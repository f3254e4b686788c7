"""How the reading of an archive gets on, shown at a terminal."""

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from bot.command_line.progress import Bars


class Reading:
    """Shows at a terminal how the reading of an archive gets on, until it is done."""

    def __init__(self) -> None:
        self._bars: Bars | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def articles(self, done: int, total: int) -> None:
        """Tell how many articles are read, of how many."""
        self._tell("Reading articles", done, total)

    def passages(self, done: int, total: int) -> None:
        """Tell how many passages are indexed, of how many."""
        self._tell("Indexing passages", done, total)

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._bars is None:
            if not sys.stderr.isatty():
                return
            # Most starts find all of it read, and what draws bars takes a while to load.
            from bot.command_line.progress import Bars

            self._bars = Bars()
        self._bars.tell(what, done, total)
