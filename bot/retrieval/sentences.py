"""Where the sentences of a passage begin and end. The one file that knows sentencex."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import sentencex

# Titles and notations that end with a full stop inside a sentence; sentencex knows some of
# them, but splits « M. Dupont », « 52 av. J.-C. » and « le 3 janv. 2020 ».
BEFORE = r"""(?:^|[\s(«"’'-])"""
TITLED = re.compile(
    BEFORE + r"(?:MM?|Mmes?|Mlles?|Mgr|Me|Drs?|Prs?|Prof|Sts?|Stes?|av|apr|env|[Cc]f|éd)\.\s*$"
)
# These are words too (« de l’art. Puis… »), so that only a number shows the abbreviation.
NUMBERED = re.compile(
    BEFORE + r"(?:pp?|art|[Nn]os?|vols?|chap|figs?|janv|févr|avr|juil|sept|oct|nov|déc)\.\s*$"
)
# « J.-P. Martin », « du C.N.R.S., », « G. Clemenceau »: to join « vitamine C. Il… » hurts less.
INITIAL = re.compile(r"(?:^|[\s(«\"’'.-])[A-ZÀ-Ý]\.\s*$")
NUMBER = re.compile(r"\d|[IVXLC]+\b(?!['’])")
# « 2. » before an item of an ordered list.
ITEM = re.compile(r"\s{0,99}\d{1,3}[.)]\s*")
# One sign more than the longest of these and what stands before it: where something was cut off,
# none of them begins where the rest does.
ABBREVIATED = len("«Mlles.") + 1
ENDS_KEPT = 20_000
# sentencex takes a time that grows with the square of what it is given, and a line may be long.
PIECE_CHARACTERS = 5_000
# sentencex panics at a capital, a space that is none of ASCII and a full stop: « J . ».
# A full stop is found faster than a set of signs.
BEHIND_WIDE_SPACE = re.compile(r"\.(?<=[^\S\x00-\x7f]\.)")
BEHIND_CAPITAL = re.compile(r"(?<=[A-Z])\s+(?=\.)")
HALVES = re.compile("[\ud800-\udfff]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of every sentence of `text`, without outer white space.

    Each line stands for itself: an item of a list, an attribution. So does each piece of a line
    that is longer than any paragraph (PIECE_CHARACTERS).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in _pieces(text):
        spans += [(start + begin, start + end) for begin, end in _in_line(piece)]
        start += len(piece)
    return spans


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines of `text`, the longest ones cut at a space where there is one."""
    for line in text.splitlines(keepends=True):
        start = 0
        while len(line) - start > PIECE_CHARACTERS:
            space = line.rfind(" ", start, start + PIECE_CHARACTERS)
            end = space + 1 if space >= start else start + PIECE_CHARACTERS
            yield line[start:end]
            start = end
        yield line[start:]


def _in_line(line: str) -> list[tuple[int, int]]:
    spans, begin = [], 0
    for end in [*_boundaries(line), len(line)]:
        # The last one is there twice where nothing is behind it.
        if end > begin and not _continues(line, begin, end):
            kept = line[begin:end].rstrip()
            before = len(kept) - len(kept.lstrip())
            if kept:
                spans.append((begin + before, begin + len(kept)))
            begin = end
    return spans


def _boundaries(line: str) -> list[int]:
    """Return where sentencex would end a sentence, in characters."""
    if BEHIND_WIDE_SPACE.search(line):
        line = BEHIND_CAPITAL.sub(lambda spaces: " " * len(spaces[0]), line)
    try:
        found = sentencex.segment("fr", line)
    except UnicodeEncodeError:
        # Halves of surrogate pairs, which no text should hold.
        found = sentencex.segment("fr", HALVES.sub("\ufffd", line))
    return [*accumulate(map(len, found))]


def _continues(line: str, begin: int, end: int) -> bool:
    """Tell whether what follows `end` still belongs to the sentence that starts at `begin`."""
    after = line[end : end + 1]
    if not after:
        return False
    if after.islower() or after in "-–,;:…":
        return True
    if not (after.isspace() or line[end - 1].isspace()) and _is_in_address(line[begin:end]):
        return True
    if begin == 0 and ITEM.fullmatch(line, begin, end):
        return True
    # An abbreviation is short: the end of the sentence shows it.
    found = _abbreviation(line[max(begin, end - 20) : end].rstrip()[-ABBREVIATED:])
    is_initial = found.is_initial and after.isupper()
    return found.is_titled or is_initial or (found.is_numbered and bool(NUMBER.match(line, end)))


class Abbreviation(NamedTuple):
    """What the end of a sentence may be short for."""

    is_titled: bool
    is_numbered: bool
    is_initial: bool


# Sentences end with the same short words again and again.
@lru_cache(maxsize=ENDS_KEPT)
def _abbreviation(ending: str) -> Abbreviation:
    """Look at the last signs of a sentence, ABBREVIATED at most."""
    patterns = (TITLED, NUMBERED, INITIAL)
    return Abbreviation(*(bool(pattern.search(ending)) for pattern in patterns))


def _is_in_address(sentence: str) -> bool:
    """Tell whether a sentence ends within a web address, which may hold « .E » and « ?A »."""
    word = sentence.rsplit(maxsplit=1)[-1]
    return "://" in word or word.startswith("www.")
