"""Where the sentences of a passage begin and end. The one file that knows sentencex."""

import re
from collections.abc import Iterator
from itertools import pairwise

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
# sentencex takes a time that grows with the square of what it is given, and a line may be long.
PIECE_CHARACTERS = 5_000


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of every sentence of `text`, without outer white space.

    Each line stands for itself: an item of a list, an attribution. So does each piece of a line
    that is longer than any paragraph (PIECE_CHARACTERS).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in _pieces(text):
        spans.extend((start + begin, start + end) for begin, end in _in_line(piece))
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
    cuts = [0]
    for boundary in sentencex.get_sentence_boundaries("fr", line):
        end = boundary["end_index"]
        if not _continues(line, cuts[-1], end):
            cuts.append(end)
    if cuts[-1] < len(line):
        cuts.append(len(line))
    trimmed = (_trimmed(line, begin, end) for begin, end in pairwise(cuts))
    return [(begin, end) for begin, end in trimmed if begin < end]


def _continues(line: str, begin: int, end: int) -> bool:
    """Tell whether what follows `end` still belongs to the sentence that starts at `begin`."""
    after = line[end : end + 1]
    if not after:
        return False
    if after.islower() or after in "-–,;:…" or _is_in_address(line, begin, end):
        return True
    if begin == 0 and ITEM.fullmatch(line, begin, end):
        return True
    # An abbreviation is short: the end of the sentence shows it.
    tail = line[max(begin, end - 20) : end]
    is_initial = after.isupper() and INITIAL.search(tail)
    is_numbered = NUMBERED.search(tail) and NUMBER.match(line, end)
    return bool(is_initial or is_numbered or TITLED.search(tail))


def _is_in_address(line: str, begin: int, end: int) -> bool:
    """Tell whether `end` falls within a web address, which may hold « .E » and « ?A »."""
    if line[end].isspace() or line[end - 1].isspace():
        return False
    word = line[begin:end].rsplit(maxsplit=1)[-1]
    return "://" in word or word.startswith("www.")


def _trimmed(line: str, begin: int, end: int) -> tuple[int, int]:
    inner = line[begin:end]
    return begin + len(inner) - len(inner.lstrip()), begin + len(inner.rstrip())
