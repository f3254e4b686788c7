"""A text as the ranking sees it: its words, sentences and names, read once."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from bot.retrieval.families import Expression, expressions_in
from bot.retrieval.sentences import sentences
from bot.retrieval.words import Word, is_stop_word, words

# Halves of surrogate pairs, which no text should hold, and which the splitter refuses.
# A passage of usual length takes some 20 kB once it is read, and a question looks at forty.
READINGS_KEPT = 1_000
HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Reading:
    """The words of `text` and where they stand.

    `words` are all of them, in order. The other fields speak of positions in `words`:
    `expressions` are those of the lexicon, and `positions` gives the positions of each stem and, by
    its key, of each expression's first word. `spans` are the sentences, as character offsets, and
    `sentence_of` tells the sentence of each word. `names` are the positions of capitalised words
    inside a sentence.
    """

    text: str
    words: tuple[Word, ...]
    expressions: tuple[Expression, ...]
    positions: dict[str, tuple[int, ...]]
    spans: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]
    names: frozenset[int]

    @property
    def content(self) -> tuple[tuple[str, int], ...]:
        """The stems in order with their positions, stop words left out; worked out each time."""
        return tuple(
            (word.stem, at) for at, word in enumerate(self.words) if not is_stop_word(word.folded)
        )

    def sentence_stems(self) -> list[set[str]]:
        """Return the stems and the keys of the expressions of each sentence."""
        held: list[set[str]] = [set() for _ in self.spans]
        for stem, places in self.positions.items():
            for at in places:
                held[self.sentence_of[at]].add(stem)
        return held

    def stretch(self, stem: str, at: int) -> tuple[int, int]:
        """Return where the word or expression that stands at a position begins and ends."""
        ends = (e.last for e in self.expressions if (e.key, e.first) == (stem, at))
        return self.words[at].start, self.words[next(ends, at)].end


def read(text: str) -> Reading:
    """Read `text`; one without a word is one empty sentence."""
    found = tuple(words(text))
    spans = tuple(sentences(HALVES.sub("\ufffd", text))) or ((0, len(text)),)
    sentence_of = _sentence_of(found, spans)
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(found):
        if not is_stop_word(word.folded):
            positions[word.stem].append(at)
    expressions = tuple(expressions_in(found, sentence_of))
    for expression in expressions:
        positions[expression.key].append(expression.first)
    return Reading(
        text=text,
        words=found,
        expressions=expressions,
        positions={stem: tuple(places) for stem, places in positions.items()},
        spans=spans,
        sentence_of=sentence_of,
        names=frozenset(_names(text, found, sentence_of)),
    )


class Readings:
    """Texts that were read; the READINGS_KEPT that were asked for last are there at once."""

    def __init__(self, kept: int = READINGS_KEPT) -> None:
        # Two threads may read one text at once; either is right.
        self._read = lru_cache(maxsize=kept)(read)

    def of(self, text: str) -> Reading:
        """Return the reading of a text."""
        return self._read(text)

    def __len__(self) -> int:
        return self._read.cache_info().currsize


def _sentence_of(found: tuple[Word, ...], spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    places, at = [], 0
    for word in found:
        while at + 1 < len(spans) and word.start >= spans[at + 1][0]:
            at += 1
        places.append(at)
    return tuple(places)


def _names(text: str, found: tuple[Word, ...], sentence_of: tuple[int, ...]) -> list[int]:
    """Return the positions of capitalised words, but for the first of each sentence."""
    return [
        at
        for at in range(1, len(found))
        if sentence_of[at] == sentence_of[at - 1] and text[found[at].start].isupper()
    ]
