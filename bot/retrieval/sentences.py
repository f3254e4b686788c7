"""Where the sentences of a passage begin and end. The one file that knows sentencex."""

import re

import sentencex

# Titles and notations that end with a full stop inside a sentence; sentencex knows some of
# them, but splits « M. Dupont », « 52 av. J.-C. » and « le 3 janv. 2020 ».
ABBREVIATED = re.compile(
    r"""(?:^|[\s(«"’'\u00a0\u202f-])
    (?:MM?|Mmes?|Mlles?|Mgr|Me|Drs?|Prs?|Prof|Sts?|Stes?
    |av|apr|J|env|[Cc]f|p|pp|art|no|vol|chap|éd|fig|ibid|op|cit
    |janv|févr|avr|juil|sept|oct|nov|déc)\.[\s\u00a0\u202f]*$""",
    re.VERBOSE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of every sentence of `text`, without outer white space.

    Each line stands for itself: an item of a list, an attribution.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans.extend((start + begin, start + end) for begin, end in _in_line(line))
        start += len(line)
    return spans


def _in_line(line: str) -> list[tuple[int, int]]:
    cuts = [0]
    for boundary in sentencex.get_sentence_boundaries("fr", line):
        end = boundary["end_index"]
        if not _continues(line, cuts[-1], end):
            cuts.append(end)
    if cuts[-1] < len(line):
        cuts.append(len(line))
    trimmed = (_trimmed(line, begin, end) for begin, end in zip(cuts, cuts[1:], strict=False))
    return [(begin, end) for begin, end in trimmed if begin < end]


def _continues(line: str, begin: int, end: int) -> bool:
    """Tell whether what follows `end` still belongs to the sentence that starts at `begin`."""
    after = line[end : end + 1]
    return bool(after) and (
        after.islower() or after in "-–,;:" or bool(ABBREVIATED.search(line[begin:end]))
    )


def _trimmed(line: str, begin: int, end: int) -> tuple[int, int]:
    inner = line[begin:end]
    return begin + len(inner) - len(inner.lstrip()), begin + len(inner.rstrip())
