"""A passage as a Discord quotation: line by line, the answering sentence in bold, cut to fit."""

import re
from dataclasses import dataclass

from bot.chat.lengths import length
from bot.chat.markdown import clean, escape, strong

# A list in a passage stays a list; numbers are shown as written, since Discord counts anew.
_LIST_MARK = re.compile(r" {0,99}- (?=\S)")
_WORD_BREAK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of `text`: [start, end), and within it the highlight, which may be empty."""

    text: str
    start: int
    end: int
    highlight_start: int
    highlight_end: int


def quotation(text: str, highlight_start: int, highlight_end: int, *, limit: int) -> str:
    """Quote `text` in at most `limit` (40 or more) characters of Markdown.

    Where it must be cut, it is cut at a word around the highlight, and … shows it.
    """
    whole = _cleaned(text, highlight_start, highlight_end)
    room = min(limit, len(whole.text))
    shown = _rendered(_around_highlight(whole, room))
    while length(shown) > limit:
        room = room * 9 // 10
        shown = _rendered(_around_highlight(whole, room))
    return shown


def _cleaned(text: str, start: int, end: int) -> Excerpt:
    before, highlight, after = clean(text[:start]), clean(text[start:end]), clean(text[end:])
    cleaned = before + highlight + after
    return Excerpt(cleaned, 0, len(cleaned), len(before), len(before) + len(highlight))


def _around_highlight(whole: Excerpt, room: int) -> Excerpt:
    """Keep at most `room` characters, the whole highlight if it fits, else its beginning."""
    text, first, last = whole.text, whole.highlight_start, whole.highlight_end
    if len(text) <= room:
        return whole
    last = min(last, first + room)
    start = max(0, min(first - (room - (last - first)) // 2, len(text) - room))
    start = _next_word(text, start, first) if start else 0
    end = _last_word_end(text, max(first, start), last, start + room)
    return Excerpt(text, start, end, first, min(last, end))


def _next_word(text: str, start: int, highlight_start: int) -> int:
    if text[start - 1].isspace():
        return start
    space = _WORD_BREAK.search(text, start, highlight_start)
    return space.end() if space else highlight_start


def _last_word_end(text: str, first: int, last: int, end: int) -> int:
    """Return where to stop before `end`, after the highlight [first, last) where it fits."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    spaces = [space.start() for space in _WORD_BREAK.finditer(text, first + 1, end)]
    fitting = [space for space in spaces if space >= last]
    if first < last < end and not fitting:
        return last
    # A word longer than the room is cut within.
    return spaces[-1] if spaces else end


def _rendered(excerpt: Excerpt) -> str:
    lines: list[str] = []
    at = excerpt.start
    for line in excerpt.text[excerpt.start : excerpt.end].split("\n"):
        lines.append(_line(excerpt, at, at + len(line)))
        at += len(line) + 1
    if excerpt.start > 0:
        lines[0] = f"…\u00a0{lines[0]}"
    if excerpt.end < len(excerpt.text):
        lines[-1] = f"{lines[-1].rstrip()}\u00a0…"
    return "\n".join(f"> {line}" for line in lines)


def _line(excerpt: Excerpt, start: int, end: int) -> str:
    text = excerpt.text
    is_whole = start == 0 or text[start - 1] == "\n"
    mark = _LIST_MARK.match(text, start, end) if is_whole else None
    written = mark.end() if mark else start
    first = min(max(excerpt.highlight_start, written), end)
    last = min(max(excerpt.highlight_end, first), end)
    # Escaped in one piece where nothing is marked: « : » and « smile: » apart look harmless.
    marked = strong(text[first:last]) if text[first:last].strip() else ""
    if not marked:
        return text[start:written] + escape(text[written:end])
    return text[start:written] + escape(text[written:first]) + marked + escape(text[last:end])
