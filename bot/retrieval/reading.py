"""A text as the ranking sees it: its words, sentences and expressions, read once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

from bot.retrieval.expressions import Expression, expressions_in
from bot.retrieval.sentences import sentences
from bot.retrieval.words import Word, content_of, words

BY_START = attrgetter("start")


# What a question is seldom asked is worked out then.
@dataclass(frozen=True)
class Reading:
    """The words of `text`, the expressions of the lexicon among them, and its sentences.

    `expressions` speak of positions of words. `spans` are the sentences, as character offsets, and
    `sentence_of` tells the sentence of each word.
    """

    text: str
    words: Sequence[Word]
    expressions: Sequence[Expression]
    spans: Sequence[tuple[int, int]]
    sentence_of: Sequence[int]

    @cached_property
    def content(self) -> Sequence[tuple[str, int]]:
        """The stems in order with their positions, stop words left out."""
        return tuple((self.words[at].stem, at) for at in content_of(self.words))

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """The positions of each stem that carries meaning, and of expressions by their keys.

        An expression stands where its first word does.
        """
        begun = ((each.key, each.first) for each in self.expressions)
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for key, at in chain(self.content, begun):
            positions[key].append(at)
        return dict(positions)

    def stretch(self, stem: str, at: int) -> tuple[int, int]:
        """Return where the word or expression that stands at a position begins and ends."""
        ends = (e.last for e in self.expressions if (e.key, e.first) == (stem, at))
        return self.words[at].start, self.words[next(ends, at)].end


def read(text: str) -> Reading:
    """Read `text`; one without a word is one empty sentence."""
    found = tuple(words(text))
    spans = tuple(sentences(text)) or ((0, len(text)),)
    sentence_of = _sentence_of(found, spans)
    expressions = tuple(expressions_in(found, content_of(found), sentence_of))
    return Reading(text, found, expressions, spans, sentence_of)


def _sentence_of(found: Sequence[Word], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the sentence of each word: the last one that begins before it."""
    firsts = (bisect_left(found, begin, key=BY_START) for begin, _ in spans[1:])
    bounds = [0, *firsts, len(found)]
    places: list[int] = []
    for at, (first, after) in enumerate(pairwise(bounds)):
        places += [at] * (after - first)
    return tuple(places)
