"""Text that a terminal or a title can hold: without control characters, or on one line."""

import re

# Control characters are no prose, and a terminal obeys them; those that end a line become one end.
LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Nor is what is not seen and turns the order of what is seen, or parts a word.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """Return `text` without control characters; whatever ends a line becomes a line feed."""
    # Most texts have none, which one look tells.
    return UNSEEN.sub("", LINE_ENDS.sub("\n", text)) if UNSEEN.search(text) else text


def one_line(text: str) -> str:
    """Return `text` without control characters, its lines joined by spaces."""
    # YAML can write half of a surrogate pair, which no output can hold.
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return " ".join(line.strip() for line in without_controls(whole).splitlines()).strip()
