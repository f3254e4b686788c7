"""From a text without marks to a page: its title, its headings, its lists, its quotations.

A page that was copied from a browser begins with the site's menu and says its title again just
above the article: all before that is the site's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.articles.imports.boilerplate import folded, is_boilerplate
from bot.articles.imports.days import day_in
from bot.articles.imports.pieces import Page, Piece, is_prose
from bot.articles.plain import without_controls

BULLET = re.compile(r"[•◦▪▫‣⁃·●○*+-] +(?=\S)")
NUMBER = re.compile(r"\d{1,3}[.)] +(?=\S)")
RULE = re.compile(r"[=*_~#-]{3,200}")
ATTRIBUTION = re.compile(r"[–—―] ?[^\W\d_].{0,98}[^\s.!?…:;,»]")
BYLINE = re.compile(
    r"(?:par|by|auteur ?:|author ?:) (?P<author>[^\W\d_][^.!?;:]{1,60})", re.IGNORECASE
)
OPEN_ENDS = (".", "…", ";", ",", ":", "»", "”")
MAX_HEADING_CHARACTERS = 120
MAX_TITLE_CHARACTERS = 200
# A line of this many characters was not broken by hand: each is a paragraph.
UNBROKEN_CHARACTERS = 160
# Lines broken by hand are about as long as each other; verses and addresses are shorter.
BROKEN_CHARACTERS = 50
MAX_SITE_WORDS = 5


def page_from_text(text: str) -> Page:
    """Return the page that `text` holds; its title is None when none is seen."""
    lines = [line.strip() for line in without_controls(text).expandtabs(1).split("\n")]
    lead, body = _lead(lines)
    title = _title(lead)
    if title is None or not any(lines[lines.index(title) + 1 :]):
        return Page(_pieces([*lead, *body]))
    last = max(at for at, line in enumerate(lead) if folded(line) == folded(title))
    # Without a second title the lines above the first are the article's, such as a heading.
    is_copied = _is_told_twice(title, lead)
    top, kept = (lead[:last], []) if is_copied else ([], lead[:last])
    own = [line for line in lead[last + 1 :] if not is_boilerplate(line)]
    known = _known(title, [*top, *own])
    own = [line for line in own if not _is_told(line, known, title)]
    # What was dropped left its blank lines behind.
    pieces = _pieces([*kept, *own, *body])
    return Page(pieces, title, known.site, known.author, known.published)


def _lead(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the lines before the first sentence from those of the article."""
    at = next((at for at, line in enumerate(lines) if is_prose(line)), None)
    if at is None:
        at = min(1, len(lines))
    return list(lines[:at]), list(lines[at:])


def _title(lead: Sequence[str]) -> str | None:
    """Return the line that a page says again, alone or before its site's name; else the first."""
    possible = [line for line in lead if _may_be_title(line)]
    return next(
        (line for line in possible if _is_told_twice(line, lead)), next(iter(possible), None)
    )


def _is_told_twice(title: str, lead: Sequence[str]) -> bool:
    plain = folded(title)
    return sum(folded(line) == plain for line in lead) > 1 or any(
        _site(line, title) for line in lead
    )


def _may_be_title(line: str) -> bool:
    return (
        0 < len(line) <= MAX_TITLE_CHARACTERS
        and not line.endswith(OPEN_ENDS)
        and not (BULLET.match(line) or RULE.fullmatch(line) or day_in(line))
        and not is_boilerplate(line)
        and any(map(str.isalpha, line))
    )


@dataclass(frozen=True, slots=True)
class _Known:
    site: str | None
    author: str | None
    published: str | None


def _known(title: str, lines: Sequence[str]) -> _Known:
    """Return what the lines around a title tell of it."""
    site = next((site for line in lines if (site := _site(line, title))), None)
    published = next((day for line in lines if (day := day_in(line))), None)
    byline = next((found for line in lines if (found := BYLINE.fullmatch(line))), None)
    return _Known(site, byline["author"] if byline else None, published)


def _site(line: str, title: str) -> str | None:
    """Return the few words behind the title, as a browser's tab or a picture's words say it."""
    told, words = line.split(), re.findall(r"\w+", folded(title))
    plain = re.findall(r"\w+", folded(line))
    more = len(plain) - len(words)
    if not (0 < more <= MAX_SITE_WORDS and plain[: len(words)] == words):
        return None
    site: list[str] = []
    while told and more > 0:
        site.insert(0, told.pop())
        more -= len(re.findall(r"\w+", folded(site[0])))
    return " ".join(site).strip(" -–—|·:") or None


def _is_told(line: str, known: _Known, title: str) -> bool:
    return bool(
        line
        and (
            day_in(line)
            or (
                known.author
                and (found := BYLINE.fullmatch(line))
                and found["author"] == known.author
            )
            or _site(line, title)
        )
    )


def _pieces(lines: Sequence[str]) -> tuple[Piece, ...]:
    raw = [piece for group in _groups(lines) for piece in _group_pieces(group)]
    return tuple(_told(raw))


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between blank ones."""
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def _group_pieces(group: list[str]) -> Iterator[Piece]:
    """Yield lists, underlined headings and paragraphs of lines that follow each other."""
    text: list[str] = []
    items: list[str] = []
    numbered = sum(bool(NUMBER.match(line)) for line in group) > 1
    for line in group:
        bullet = BULLET.match(line)
        if RULE.fullmatch(line):
            if text and line[0] in "=-" and len(text) == 1 and not items:
                yield Piece("heading", (text.pop(),), 2)
        elif bullet or (numbered and NUMBER.match(line)):
            yield from _paragraphs(text)
            text = []
            items.append(line[bullet.end() :] if bullet else line)
        elif items:
            items[-1] += f" {line}"
        else:
            text.append(line)
    yield from _paragraphs(text)
    if items:
        yield Piece("list", tuple(items))


def _paragraphs(lines: list[str]) -> Iterator[Piece]:
    if any(len(line) > UNBROKEN_CHARACTERS for line in lines[:-1]) or (
        len(lines) == 2 and ATTRIBUTION.fullmatch(lines[1])
    ):
        yield from (Piece("paragraph", (line,)) for line in lines)
    elif lines and min(map(len, lines[:-1]), default=0) >= BROKEN_CHARACTERS:
        yield Piece("paragraph", (" ".join(lines),))
    elif lines:
        yield Piece("paragraph", tuple(lines))


def _told(raw: Sequence[Piece]) -> Iterator[Piece]:
    """Tell headings and quotations from paragraphs by what follows them."""
    skips = False
    for at, piece in enumerate(raw):
        behind = raw[at + 1] if at + 1 < len(raw) else None
        if skips:
            skips = False
        elif behind and _is_quotation(piece, behind, raw[at + 2 : at + 3]):
            yield Piece("quotation", (*piece.lines, *behind.lines))
            skips = True
        elif behind and _is_heading(piece, behind):
            yield Piece("heading", piece.lines, 2)
        else:
            yield piece


def _is_quotation(piece: Piece, signed: Piece, behind: Sequence[Piece]) -> bool:
    """Tell a quotation from a dialogue, in which one line after the other begins with a dash."""
    return (
        piece.kind == signed.kind == "paragraph"
        and len(signed.lines) == 1
        and bool(ATTRIBUTION.fullmatch(signed.text))
        and not piece.text.startswith(("–", "—", "―"))
        and piece.text.endswith((".", "!", "?", "…", "»", "”"))
        and not any(piece.text.startswith(("–", "—", "―")) for piece in behind)
    )


def _is_heading(piece: Piece, behind: Piece) -> bool:
    line = piece.text
    return (
        piece.kind == "paragraph"
        and len(piece.lines) == 1
        and len(line) <= MAX_HEADING_CHARACTERS
        and not line.endswith(OPEN_ENDS)
        and (line[0].isupper() or line[0].isdigit() or line[0] in "«“")
        and not is_boilerplate(line, has_prose_behind=True)
        and behind.kind == "paragraph"
        and len(behind.lines[0]) > len(line)
        and is_prose(behind.text)
    )
