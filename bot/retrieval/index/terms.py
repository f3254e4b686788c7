"""What the index knows of stems: how rare each is, which are names, and which are akin."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.retrieval.families import root
from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Flags, Marks, Numbers, Rows

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Kin:
    """Stems by their root and by their beginning: those that are `held`, of all of `stems`.

    `of_root` has a row of stems for each of the `roots`.
    """

    stems: Vocabulary
    held: Marks
    roots: Vocabulary
    of_root: Rows

    @classmethod
    def of(cls, stems: Vocabulary, held: Flags) -> Self:
        """Group the stems that are `held`: in any passage, or in a heading."""
        rows: dict[str, list[int]] = {}
        for number, (stem, is_held) in enumerate(zip(stems.words.all(), held, strict=True)):
            if is_held:
                rows.setdefault(root(stem), []).append(number)
        roots = Vocabulary.of(list(rows))
        return cls(stems, held.astype(np.uint8), roots, Rows.of(list(rows.values())))

    @classmethod
    def among(cls, stems: Iterable[str]) -> Self:
        """Group some stems, all of them held."""
        known = Vocabulary.of(sorted(set(stems)))
        return cls.of(known, np.ones(len(known), dtype=bool))

    def knows(self, stem: str) -> bool:
        """Tell whether a stem is one of any of the words, headings included."""
        return stem in self.stems

    def of_the_root(self, key: str) -> list[str]:
        """Return the stems of one root."""
        number = self.roots.number(key)
        if number is None:
            return []
        return [self.stems.words[each] for each in self.of_root.row(number).tolist()]

    def beginning(self, letters: str) -> list[str]:
        """Return the stems that begin so."""
        found = self.stems.numbered_beginning(letters)
        return [stem for stem, number in found if self.held[number]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems of a corpus, by their number in `kin.stems`; keys of expressions are among them.

    `holding` counts the passages that hold each, `named` how often it stands as a name, and
    `common` how often as none, first words of sentences apart. `surnames` has the number of the
    name that nearly always follows a name, NOBODY where there is none. `passages` is one number.
    """

    kin: Kin
    holding: Numbers
    named: Numbers
    common: Numbers
    surnames: Numbers
    passages: Numbers

    @property
    def stems(self) -> Vocabulary:
        """The stems and their numbers."""
        return self.kin.stems

    def idf(self, stem: str) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a stem that n of N passages hold."""
        return _idf(int(self.passages[0]), self.held_by(stem))

    def idf_among(self, stem: str, *, questions: int, holding: int) -> float:
        """Return the same, so many questions of which some hold the stem being passages too."""
        return _idf(int(self.passages[0]) + questions, self.held_by(stem) + holding)

    def held_by(self, stem: str) -> int:
        """Return how many passages hold a stem."""
        number = self.stems.number(stem)
        return 0 if number is None else int(self.holding[number])

    def surname(self, stem: str) -> str | None:
        """Return the name that nearly always follows a name: Wang for Alexandr, else None."""
        number = self.stems.number(stem)
        found = NOBODY if number is None else int(self.surnames[number])
        return None if found == NOBODY else self.stems.words[found]

    def is_name(self, stem: str) -> bool:
        """Tell whether a stem is written with a capital inside sentences more often than not."""
        number = self.stems.number(stem)
        return number is not None and bool(self.named[number] > self.common[number])


def _idf(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
