"""BM25 of some passages in other fields than that of the stems: what the features look at."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from bot.retrieval.index.counting import holding_of
from bot.retrieval.index.okapi import Okapi
from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Flags, Floats, Numbers, Rows

LETTERS = 4
WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class WordField:
    """All words of the passages as they are written, folded, stop words included."""

    okapi: Okapi

    @classmethod
    def of(cls, tokens: Rows, size: int) -> Self:
        """Count the words of passages, which have `size` different ones."""
        holding = holding_of(tokens, size)
        return cls(Okapi.of(holding, np.diff(tokens.ends, prepend=0).astype(np.int32)))

    def scores(self, query: Sequence[int], tokens: Rows, among: Numbers) -> Floats:
        """Return the BM25 of the passages `among` these for the words of a question, each once."""
        held, of = tokens.among(among)
        return self.okapi.scores(query, _counts(query, held, of, len(among)), among)


@dataclass(frozen=True, slots=True)
class LetterField:
    """The parts, LETTERS letters long, of the words that carry meaning.

    `vocabulary` numbers the parts, and `parts` has a row of them for each word.
    """

    vocabulary: Vocabulary
    parts: Rows
    okapi: Okapi

    @classmethod
    def of(cls, tokens: Rows, words: Sequence[str], is_content: Flags) -> Self:
        """Count the parts of the words of passages; `is_content` tells it of each word."""
        known: dict[str, int] = {}
        parts = Rows.of(
            [
                [known.setdefault(part, len(known)) for part in parts_of(word)] if content else []
                for word, content in zip(words, is_content, strict=True)
            ]
        )
        lengths = np.diff(parts.ends, prepend=0)[tokens.numbers]
        of_passage = np.concatenate([[0], np.cumsum(lengths)])[np.concatenate([[0], tokens.ends])]
        holding = holding_of(tokens, len(known), parts)
        okapi = Okapi.of(holding, np.diff(of_passage).astype(np.int32))
        return cls(Vocabulary.of(list(known)), parts, okapi)

    def scores(self, query: Sequence[int], tokens: Rows, among: Numbers) -> Floats:
        """Return the BM25 of the passages `among` these for the parts of a question, each once."""
        held, of = tokens.among(among)
        parts, which = self.parts.among(held)
        return self.okapi.scores(query, _counts(query, parts, of[which], len(among)), among)


# Texts say the same words again and again.
@lru_cache(maxsize=WORDS_KEPT)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word, its beginning and end marked."""
    marked = f"_{word}_"
    last = max(1, len(marked) - LETTERS + 1)
    return tuple(sys.intern(marked[start : start + LETTERS]) for start in range(last))


def _counts(query: Sequence[int], held: Numbers, of: Numbers, size: int) -> Floats:
    """Return how often each of `size` documents holds each word of the query."""
    order = np.argsort(query)
    wanted = np.asarray(query, dtype=np.int32)[order]
    if not len(wanted):
        return np.zeros((size, 0))
    places = np.minimum(np.searchsorted(wanted, held), len(wanted) - 1)
    met = wanted[places] == held
    cells = of[met] * len(wanted) + order[places[met]]
    counts = np.bincount(cells, minlength=size * len(wanted))
    return counts.reshape(size, len(wanted)).astype(np.float64)
