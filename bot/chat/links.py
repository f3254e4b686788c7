"""A link that opens an article at the sentence quoted from it.

The syntax of the fragment: https://wicg.github.io/scroll-to-text-fragment/ (Text directives).
"""

from urllib.parse import quote, urlsplit

from bot.chat.lengths import LINK_CHARACTERS
from bot.chat.markdown import clean

# A short sentence is given whole; of a longer one the first and the last words, in order that the
# link stays short, and works when the page holds a mark within the sentence that we do not.
WHOLE_SENTENCE_WORDS = 10
END_WORDS = 4


def link_to(url: str, sentence: str) -> str | None:
    """Return a link to `sentence` on the page, or None when Discord would refuse the link.

    A link that would be longer than Discord takes goes to the page alone.
    """
    if not _is_web_address(url):
        return None
    page = url.partition(":~:")[0].rstrip("#")
    directive = _directive(sentence)
    if directive:
        linked = f"{page}{':~:' if '#' in page else '#:~:'}text={directive}"
        if len(linked) <= LINK_CHARACTERS:
            return linked
    return page if len(page) <= LINK_CHARACTERS else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and url.isascii()
        and (url.isprintable() and " " not in url)
    )


def _directive(sentence: str) -> str:
    """Return `start`, or `start,end` for a long sentence or one that runs over several lines."""
    written = (line.strip().removeprefix("- ") for line in clean(sentence).split("\n"))
    # Only plain spaces part words: the page is searched for the no-break spaces that it holds.
    lines = [[word for word in line.split(" ") if word] for line in written if line]
    if not any(lines):
        return ""
    if len(lines) == 1 and len(lines[0]) <= WHOLE_SENTENCE_WORDS:
        return _encoded(lines[0])
    # A part must not run over the end of a paragraph or of a list's item.
    return f"{_encoded(lines[0][:END_WORDS])},{_encoded(lines[-1][-END_WORDS:])}"


def _encoded(words: list[str]) -> str:
    # A dash marks a prefix or a suffix in this syntax, and `quote` leaves it alone.
    return quote(" ".join(words), safe="").replace("-", "%2D")
