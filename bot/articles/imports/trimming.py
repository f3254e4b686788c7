"""The article's own pieces, without what the page has around and between them.

What may be the article's as well as the page's, such as the heading « Contact », is judged by what
follows it: where sentences follow, it stays.
"""

import re
from collections.abc import Sequence

from bot.articles.imports.boilerplate import (
    ABOUT,
    ALSO,
    CERTAIN,
    COMMENTS,
    LISTING,
    MAX_LINE_CHARACTERS,
    NETWORKS,
    READ_ALSO,
    REPLIES,
    SHARE,
    is_boilerplate,
    is_one_of,
)
from bot.articles.imports.days import day_in
from bot.articles.imports.pieces import Piece, is_prose

# What stands before a comment box is the article, when it is more than a caption.
MIN_ARTICLE_CHARACTERS = 200
# Behind what ends an article there is less than this share of prose.
MAX_PROSE_BEHIND = 1 / 3
# Titles may be questions and quotations; a colon and a semicolon lead on.
SENTENCE = re.compile(r"[.!…:;]$")


def without_boilerplate(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the article's own pieces, in their order."""
    kept: list[Piece] = []
    drops_titles = False
    pieces = _cut(_without_head(pieces))
    for at, piece in enumerate(pieces):
        own = _own(pieces, at)
        # Below « À lire aussi » stand titles, not sentences.
        is_title = drops_titles and piece.kind in {"list", "paragraph"} and not _has_sentence(piece)
        drops_titles = (own is None and is_one_of(piece.text, READ_ALSO)) or is_title
        if own is not None and not is_title:
            kept.append(own)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return tuple(kept)


def _without_head(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the lines above the first sentence that say when it was written, and how long."""
    first = next((at for at, piece in enumerate(pieces) if piece.prose_characters), len(pieces))
    head = [piece for piece in pieces[:first] if not all(map(_is_dated, piece.lines))]
    return [*head, *pieces[first:]]


def _is_dated(line: str) -> bool:
    parts = [part.strip() for part in re.split(r" [·•|–—-] ", line)]
    is_told = [bool(day_in(part)) or is_boilerplate(part) for part in parts]
    return len(line) <= MAX_LINE_CHARACTERS and all(is_told)


def _own(pieces: Sequence[Piece], at: int) -> Piece | None:
    """Return the piece without lines that are boilerplate, or None when nothing is left."""
    piece = pieces[at]
    if piece.kind in {"table", "code", "quotation"}:
        return piece
    if piece.kind == "heading":
        return None if _is_site_s(pieces, at) else piece
    if piece.kind == "list":
        # A list whose items are names of sites, or words on buttons, may be what a sentence tells.
        is_introduced = at > 0 and pieces[at - 1].text.endswith(":") and _own(pieces, at - 1)
        is_kept = is_introduced or not all(map(is_boilerplate, piece.lines))
        return piece if is_kept else None
    if len(piece.lines) == 1 and not is_boilerplate(piece.text, has_prose_behind=True):
        return None if _is_site_s(pieces, at) else piece
    lines = tuple(line for line in piece.lines if not is_boilerplate(line, has_prose_behind=True))
    return Piece(piece.kind, lines, piece.level) if lines else None


def _is_site_s(pieces: Sequence[Piece], at: int) -> bool:
    """Tell a heading that is the site's, by its words and by what follows it."""
    text = pieces[at].text
    if is_one_of(text, *CERTAIN) or (" " in text.strip() and is_one_of(text, SHARE)):
        return True
    if not is_boilerplate(text):
        return False
    behind = pieces[at + 1 : at + 2]
    if not behind or all(map(is_boilerplate, behind[0].lines)):
        return True
    if behind[0].kind != "heading" and _has_sentence(behind[0]):
        return False
    if is_one_of(text, LISTING, READ_ALSO):
        return True
    is_inside = _has_prose(pieces[:at]) and _has_prose(pieces[at:])
    return not is_inside and not is_one_of(text, NETWORKS)


def _has_prose(pieces: Sequence[Piece]) -> bool:
    return any(piece.prose_characters for piece in pieces)


def _has_sentence(piece: Piece) -> bool:
    return any(is_prose(line) or SENTENCE.search(line.rstrip()) for line in piece.lines)


def _cut(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out what follows the end of the article: the comment box, the tags, the sidebar."""
    before = 0
    for at, piece in enumerate(pieces):
        if len(piece.lines) == 1 and before and _ends(pieces, at, before):
            return pieces[:at]
        before += piece.prose_characters
    return pieces


def _ends(pieces: Sequence[Piece], at: int, before: int) -> bool:
    text, behind = pieces[at].text, pieces[at + 1 :]
    most = before * MAX_PROSE_BEHIND
    if is_one_of(text, COMMENTS):
        return before >= MIN_ARTICLE_CHARACTERS and _prose(_first_comment(behind)) <= most
    is_followed = bool(behind) and behind[0].kind != "heading" and _has_sentence(behind[0])
    if is_followed:
        return False
    if is_one_of(text, LISTING):
        return _prose(behind) <= most
    is_mark = is_one_of(text, ABOUT, SHARE, NETWORKS, ALSO)
    return is_mark and not any(map(_has_sentence, behind))


def _first_comment(behind: Sequence[Piece]) -> Sequence[Piece]:
    """Return what stands before the next mark of a comment: below the last of them, nothing does.

    Comments may be longer than their article, each of them hardly is.
    """
    marks = (at for at, piece in enumerate(behind) if is_one_of(piece.text, COMMENTS, REPLIES))
    return behind[: next(marks, len(behind))]


def _prose(pieces: Sequence[Piece]) -> int:
    return sum(piece.prose_characters for piece in pieces)
