"""Texts for each law: pieces of its own language, put together wrongly, among any text."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.chat.builders import TEXTS

MARKDOWN = (
    "# |## |- |1. |1986. |> |    |\t|```|~~~|---|===|***|* * *|*|**|_|__|~~|`|``|[|]|(|)|](|![|<|>|"
    "<br>|<!--|-->|<div>|</div>|<script>|&amp;|&#0;|&#x202e;|\\|\\\\|[a]: /b|[a]|[^1]|"
    "\\||a\\|b|-\\|-|"
    "— Nom|– |« |\u00a0»|:|.|…|!|?|M. |14,3 |%|http://a.b/c|mot|été|\n|\n\n|\r|\r\n|\x0b|\u2028|\ufeff"
)
YAML = (
    "title: |site: |published: |lang: |url: |a: |- |? |: |[|]|{|}|,|&a |*a|<<: *a|"
    "!!python/object:os |"
    "!!str |!!binary |\\||>|'|\"|#|%YAML 1.2|---|...|~|null|yes|0x1F|1e999|.nan|2025-06-26|"
    "2025-06-26T10:00|0001-01-01|9999-99-99|https://a.b|ftp://a|javascript:x|\n|\n  |\t|é|\x07"
)
IDS = "more|page|:|answer|search|other|0|1|999|1000|-1|²|٣| |\n|\x00|ask|é|old"
QUESTIONS = (
    "Combien |Qui est |Quand |Où |Pourquoi |Quel pourcentage |de |Meta |Scale AI |Alexandr Wang |"
    "résume |l'article|l’article|bonjour|merci|et lui ?|?|!|…|'|’|\"|«|»|1 000|14,3|%|"
    "<@1>|@everyone|"
    "<:a:1>|:x:|\u0301|\u200d|\ud800|\x00|\u202e|qu'|c'|n° |M. |J.-P. |who |how much |😀| |\n"
)


def of_pieces(pieces: str) -> st.SearchStrategy[str]:
    """Pieces parted by | (\\| for itself) in any order, some of them many times over."""
    every = [piece.replace("\0", "|") for piece in pieces.replace("\\|", "\0").split("|") if piece]
    piece = st.sampled_from(every) | st.text(max_size=4)
    repeated = st.builds(lambda each, times: each * times, piece, st.sampled_from([1, 1, 1, 2, 60]))
    return st.lists(repeated, max_size=40).map("".join)


def _whole(text: str) -> str:
    """Return what Discord can have sent: no half of a surrogate pair, 2,000 characters at most."""
    return text.encode("utf-8", "ignore").decode()[:2000]


TEXTS_FOR: dict[str, st.SearchStrategy[str]] = {
    "article": of_pieces(MARKDOWN) | TEXTS,
    "bytes": of_pieces(MARKDOWN) | st.text(),
    "front_matter": of_pieces(YAML) | st.text(),
    "question": of_pieces(QUESTIONS) | TEXTS,
    "settings": of_pieces(YAML) | st.text(),
    "custom_id": of_pieces(IDS).map(lambda text: text.encode("utf-8", "ignore").decode()),
    "card": of_pieces(QUESTIONS).map(lambda text: text.encode("utf-8", "ignore").decode()),
    "command": of_pieces(QUESTIONS).map(
        lambda text: text.encode("utf-8", "ignore").decode()[:2000]
    ),
}
