"""From texts to flat arrays: which words stand where. The one step that reads every text."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Self, TypeVar

import numpy as np

from bot.retrieval.reading import Reading, read
from bot.storage.arrays import Marks, Numbers, Places, Rows

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
    expressions, text by text, `places` the token that each begins at. `sentences` has a row for
    each text: where its sentences begin and end, in characters, in turns.
    """

    forms: Sequence[Form]
    keys: Sequence[str]
    tokens: Numbers
    marks: Marks
    ends: Places
    expressions: Numbers
    places: Places
    sentences: Rows

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
            sentences=Rows.of(gathering.sentences),
        )

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
            sentences=self.sentences.part(texts),
        )

    @property
    def starts(self) -> Places:
        """Where the tokens of each text begin, and where the last one's end."""
        return np.concatenate([np.zeros(1, dtype=np.int64), self.ends])


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
        self.sentences: list[list[int]] = []

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
        self.sentences.append([*chain.from_iterable(reading.spans)])
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
