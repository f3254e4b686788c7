"""BM25 of some passages in other fields than that of the stems: what the features look at."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from bot.retrieval.index.held import Held
from bot.retrieval.index.okapi import Okapi
from bot.retrieval.index.vocabulary import Vocabulary
from bot.storage.arrays import Flags, Floats, Places, Rows, places_met

LETTERS = 4
WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class WordField:
    """All words of the passages as they are written, folded, stop words included."""

    okapi: Okapi

    def scores(self, query: Sequence[int], said: tuple[Places, Places], held: Held) -> Floats:
        """Return the BM25 of passages for the words of a question, each once.

        `said` tells where they stand: which, by their places in `query`, and where.
        """
        which, at = said
        counts = _counts(which, len(query), held.of.take(at), len(held.among))
        return self.okapi.scores(query, counts, held.lengths)


@dataclass(frozen=True, slots=True)
class LetterField:
    """The parts, LETTERS letters long, of the words that carry meaning.

    `vocabulary` numbers the parts, `parts` has a row of them for each word, and `holders` a row of
    words for each of them.
    """

    vocabulary: Vocabulary
    parts: Rows
    holders: Rows
    okapi: Okapi

    @classmethod
    def of(cls, parts: "Parts", okapi: Okapi) -> Self:
        """Return the field of words whose parts are known."""
        holders = _turned(parts.rows, len(parts.names))
        return cls(Vocabulary.of(parts.names), parts.rows, holders, okapi)

    def scores(self, query: Sequence[int], held: Held) -> Floats:
        """Return the BM25 of passages for the parts of the words of a question, each once."""
        # Few words share a part with the question: the others are passed over at one look.
        sharing, _ = self.holders.among(np.asarray(query, dtype=np.int32))
        near = held.are(sharing, len(self.parts)).nonzero()[0]
        parts, which = self.parts.among(held.words.take(near))
        columns, met = places_met(query, parts, len(self.vocabulary))
        of = held.of.take(near.take(which.take(met)))
        counts = _counts(columns, len(query), of, len(held.among))
        return self.okapi.scores(query, counts, held.letters)


# Texts say the same words again and again.
@lru_cache(maxsize=WORDS_KEPT)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word, its beginning and end marked."""
    marked = f"_{word}_"
    last = max(1, len(marked) - LETTERS + 1)
    return tuple(sys.intern(marked[start : start + LETTERS]) for start in range(last))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of some words, `names` by where they stand first, and a row of them for each word.

    Words that say nothing have none.
    """

    names: list[str]
    rows: Rows

    @classmethod
    def of(cls, words: Iterable[str], is_stop: Flags) -> Self:
        """Take folded words, which are ASCII, apart: as `parts_of` does with each, but at once."""
        told = zip(words, is_stop.tolist(), strict=True)
        marked = ["" if stop else f"_{word}_" for word, stop in told]
        lengths = np.array([len(each) for each in marked], dtype=np.int64)
        counts = np.where(lengths > 0, np.maximum(1, lengths - LETTERS + 1), 0)
        signs = np.frombuffer("".join([*marked, "\0" * LETTERS]).encode("ascii"), dtype=np.uint8)
        ends, behind = np.cumsum(counts), np.cumsum(lengths)
        within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        places = within + np.repeat(behind - lengths, counts)
        left = np.repeat(lengths, counts) - within
        codes = np.zeros(len(places), dtype="<u4")
        for at in range(LETTERS):
            codes |= np.where(at < left, signs[places + at], 0).astype("<u4") << np.uint32(8 * at)
        different, first, number = np.unique(codes, return_index=True, return_inverse=True)
        order = np.argsort(first)
        others = np.empty(len(order), dtype=np.int32)
        others[order] = np.arange(len(order), dtype=np.int32)
        names = different[order].view(f"S{LETTERS}").astype(str).tolist()
        return cls(names, Rows(others[number], ends))


def _turned(rows: Rows, size: int) -> Rows:
    """Return for each of so many numbers the rows that hold it."""
    of = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.ends, prepend=0))
    counts = np.bincount(rows.numbers, minlength=size)
    return Rows(of[np.argsort(rows.numbers, kind="stable")], np.cumsum(counts, dtype=np.int64))


def _counts(which: Places, words: int, of: Places, size: int) -> Floats:
    """Return how often each of `size` documents (by row) holds each of so many words (by column).

    `which` has the word of each place where one stands, `of` its document.
    """
    counts = np.bincount(of * words + which, minlength=size * words)
    return counts.reshape(size, words).astype(np.float64)
