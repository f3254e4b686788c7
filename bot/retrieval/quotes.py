"""The quote guarantee: nothing leaves the librarian that its article does not say word for word."""

from collections.abc import Iterable

from bot.errors import QuoteError
from bot.retrieval.answer import Match


def verified(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return `matches` as they are, every one of them a verbatim slice of its article.

    Raises QuoteError when a passage is not what stands in its article at its place, or when a
    highlight is empty or reaches out of its passage.
    """
    found = tuple(matches)
    for match in found:
        if fault := _fault(match):
            raise QuoteError(
                f"The quotation of {match.passage.id} is held back: {fault}. "
                "Please report this; starting Souffleur again reads the articles anew."
            )
    return found


def _fault(match: Match) -> str | None:
    passage = match.passage
    # startswith() copies nothing; a negative offset would count from the end.
    is_verbatim = passage.start >= 0 and passage.article.prose.startswith(
        passage.text, passage.start
    )
    if not is_verbatim:
        return "its article does not say so"
    if not 0 <= match.highlight_start < match.highlight_end <= len(passage.text):
        return "its highlight reaches out of it"
    return None if match.highlight.strip() else "its highlight is empty"
