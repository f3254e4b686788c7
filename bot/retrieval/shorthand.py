"""Chat shorthand, as people type French on a phone: « c ki » → « c'est qui »."""

import re
from collections.abc import Callable
from functools import cache

from bot.retrieval.lexicon import text_of
from bot.retrieval.tables import Kept
from bot.retrieval.words import Word, fold, is_stop_word, words

# What the t of « a-t-il » stands before, also where the hyphens are not typed.
BEHIND_A_VERB = frozenset({"il", "elle", "on", "ils", "elles"})

# Letters before an apostrophe that is often not typed: « leuro », « detre », « sinscrire ».
ELIDED = ("qu", "d", "l", "n", "s")
VOWELS = frozenset("aehiou")
# Shorter words have too many others that look like them behind an elided letter.
ELIDED_LETTERS = 4
# What loses its vowel before what shorthand means: « combien de thune », « esk il ».
BEFORE_A_VOWEL = re.compile(r"\b([dl])[ea] $", re.IGNORECASE)
BEFORE_A_SUBJECT = re.compile(r"\b(qu)e (?=(?:ils?|elles?|on|une?)\b)", re.IGNORECASE)

# « quel % » asks for a percentage; « 49 % » is one.
LONE_PERCENT = re.compile(r"(?<![\d\s])\s+%")


def expand(text: str, is_known: Callable[[str], bool]) -> str:
    """Return `text` with its shorthand written out; what stands between stays as typed.

    The longest entry wins. A word that the corpus knows (`is_known`, of a folded word) is left
    alone, and so is a name, and a single letter beside a number, in capitals or within something
    longer: « 5 g », « vitamine C », « a-t-il » and « a t il ».
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
        pieces += [_before(text[done:start], meant), meant]
        done = end
        at += length
    if not pieces:
        return text
    return BEFORE_A_SUBJECT.sub(r"\1'", " ".join("".join([*pieces, text[done:]]).split()))


def with_apostrophes(
    text: str, is_known: Callable[[str], bool], is_strange: Callable[[str], bool]
) -> str:
    """Return `text` with the apostrophes that nobody typed: « leuro » → « l'euro ».

    Only a word that the corpus does not know and that is surely none of French (`is_strange`) is
    cut, and only before one that the corpus knows, or that French and is long enough. A word with
    a capital is a name.
    """
    pieces, done = [], 0
    for word in words(text):
        typed = text[word.start : word.end]
        if not typed.islower() or is_known(word.folded) or not is_strange(word.folded):
            continue
        if letters := _elided(word.folded, is_known, is_strange):
            pieces += [text[done : word.start], letters, "'"]
            done = word.start + len(letters)
    return "".join([*pieces, text[done:]])


def _elided(folded: str, is_known: Callable[[str], bool], is_strange: Callable[[str], bool]) -> str:
    """Return the letters that an apostrophe is missing behind, none for most words."""
    shorthand, _ = _entries()
    for letters in ELIDED:
        rest = folded.removeprefix(letters)
        if folded in shorthand or rest == folded or rest[:1] not in VOWELS or len(rest) < 2:
            continue
        is_word = len(rest) >= ELIDED_LETTERS and not is_strange(rest)
        if is_word or is_known(rest) or rest in shorthand:
            return letters
    return ""


def _before(text: str, meant: str) -> str:
    """Return what stands before shorthand, elided where its meaning starts with a vowel."""
    first = fold(meant.partition(" ")[0])
    starts_with_a_vowel = first[:1] in VOWELS and "'" not in first and not is_stop_word(first)
    return BEFORE_A_VOWEL.sub(r"\1'", text) if starts_with_a_vowel else text


def _entry(typed: list[Word], at: int) -> tuple[int, str]:
    """Return how many words from `at` on are shorthand, and what they mean; 0 for none."""
    entries, longest = _entries()
    if typed[at].folded not in _first_words():
        return 0, ""
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
    # A capital within a question is a name's or an acronym's: « le Milan AC », « Guru Dev ».
    is_named = at > 0 and text[word.start].isupper() and not text.isupper()
    if is_known(word.folded) or is_named:
        return True
    if len(word.folded) > 1:
        return False
    after = typed[at + 1 : at + 2]
    beside = typed[max(0, at - 1) : at] + after
    return (
        (text[word.start].isupper() and not text.isupper())
        # « é » is heard as « est », the letter e is not.
        or text[word.start] == "e"
        or any(other.folded[0].isdigit() for other in beside)
        or any(other.folded in BEHIND_A_VERB for other in after)
        or "-" in (text[word.start - 1 : word.start], text[word.end : word.end + 1])
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(typed.split()[0] for typed in _entries()[0])


@Kept
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
