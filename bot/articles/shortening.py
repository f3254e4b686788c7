"""Plain paragraphs, which are most of a file, are not given to the parser: it takes its time.

Of those that follow each other one line is left, and found again among what the parser gives.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.articles.elements import Element, elements_in

BLANK = "\n\n"
# A line that begins with a letter, or with a sign of prose, and holds no mark: Markdown takes it
# for a paragraph and gives it back as it is. (A « ! » is a mark before a bracket alone.)
PLAIN = re.compile(r"""(?:[^\W\d_]|[«“"‘’'(–—…])[^\n\t*_\[\]`<>|~#&\\]*""")
LEFT = "x"


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text in which a line stands for plain paragraphs in a row: these, by the line's number."""

    text: str
    paragraphs: Mapping[int, Sequence[str]]


def shortened(source: str) -> Shortened:
    """Leave out the plain paragraphs of a text whose lines end in line feeds."""
    left: list[str] = []
    runs: dict[int, list[str]] = {}
    run: list[str] | None = None
    line = 0
    for piece in source.split(BLANK):
        if not is_plain(piece):
            left.append(piece)
            line += piece.count("\n") + len(BLANK)
            run = None
        elif run is None:
            left.append(LEFT)
            run = runs[line] = [piece]
            line += len(BLANK)
        else:
            run.append(piece)
    return Shortened(BLANK.join(left), runs)


def is_plain(piece: str) -> bool:
    """Tell whether a piece between two blank lines is a paragraph as it is written."""
    return bool(PLAIN.fullmatch(piece)) and not piece[-1].isspace()


def read_shortened(source: str) -> tuple[list[Element], Mapping[int, Sequence[str]]]:
    """Return the outermost elements of a text, and paragraphs by the line of what they stand for.

    Raises CorpusError when marks are nested too deeply.
    """
    short = shortened(source)
    elements = elements_in(short.text)
    if not short.paragraphs.keys() - {line_of(element) for element in elements}:
        return elements, short.paragraphs
    # Something that is no paragraph goes over blank lines: a front matter, code, HTML.
    return elements_in(source), {}


def line_of(element: Element) -> int | None:
    """Return the line of a paragraph of one line, None for all else."""
    bounds = element.token.map
    is_line = element.type == "paragraph" and bounds and bounds[1] == bounds[0] + 1
    return bounds[0] if bounds and is_line else None
