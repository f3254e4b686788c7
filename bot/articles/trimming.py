"""The article's own pieces, without what the page has around and between them."""

import re
from collections.abc import Sequence

from bot.articles.boilerplate import (
    ALSO,
    COMMENTS,
    ENDING,
    MAX_LINE_CHARACTERS,
    NETWORKS,
    SHARE,
    folded,
    is_boilerplate,
)
from bot.articles.days import day_in
from bot.articles.pieces import Piece, is_prose

# What stands before a comment box is the article, when it is more than a caption.
MIN_ARTICLE_CHARACTERS = 200
# Behind a share bar that ends an article there is less than this share of prose.
MAX_PROSE_BEHIND = 1 / 3


def without_boilerplate(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the article's own pieces, in their order."""
    kept: list[Piece] = []
    drops_titles = False
    pieces = _without_head(pieces)
    for at, piece in enumerate(cut := _cut(pieces)):
        behind = any(map(is_prose, cut[at + 1].lines)) if at + 1 < len(cut) else False
        own = _own(piece, has_prose_behind=behind)
        # Below « À lire aussi » stand titles, not sentences.
        is_title = drops_titles and piece.kind in {"list", "paragraph"} and _has_no_sentence(piece)
        drops_titles = (own is None and bool(ALSO.fullmatch(folded(piece.text)))) or is_title
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


def _own(piece: Piece, *, has_prose_behind: bool) -> Piece | None:
    """Return the piece without lines that are boilerplate, or None when nothing is left."""
    if piece.kind in {"table", "code", "quotation"}:
        return piece
    if piece.kind == "heading":
        return None if is_boilerplate(piece.text, has_prose_behind=has_prose_behind) else piece
    lines = tuple(
        line for line in piece.lines if not is_boilerplate(line, has_prose_behind=has_prose_behind)
    )
    return Piece(piece.kind, lines, piece.level) if lines else None


def _has_no_sentence(piece: Piece) -> bool:
    return not any(line.rstrip().endswith((".", "!", "…")) for line in piece.lines)


def _cut(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out what follows the end of the article: the comment box, the tags, the sidebar."""
    total = sum(piece.prose_characters for piece in pieces)
    before = 0
    for at, piece in enumerate(pieces):
        if len(piece.lines) == 1 and before and _ends(pieces, at, before, total):
            return pieces[:at]
        before += piece.prose_characters
    return pieces


def _ends(pieces: Sequence[Piece], at: int, before: int, total: int) -> bool:
    piece = pieces[at]
    plain = folded(piece.text).rstrip(" :")
    if len(plain) > MAX_LINE_CHARACTERS:
        return False
    if COMMENTS.fullmatch(plain):
        return before >= MIN_ARTICLE_CHARACTERS
    is_mark = any(each.fullmatch(plain) for each in (ENDING, SHARE, NETWORKS, ALSO))
    is_followed = at + 1 < len(pieces) and any(map(is_prose, pieces[at + 1].lines))
    behind = total - before - piece.prose_characters
    return is_mark and not is_followed and behind <= before * MAX_PROSE_BEHIND
