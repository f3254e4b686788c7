"""From texts to flat arrays: which words stand where. The one step that reads every text."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress, pairwise
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.reading import Reading, read
from bot.storage.arrays import Marks, Numbers, Places

# What is known of a word at its place.
NAME, OPENING, HYPHENATED = 1, 2, 4

Key = TypeVar("Key")
Form = tuple[str, str]
"""A folded word, and one way in which it is written."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read of some texts, in their order.

    `forms` are the different words as they are written, each with its folded word, and `keys` the
    expressions. `tokens` has the number of each word of the texts in `forms`, `marks` whether
    it is a name (NAME), opens a sentence (OPENING), or hangs on the next word (HYPHENATED). `ends`
    tells where the tokens of each text end. `expressions` has the numbers in `keys` of the
    expressions, text by text, `places` the token that each begins at.
    """

    forms: Sequence[Form]
    keys: Sequence[str]
    tokens: Numbers
    marks: Marks
    ends: Places
    expressions: Numbers
    places: Places

    @classmethod
    def of(cls, texts: Iterable[str], read: Callable[[str], Reading] = read) -> Self:
        """Read texts."""
        gathering = _Gathering()
        for text in texts:
            gathering.add(read(text))
        return cls(
            forms=list(gathering.forms),
            keys=list(gathering.keys),
            tokens=np.array(gathering.tokens, dtype=np.int32),
            marks=np.frombuffer(bytes(gathering.marks), dtype=np.uint8),
            ends=np.array(gathering.ends, dtype=np.int64),
            expressions=np.array(gathering.expressions, dtype=np.int32),
            places=np.array(gathering.places, dtype=np.int64),
        )

    @classmethod
    def joined(cls, sources: Sequence[Self]) -> Self:
        """Put what was read of several lots of texts one behind the other."""
        whole = [(number, range(len(source.ends))) for number, source in enumerate(sources)]
        return cls.picked(sources, whole)

    @classmethod
    def picked(cls, sources: Sequence[Self], texts: Sequence[tuple[int, range]]) -> Self:
        """Put texts in a row that were read: each time the number of a source, and which of its."""
        forms, keys = dict[Form, int](), dict[str, int]()
        renumbered = [
            replace(
                source,
                tokens=_renumbered(source.tokens, source.forms, forms),
                expressions=_renumbered(source.expressions, source.keys, keys),
            )
            for source in sources
        ]
        parts = [renumbered[number].part(own) for number, own in texts]
        before = np.cumsum([0, *(len(part.tokens) for part in parts)])
        return cls(
            forms=list(forms),
            keys=list(keys),
            tokens=_chained([part.tokens for part in parts], np.int32),
            marks=_chained([part.marks for part in parts], np.uint8),
            ends=_chained([p.ends + b for p, b in zip(parts, before, strict=False)], np.int64),
            expressions=_chained([part.expressions for part in parts], np.int32),
            places=_chained([p.places + b for p, b in zip(parts, before, strict=False)], np.int64),
        ).tidied()

    def part(self, texts: range) -> Self:
        """Return what was read of some texts in a row; nothing is copied but places."""
        first, last = (int(self.ends[at - 1]) if at else 0 for at in (texts.start, texts.stop))
        found = slice(*np.searchsorted(self.places, [first, last]).tolist())
        return replace(
            self,
            tokens=self.tokens[first:last],
            marks=self.marks[first:last],
            ends=self.ends[texts.start : texts.stop] - first,
            expressions=self.expressions[found],
            places=self.places[found] - first,
        )

    def tidied(self) -> Self:
        """Return the same without words and expressions that no text holds."""
        forms, tokens = _tidied(self.forms, self.tokens)
        keys, expressions = _tidied(self.keys, self.expressions)
        return replace(self, forms=forms, tokens=tokens, keys=keys, expressions=expressions)

    @property
    def starts(self) -> Places:
        """Where the tokens of each text begin, and where the last one's end."""
        return np.concatenate([np.zeros(1, dtype=np.int64), self.ends])


def _renumbered(numbers: Numbers, keys: Sequence[Key], known: dict[Key, int]) -> Numbers:
    """Return the numbers of the same keys in `known`, which grows."""
    others = [known.setdefault(key, len(known)) for key in keys]
    return np.array(others, dtype=np.int32)[numbers]


def _tidied(keys: Sequence[Key], numbers: Numbers) -> tuple[Sequence[Key], Numbers]:
    is_held = np.bincount(numbers, minlength=len(keys)) > 0
    if is_held.all():
        return keys, numbers
    others = (np.cumsum(is_held) - 1).astype(np.int32)
    return list(compress(keys, is_held.tolist())), others[numbers]


def _chained(arrays: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=kind)


class _Gathering:
    """What was read so far, as lists that grow."""

    def __init__(self) -> None:
        self.forms: dict[Form, int] = {}
        self.keys: dict[str, int] = {}
        self.tokens = array("i")
        self.marks = bytearray()
        self.ends = array("q")
        self.expressions = array("i")
        self.places = array("q")

    def add(self, reading: Reading) -> None:
        before, forms, text = len(self.tokens), self.forms, reading.text
        self.tokens.extend(
            [
                forms.setdefault((word.folded, text[word.start : word.end]), len(forms))
                for word in reading.words
            ]
        )
        self.ends.append(len(self.tokens))
        self.marks += _marks(reading)
        for expression in reading.expressions:
            self.expressions.append(self.keys.setdefault(expression.key, len(self.keys)))
            self.places.append(before + expression.first)


def _marks(reading: Reading) -> bytearray:
    marks = bytearray(len(reading.words))
    for at in reading.names:
        marks[at] = NAME
    before = None
    for at, sentence in enumerate(reading.sentence_of):
        if sentence != before:
            marks[at] |= OPENING
        before = sentence
    if "-" in reading.text:
        for at, (one, two) in enumerate(pairwise(reading.words)):
            if reading.text[one.end : two.start] == "-":
                marks[at] |= HYPHENATED
    return marks
