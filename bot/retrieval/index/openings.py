"""Where an expression of the lexicon may begin: told by two words, in many texts at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np

from bot.retrieval.expressions import Neighbours, neighbours
from bot.storage.arrays import Flags, Numbers, Places

UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Openings:
    """The `roots` and `words` of neighbours, numbered from 1; UNKNOWN are all others.

    `pairs` tells by root and root which stand side by side, `before` by word and root, `after` by
    root and word.
    """

    roots: Mapping[str, int]
    words: Mapping[str, int]
    pairs: Flags
    before: Flags
    after: Flags

    @classmethod
    def of(cls, known: Neighbours) -> Self:
        """Give numbers to what stands side by side in expressions."""
        roots = _numbered(
            [*(each for pair in known.roots for each in pair)]
            + [root for _, root in known.before]
            + [root for root, _ in known.after]
        )
        words = _numbered([word for word, _ in known.before] + [word for _, word in known.after])
        return cls(
            roots=roots,
            words=words,
            pairs=_told(known.roots, roots, roots),
            before=_told(known.before, words, roots),
            after=_told(known.after, roots, words),
        )

    def among(self, content: Places, roots: Numbers, words: Numbers) -> Places:
        """Return which of the words that carry meaning an expression may be found at.

        `content` are the places of these, `roots` and `words` the numbers of all words.
        """
        there = np.flatnonzero(roots[content])
        at = content[there]
        own = roots[at]
        # Behind the last word nothing follows.
        following = np.append(roots[content[1:]], UNKNOWN)[there]
        after = np.append(words, UNKNOWN)[at + 1]
        before = np.where(at > 0, words[at - 1], UNKNOWN)
        found: Places = there[
            self.pairs[own, following] | self.before[before, own] | self.after[own, after]
        ]
        return found


@cache
def openings() -> Openings:
    """Return the openings of the lexicon's expressions."""
    return Openings.of(neighbours())


def _numbered(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(set(words)), UNKNOWN + 1)}


def _told(
    pairs: Iterable[tuple[str, str]], rows: Mapping[str, int], columns: Mapping[str, int]
) -> Flags:
    told = np.zeros((len(rows) + 1, len(columns) + 1), dtype=bool)
    for row, column in pairs:
        told[rows[row], columns[column]] = True
    return told
