"""A text as the ranking sees it: its words, sentences and names, read once."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from bot.retrieval.families import Expression, expressions_in
from bot.retrieval.sentences import sentences
from bot.retrieval.words import Word, content_of, words

# Halves of surrogate pairs, which no text should hold, and which the splitter refuses.
HALVES = re.compile("[\ud800-\udfff]")
PLACES_KEPT = 1_000
# A passage of usual length takes some 15 kB once it is read, and a question looks at forty.
READINGS_KEPT = 1_000
BY_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
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
        return tuple((self.words[at].stem, at) for at in content_of(self.words))

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
    content = content_of(found)
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for at in content:
        positions[found[at].stem].append(at)
    expressions = tuple(expressions_in(found, content, sentence_of))
    for expression in expressions:
        positions[expression.key].append(expression.first)
    return Reading(
        text=text,
        words=found,
        expressions=expressions,
        positions={
            stem: tuple(places) if len(places) > 1 else _alone(places[0])
            for stem, places in positions.items()
        },
        spans=spans,
        sentence_of=sentence_of,
        names=frozenset(_names(text, found, sentence_of)),
    )


# Most words stand in a text once: all texts hold the same tuples of one place.
@lru_cache(maxsize=PLACES_KEPT)
def _alone(place: int) -> tuple[int]:
    return (place,)


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


def _sentence_of(found: Sequence[Word], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the sentence of each word: the last one that begins before it."""
    firsts = (bisect_left(found, begin, key=BY_START) for begin, _ in spans[1:])
    bounds = [0, *firsts, len(found)]
    places: list[int] = []
    for at, (first, after) in enumerate(pairwise(bounds)):
        places += [at] * (after - first)
    return tuple(places)


def _names(text: str, found: Sequence[Word], sentence_of: Sequence[int]) -> list[int]:
    """Return the positions of capitalised words, but for the first of each sentence."""
    capitalised = (at for at, word in enumerate(found) if text[word.start].isupper())
    return [at for at in capitalised if at and sentence_of[at] == sentence_of[at - 1]]
