"""What passages tell whatever is asked: where words of the lexicon, figures and names stand."""

from dataclasses import dataclass
from functools import cached_property

from bot.retrieval.index.held import Held
from bot.retrieval.index.index import Index
from bot.retrieval.kind_table import Phrase
from bot.retrieval.known_words import KnownWords
from bot.storage.arrays import Flags, Marks, Places

# A name behind one of these is likely a place.
BEFORE_PLACES = frozenset(
    {"a", "au", "aux", "en", "dans", "de", "du", "des", "sur", "vers", "pres"}
)


# What is not asked of passages is not worked out.
@dataclass(frozen=True)
class Told:
    """Some passages of an index, and the words of the lexicon as it numbers them.

    Words are told by their places among all words of the passages.
    """

    held: Held
    index: Index
    known: KnownWords

    def are(self, words: frozenset[str]) -> Flags:
        """Tell of each word of the passages whether it is one of the lexicon's, folded."""
        return self.held.are(self.known.of(words), len(self.known))

    def places_of(self, words: frozenset[str]) -> Places:
        """Return where any of some words of the lexicon stands, folded."""
        return self.are(words).nonzero()[0]

    def begun(self, phrases: frozenset[Phrase]) -> list[int]:
        """Return where any of some phrases of the lexicon begins, each of two words at least."""
        held, known = self.held, self.known.phrases(phrases)
        # « le » begins many a phrase (« le plus »); most often the word behind shows none is there.
        is_first, is_second = (held.are(w, len(self.known)) for w in (known.firsts, known.seconds))
        begun = []
        for at in (is_first[:-1] & is_second[1:]).nonzero()[0].tolist():
            end = held.ends.item(held.of.item(at))
            for phrase in known.beginning[held.words.item(at)]:
                behind = at + len(phrase)
                if behind <= end and held.words[at:behind].tolist() == phrase:
                    begun.append(at)
        return begun

    def figures(self, sign: int) -> Places:
        """Return where words stand that have one of the signs of figures.py."""
        return (self._figures & sign).nonzero()[0]

    @cached_property
    def _figures(self) -> Marks:
        figures: Marks = self.index.figures.take(self.held.words)
        return figures

    @cached_property
    def names(self) -> Places:
        """Where capitalised words stand inside sentences."""
        return self.held.is_name.nonzero()[0]

    @cached_property
    def named_places(self) -> Places:
        """Where names stand that are likely those of places."""
        # A name never opens a sentence: there is a word before it.
        is_before = self.are(BEFORE_PLACES)
        return self.names[is_before.take(self.names - 1)]
