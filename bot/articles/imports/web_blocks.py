"""From the tree that trafilatura gives to pieces: its blocks in their order, every word of them."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml.etree import iterwalk

from bot.articles.imports.pieces import INDENT, Piece
from bot.articles.imports.unfolding import GUARD

HOLDERS = frozenset({"article", "div", "section"})
ENDS = frozenset({"lb", "p", "item"})


def pieces_of(body: Any) -> Iterator[Piece]:  # noqa: ANN401 - lxml has no types of its own
    """Yield the blocks of trafilatura's tree; words that stand between blocks are paragraphs."""
    yield from _paragraph(body.text)
    for block in body:
        yield from _piece(block)
        yield from _paragraph(block.tail)


def _paragraph(text: str | None) -> Iterator[Piece]:
    if text and text.strip():
        yield Piece("paragraph", (one(text),))


def _piece(block: Any) -> Iterator[Piece]:  # noqa: ANN401
    if block.tag == "head":
        level = str(block.get("rend", "h2")).removeprefix("h")
        yield Piece(
            "heading", (" ".join(_lines(block)),), max(2, int(level) if level.isdecimal() else 2)
        )
    elif block.tag == "list":
        yield Piece("list", tuple(_items(block)))
    elif block.tag == "quote":
        parts = [line for piece in pieces_of(block) for line in piece.lines]
        yield Piece("quotation", tuple(parts))
    elif block.tag == "table":
        rows = (["\t".join(_row(row))] for row in block.iter("row"))
        yield Piece("table", tuple(line for row in rows for line in row))
    elif block.tag in HOLDERS and len(block):
        yield from pieces_of(block)
    elif block.tag == "code" and "\n" in (code := "".join(block.itertext())):
        yield Piece("code", tuple(code.replace(GUARD, "").strip("\n").split("\n")))
    elif lines := _lines(block):
        yield Piece("paragraph", tuple(lines))


def _row(row: Any) -> Iterator[str]:  # noqa: ANN401
    return (" ".join(_lines(cell)) for cell in row.iter("cell"))


def _items(block: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the items in the page's order; an inner list stands where it stood, further in."""
    is_numbered = block.get("rend") == "ol"
    for number, item in enumerate(block.iterchildren("item"), start=1):
        mark = f"{number}. " if is_numbered else ""
        for said in _said(item):
            if isinstance(said, str):
                yield f"{mark}{said}"
                # What follows an inner list is the same item still.
                mark = ""
            else:
                yield from (f"{INDENT}{line}" for line in _items(said))


def _said(item: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield an item's words and its inner lists, in their order."""
    words = item.makeelement("p")
    words.text = item.text
    for child in [*item, None]:
        if child is not None and child.tag != "list" and child.find(".//list") is None:
            words.append(deepcopy(child))
            continue
        if text := " ".join(_lines(words)):
            yield text
        if child is None:
            return
        words = item.makeelement("p")
        if child.tag == "list":
            words.text = child.tail
            yield child
        else:
            yield from _said(child)
            words.text = child.tail


def _lines(block: Any) -> list[str]:  # noqa: ANN401
    """Return the words of a block, a line for each that the page breaks."""
    parts: list[str] = []
    for event, element in iterwalk(block, ("start", "end")):
        is_inner = element is not block
        if event == "start":
            parts.append("\n" if is_inner and element.tag in ENDS else "")
            parts.append(_spaced(element.text))
        elif is_inner:
            # A paragraph in an item ends the line that it stands on.
            parts.append("\n" if element.tag in {"p", "item"} else "")
            parts.append(_spaced(element.tail))
    return [line for line in map(one, "".join(parts).split("\n")) if line]


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def one(text: str) -> str:
    """Return `text` on one line, its words apart by single spaces."""
    plain = text.replace(GUARD, "")
    return " ".join(part for part in re.split(r"[ \t\r\n]+", plain) if part)
