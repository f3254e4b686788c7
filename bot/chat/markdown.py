"""Text made harmless: in a Discord message it shows exactly as it was written, and pings nobody."""

import re
import unicodedata

# Discord shows a backslash before any character that is neither a letter, a digit nor a space as
# that character alone, so that every mark below can be escaped, and nothing else needs to be.
_ANYWHERE = re.compile(
    r"[\\*_~`|<>\[\]@]"  # emphasis, code, spoilers, mentions, timestamps, masked links
    r"|:(?=\S)"  # :emoji:, https://…; the colon of a sentence stays as it is
)
# Headings (#, -# subtext) and lists; a quotation's > is escaped anywhere.
_LINE_START = re.compile(r"^([^\S\n]*)([#+-])", re.MULTILINE)
_LINE_NUMBER = re.compile(r"^([^\S\n]*\d+)(\.)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")

_LINE_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n") | {ord("\t"): " "}
# Emoji are joined by U+200D, and Persian words need U+200C.
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Drop what cannot be seen: controls, zero-width and direction marks, lone surrogates.

    Each character is treated alone, so that cleaning the parts of a text cleans the text.
    """
    return "".join(
        character
        for character in text.translate(_LINE_BREAKS)
        if character == "\n"
        or character in _JOINERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )


def one_line(text: str) -> str:
    """Clean `text` and put it on one line, with single spaces."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Return the Markdown that Discord shows as `text`, wherever a line of it begins."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", text)
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return _LINE_NUMBER.sub(r"\1\\\2", escaped)


def unescape(markdown: str) -> str:
    """Return the text that `escape` made harmless: its exact inverse."""
    return _ESCAPED.sub(r"\1", markdown)


def strong(text: str) -> str:
    """Return `text` escaped and in bold; the spaces around it stay outside of the bold."""
    core = text.strip()
    if not core:
        return escape(text)
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    return f"{before}**{escape(core)}**{after}"
