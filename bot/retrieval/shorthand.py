"""Chat shorthand, as people type French on a phone: « c ki » → « c'est qui »."""

import re
from collections.abc import Callable
from functools import cache

from bot.retrieval.lexicon import text_of
from bot.retrieval.words import Word, fold, words

# What the t of « a-t-il » stands before, also where the hyphens are not typed.
BEHIND_A_VERB = frozenset({"il", "elle", "on", "ils", "elles"})


# « quel % » asks for a percentage; « 49 % » is one.
LONE_PERCENT = re.compile(r"(?<![\d\s])\s+%")


def expand(text: str, is_known: Callable[[str], bool]) -> str:
    """Return `text` with its shorthand written out; what stands between stays as typed.

    The longest entry wins. A word that the corpus knows (`is_known`, of a folded word) is left
    alone, and so is a single letter beside a number, in capitals or within something longer:
    « 5 g », « vitamine C », « a-t-il » and « a t il ».
    """
    text = LONE_PERCENT.sub(" pourcentage", text)
    typed = words(text)
    pieces, done, at = [], 0, 0
    while at < len(typed):
        length, meant = _entry(typed, at)
        if not length or _is_left(text, typed, at, length, is_known):
            at += 1
            continue
        start, end = typed[at].start, typed[at + length - 1].end
        pieces += [text[done:start], meant]
        done = end
        at += length
    return " ".join("".join([*pieces, text[done:]]).split()) if pieces else text


def _entry(typed: list[Word], at: int) -> tuple[int, str]:
    """Return how many words from `at` on are shorthand, and what they mean; 0 for none."""
    entries, longest = _entries()
    for length in range(min(longest, len(typed) - at), 0, -1):
        key = " ".join(word.folded for word in typed[at : at + length])
        if key in entries:
            return length, entries[key]
    return 0, ""


def _is_left(
    text: str, typed: list[Word], at: int, length: int, is_known: Callable[[str], bool]
) -> bool:
    if length > 1:
        return False
    word = typed[at]
    if is_known(word.folded):
        return True
    if len(word.folded) > 1:
        return False
    after = typed[at + 1 : at + 2]
    beside = typed[max(0, at - 1) : at] + after
    return (
        (text[word.start].isupper() and not text.isupper())
        or any(other.folded[0].isdigit() for other in beside)
        or any(other.folded in BEHIND_A_VERB for other in after)
        or "-" in (text[word.start - 1 : word.start], text[word.end : word.end + 1])
    )


@cache
def _entries() -> tuple[dict[str, str], int]:
    """Return what shorthand means, by its folded words, and the number of words of the longest."""
    entries: dict[str, str] = {}
    for line in text_of("shorthand.txt").splitlines():
        typed, colon, meant = line.partition("#")[0].partition(":")
        # Folded as a question is, but « c' » is no elision to be cut here: it is what is typed.
        key = " ".join(fold(typed).replace("'", " ").split())
        if colon and key:
            entries[key] = meant.strip()
    return entries, max(len(key.split()) for key in entries)
