"""Text that a terminal or a title can hold: without control characters, or on one line."""

# Control characters are no prose, and a terminal obeys them; those that end a line become one end.
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], None)
# Nor is what is not seen and turns the order of what is seen, or parts a word.
CONTROLS |= dict.fromkeys([0x200B, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)
CONTROLS |= dict.fromkeys(map(ord, "\n\x0b\x0c\x85\u2028\u2029"), "\n") | {ord("\t"): "\t"}


def without_controls(text: str) -> str:
    """Return `text` without control characters; whatever ends a line becomes a line feed."""
    return text.translate(CONTROLS)


def one_line(text: str) -> str:
    """Return `text` without control characters, its lines joined by spaces."""
    # YAML can write half of a surrogate pair, which no output can hold.
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return " ".join(line.strip() for line in without_controls(whole).splitlines()).strip()
