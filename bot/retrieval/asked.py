"""A question as the ranking sees it: its terms, their worth, and the kind of answer it wants."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bot.retrieval.index.numbered import NO_STEM
from bot.retrieval.reading import Reading
from bot.storage.arrays import Flags, Floats, Numbers, Places, first_of_each

# The number of a stem that the index does not know. No word has it, not even one that says nothing.
UNKNOWN = NO_STEM - 1
SEVERAL = frozenset({"quels", "quelles", "lesquels", "lesquelles"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning.

    `idf` is its weight (no unit): log(1 + (N - n + 0.5) / (n + 0.5)) for n of N passages, the
    never negative form that Lucene uses. `rarity` is the same over the texts that the weights were
    fitted on: how rare the word is in French at large, which one article cannot tell. `related`
    holds the stems that may stand for it, with their degree between 0 and 1, the stem itself
    with 1. `is_strange` tells a word that is not known to be French: a name, most likely.
    """

    stem: str
    folded: str
    idf: float
    rarity: float
    related: dict[str, float] = field(repr=False)
    is_name: bool
    is_number: bool
    is_focus: bool
    is_strange: bool = False

    def degree_in(self, stems: Collection[str]) -> float:
        """Return how well the term is met by a set of stems: 1 for itself, 0 for nothing."""
        if self.stem in stems:
            return 1.0
        return max((self.related[stem] for stem in self.related if stem in stems), default=0.0)


# What is asked of it several times is worked out once.
@dataclass(frozen=True)
class Asked:
    """A question that was read.

    `weight` is the sum of its terms' idf and `rarity` of their rarity, never 0. `numbers` has those
    of the stems in the index, of the terms and of all that may stand for them, by their names.
    """

    reading: Reading
    terms: tuple[Term, ...]
    kind: str
    weight: float
    rarity: float
    numbers: Mapping[str, int] = field(repr=False)

    @property
    def is_plural(self) -> bool:
        """Whether several things are asked for: « quels sont les… », « lesquels »."""
        return not SEVERAL.isdisjoint(self.folded)

    @property
    def has_focus(self) -> bool:
        """Whether one of the terms is the word behind « quel »."""
        return any(term.is_focus for term in self.terms)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The words as they were asked, folded, stop words included."""
        return frozenset(word.folded for word in self.reading.words)

    @property
    def telling(self) -> list[str]:
        """The words that carry meaning as they were asked, folded, in order."""
        return [self.reading.words[at].folded for _, at in self.reading.content]

    @property
    def stems(self) -> list[str]:
        """The stems of the terms, in order, each once."""
        return [term.stem for term in self.terms]

    @cached_property
    def idf(self) -> Floats:
        """The idf of each term."""
        return np.array([term.idf for term in self.terms])

    @cached_property
    def rarities(self) -> Floats:
        """The rarity of each term."""
        return np.array([term.rarity for term in self.terms])

    @cached_property
    def are_names(self) -> Flags:
        """Which terms are names."""
        return np.array([term.is_name for term in self.terms], dtype=bool)

    @cached_property
    def are_focus(self) -> Flags:
        """Which terms are the word behind « quel »."""
        return np.array([term.is_focus for term in self.terms], dtype=bool)

    @cached_property
    def own_numbers(self) -> Numbers:
        """The number of each term's stem, UNKNOWN for one that the index does not know."""
        return np.array([self.numbers.get(term.stem, UNKNOWN) for term in self.terms], np.int32)

    @cached_property
    def stem_numbers(self) -> Numbers:
        """The numbers of all stems in `numbers`, in that order."""
        return np.fromiter(self.numbers.values(), np.int32, len(self.numbers))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each of the stems in `numbers`."""
        return {stem: at for at, stem in enumerate(self.numbers)}

    @cached_property
    def own_places(self) -> Places:
        """The place of each term's stem, behind the last one for what the index does not know."""
        unknown = len(self.places)
        return np.array([self.places.get(term.stem, unknown) for term in self.terms], np.int64)

    @cached_property
    def standing(self) -> Floats:
        """How well each stem (by column, its place) stands for each term (by row): 1 for itself.

        Behind the last column nothing stands for anything.
        """
        standing = np.zeros((len(self.terms), len(self.places) + 1))
        for row, term in zip(standing, self.terms, strict=True):
            known = [stem for stem in term.related if stem in self.places]
            row[[self.places[stem] for stem in known]] = [term.related[stem] for stem in known]
        return standing

    def degree(self, is_held: Flags) -> Floats:
        """Return how well each term (by row) is met by those (by column) who hold some stems.

        `is_held` has a row for each place of a stem, and one behind them.
        """
        best = np.zeros((len(self.terms), is_held.shape[1]))
        holder, place = is_held.T.nonzero()
        if len(holder):
            starts = first_of_each(holder)
            degrees = self.standing.take(place, axis=1)
            best[:, holder[starts]] = np.maximum.reduceat(degrees, starts, axis=1)
        return best

    def degrees(self) -> Floats:
        """Return how well each of the stems in `numbers` stands for a term at best: 1 for itself.

        They are above 0.
        """
        best: Floats = self.standing[:, :-1].max(axis=0, initial=0.0)
        return best
