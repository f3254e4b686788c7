"""Bold, colours and wrapped lines at a terminal. The one file of this room that knows rich."""

from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text


class ColouredPen:
    """Writes to a terminal as far as it knows bold, colours and how wide it is."""

    def __init__(self, file: IO[str]) -> None:
        self._console = Console(file=file, highlight=False, emoji=False, markup=False)
        # A terminal that calls itself dumb has no bold.
        self.has_bold = self._console.color_system is not None

    def line(self, text: str, style: str = "") -> None:
        """Write a line, in a style of rich's."""
        self._console.print(Text(text, style=style), soft_wrap=True)

    def quotation(self, before: str, bold: str, after: str) -> None:
        """Write lines of which the middle is bold, set in at a terminal."""
        text = Text.assemble(before, (bold, "bold"), after)
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 0, 0, 2)))
        else:
            self._console.print(text, soft_wrap=True)
