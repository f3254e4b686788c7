"""Which terms of a question some passages meet by their words, and where.

An array of passages has a number for each, one of sentences a number for each sentence of all of
them; where there are terms too, these are the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.retrieval.asked import UNKNOWN, Asked
from bot.retrieval.index.held import Held
from bot.retrieval.index.index import Index
from bot.storage.arrays import Flags, Floats, Places, first_of_each


# What is not asked of passages is not worked out.
@dataclass(frozen=True)
class Met:
    """A question beside the words of passages of an index."""

    asked: Asked
    held: Held
    index: Index

    @cached_property
    def places(self) -> tuple[Places, Places]:
        """Where stems stand that stand for a term, in order: which, by Asked.numbers, and where."""
        return self.index.met(self.asked.stem_numbers, self.held)

    @cached_property
    def own_places(self) -> tuple[Places, Places]:
        """Where the terms themselves stand, in order: which, by Asked.terms, and where."""
        which, at = self.places
        term_of = np.full(len(self.asked.places) + 1, UNKNOWN)
        term_of[self.asked.own_places] = np.arange(len(self.asked.terms))
        term = term_of.take(which)
        is_own = term != UNKNOWN
        return term[is_own], at[is_own]

    def degrees_at(self) -> Iterator[Floats]:
        """Yield for each term how well it is met by what stands in each of `places`.

        One after the other: of a question of hundreds of words beside the longest passages all of
        them would take a gigabyte.
        """
        return (degrees.take(self.places[0]) for degrees in self.asked.standing)

    @cached_property
    def stems_in_passages(self) -> Flags:
        """Which passages hold which stems of Asked.numbers; behind the last row nobody holds any.

        What the index does not know is told by that row.
        """
        return _table(self.places, self.held.of, self._stems, len(self.held.among))

    @cached_property
    def stems_in_sentences(self) -> Flags:
        """Which sentences hold which of them."""
        return _table(self.places, self.held.sentence_of, self._stems, len(self.held.lines))

    @property
    def _stems(self) -> int:
        return len(self.asked.places) + 1

    @cached_property
    def terms_in_passages(self) -> Flags:
        """Which terms each passage holds as they are."""
        return _table(self.own_places, self.held.of, len(self.asked.terms), len(self.held.among))

    @cached_property
    def terms_in_sentences(self) -> Flags:
        """Which terms each sentence holds as they are."""
        terms = len(self.asked.terms)
        return _table(self.own_places, self.held.sentence_of, terms, len(self.held.lines))

    @cached_property
    def in_words(self) -> Floats:
        """How well each term is met by the words of each sentence, between 0 and 1."""
        degrees = np.zeros((len(self.asked.terms), len(self.held.lines)))
        sentence = self.held.sentence_of.take(self.places[1])
        if len(sentence):
            starts = first_of_each(sentence)
            held = sentence[starts]
            for row, each in zip(degrees, self.degrees_at(), strict=True):
                row[held] = np.maximum.reduceat(each, starts)
        return degrees


def _table(met: tuple[Places, Places], of: Places, rows: int, columns: int) -> Flags:
    """Tell which stems or terms (by row) stand in which passages or sentences (by column).

    `met` tells which and at which words, and `of` the column of each word.
    """
    which, at = met
    table = np.zeros((rows, columns), dtype=bool)
    table[which, of.take(at)] = True
    return table
