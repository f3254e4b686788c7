"""Prints of passages, which tell a card whether its article still says what it quotes."""

from collections.abc import Sequence
from hashlib import blake2b

from bot.articles.article import Passage
from bot.retrieval.answer import Match

PRINT_BYTES = 4
PRINT = r"(?P<seen>[0-9a-f]{8})"


def print_of(passage: Passage) -> str:
    """Return eight letters that stand for a passage's article and text, not for its number."""
    return print_of_text(passage.article.id, passage.text)


def print_of_text(article_id: str, text: str) -> str:
    """Return the print that a passage of that article and text has, whether it is there or not."""
    told = f"{article_id}\0{text}".encode(errors="surrogatepass")
    return blake2b(told, digest_size=PRINT_BYTES).hexdigest()


def first_print(matches: Sequence[Match]) -> str:
    """Return the print of the first of the passages; empty when there is none."""
    return print_of(matches[0].passage) if matches else ""


def place_of_print(matches: Sequence[Match], seen: str) -> int | None:
    """Return where the passage of a print stands among the matches; None when it does not."""
    prints = (print_of(match.passage) for match in matches)
    return next((at for at, found in enumerate(prints) if found == seen), None)
