"""A text as the ranking sees it: its words, sentences and names, read once."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from threading import Lock

from bot.retrieval.expressions import Expression, expressions_in
from bot.retrieval.sentences import sentences
from bot.retrieval.words import Word, content_of, is_stop_word, words

PLACES_KEPT = 1_000
# A passage of usual length takes some 8 kB once it is read, and a question looks at sixteen.
READINGS_KEPT = 1_000
BY_START = attrgetter("start")


# What is seldom asked of a passage is worked out then.
@dataclass(frozen=True)
class Reading:
    """The words of `text` and where they stand.

    `folded` and `stems` have each of them, in order, as they are compared. The other fields speak
    of positions among them: `positions` gives those of each stem that carries meaning and, by its
    key, of the first word of each expression of the lexicon. `spans` are the sentences, as
    character offsets, and `sentence_of` tells the sentence of each word.
    """

    text: str
    folded: Sequence[str]
    stems: Sequence[str]
    positions: Mapping[str, tuple[int, ...]]
    spans: Sequence[tuple[int, int]]
    sentence_of: Sequence[int]

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words with their places in the text."""
        return tuple(words(self.text))

    @cached_property
    def expressions(self) -> Sequence[Expression]:
        """The expressions of the lexicon, by positions of words."""
        return tuple(expressions_in(self.words, content_of(self.words), self.sentence_of))

    @property
    def content(self) -> Sequence[tuple[str, int]]:
        """The stems in order with their positions, stop words left out; worked out each time."""
        return tuple(
            (self.stems[at], at)
            for at, folded in enumerate(self.folded)
            if not is_stop_word(folded)
        )

    def stretch(self, stem: str, at: int) -> tuple[int, int]:
        """Return where the word or expression that stands at a position begins and ends."""
        ends = (e.last for e in self.expressions if (e.key, e.first) == (stem, at))
        return self.words[at].start, self.words[next(ends, at)].end


def read(text: str) -> Reading:
    """Read `text`; one without a word is one empty sentence."""
    found = tuple(words(text))
    spans = tuple(sentences(text)) or ((0, len(text)),)
    sentence_of = _sentence_of(found, spans)
    content = content_of(found)
    expressions = tuple(expressions_in(found, content, sentence_of))
    stems = tuple(word.stem for word in found)
    reading = Reading(
        text=text,
        folded=tuple(word.folded for word in found),
        stems=stems,
        positions=positions_of(stems, content, [(each.key, each.first) for each in expressions]),
        spans=spans,
        sentence_of=sentence_of,
    )
    # They are known already: nobody needs to work them out.
    vars(reading).update(words=found, expressions=expressions)
    return reading


def positions_of(
    stems: Sequence[str], content: Iterable[int], expressions: Iterable[tuple[str, int]]
) -> dict[str, tuple[int, ...]]:
    """Return the positions of stems, at those of `content`, and of expressions by their keys."""
    positions: dict[str, tuple[int, ...]] = {}
    for at in content:
        stem = stems[at]
        # Most stand in a text once: all texts hold the same tuples of one place.
        positions[stem] = (*positions[stem], at) if stem in positions else _alone(at)
    for key, at in expressions:
        positions[key] = (*positions.get(key, ()), at)
    return positions


@lru_cache(maxsize=PLACES_KEPT)
def _alone(place: int) -> tuple[int]:
    return (place,)


class Readings:
    """Texts that were read, READINGS_KEPT of them; safe in threads."""

    def __init__(self, kept: int = READINGS_KEPT) -> None:
        self._most = kept
        self._kept: dict[str, Reading] = {}
        self._lock = Lock()

    def of(self, text: str, made: Callable[[str], Reading] = read) -> Reading:
        """Return the reading of a text; `made` makes it where it is not there."""
        reading = self._kept.get(text)
        if reading is None:
            # Two threads may read one text at once; either is right.
            reading = made(text)
            with self._lock:
                while len(self._kept) >= self._most:
                    # The oldest goes; to know which was asked for last would cost each look.
                    del self._kept[next(iter(self._kept))]
                self._kept[text] = reading
        return reading

    def __len__(self) -> int:
        return len(self._kept)


def _sentence_of(found: Sequence[Word], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the sentence of each word: the last one that begins before it."""
    firsts = (bisect_left(found, begin, key=BY_START) for begin, _ in spans[1:])
    bounds = [0, *firsts, len(found)]
    places: list[int] = []
    for at, (first, after) in enumerate(pairwise(bounds)):
        places += [at] * (after - first)
    return tuple(places)
