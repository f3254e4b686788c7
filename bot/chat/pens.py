"""How a card is written: plain in a file or a pipe, else as colours.py does."""

import os
from typing import IO, Protocol


class Pen(Protocol):
    """Writes lines; `has_bold` tells whether bold can be seen."""

    has_bold: bool

    def line(self, text: str, style: str = "") -> None:
        """Write a line, in a style of rich's."""

    def quotation(self, before: str, bold: str, after: str) -> None:
        """Write lines of which the middle is bold, set in where that can be seen."""


class PlainPen:
    """Writes to what shows neither bold nor colours."""

    has_bold = False

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def line(self, text: str, style: str = "") -> None:  # noqa: ARG002 - there are no styles here
        """Write a line."""
        self._file.write(f"{text}\n")

    def quotation(self, before: str, bold: str, after: str) -> None:
        """Write lines."""
        self.line(before + bold + after)


def pen_of(file: IO[str]) -> Pen:
    """Return what writes to a file: a terminal, or whoever asks for colours as rich wants it."""
    is_wanted = os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE") == "1"
    if not (file.isatty() or is_wanted):
        return PlainPen(file)
    # What knows terminals takes a while to load.
    from bot.chat.colours import ColouredPen  # noqa: PLC0415

    return ColouredPen(file)
