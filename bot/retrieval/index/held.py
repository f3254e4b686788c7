"""Some passages as the index tells them: their words, sentences and expressions, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.retrieval.index.sentences import BEGIN, END, FIRST_WORD, SIGN
from bot.storage.arrays import Flags, Floats, Numbers, Places, are_wanted


# What is not asked of passages is not worked out.
@dataclass(frozen=True)
class Held:
    """Passages one behind the other, by their places in the corpus (`among`).

    `words` are their words by number, `is_name` tells which have a capital inside a sentence;
    `lengths` counts those of each passage, and `letters` the parts of these (see fields.py).
    `lines` has a line for each sentence (see sentences.py), and `sentences` counts those of each
    passage: there is one at least. `keys` are the stems that stand for their expressions, and
    `keys_at` the word that each begins at.
    """

    among: Numbers
    words: Numbers
    is_name: Flags
    lengths: Places
    letters: Places
    lines: Numbers
    sentences: Places
    keys: Numbers
    keys_at: Places

    @cached_property
    def ends(self) -> Places:
        """Where the words of each passage end."""
        return self.lengths.cumsum()

    @cached_property
    def starts(self) -> Places:
        """Where the words of each passage begin."""
        return self.ends - self.lengths

    @cached_property
    def of(self) -> Places:
        """The passage of each word, by its place in `among`."""
        return np.arange(len(self.among)).repeat(self.lengths)

    @cached_property
    def last_sentences(self) -> Places:
        """The last sentence of each passage."""
        return self.sentences.cumsum() - 1

    @cached_property
    def first_sentences(self) -> Places:
        """The first sentence of each passage."""
        return self.last_sentences - self.sentences + 1

    @cached_property
    def passage_of(self) -> Places:
        """The passage of each sentence, by its place in `among`."""
        return np.arange(len(self.among)).repeat(self.sentences)

    @cached_property
    def sentence_numbers(self) -> Places:
        """The number of each sentence in its passage, from 0."""
        return np.arange(len(self.lines)) - self.first_sentences[self.passage_of]

    @cached_property
    def first_words(self) -> Places:
        """The word that each sentence begins with: of one without a word, that of the next one."""
        return self.lines[:, FIRST_WORD] + self.starts.repeat(self.sentences)

    @cached_property
    def sentence_of(self) -> Places:
        """The sentence of each word."""
        counts = self.sentence_ends - self.first_words
        return np.arange(len(counts)).repeat(counts)

    @cached_property
    def sentence_ends(self) -> Places:
        """Where the words of each sentence end."""
        ends = np.empty_like(self.first_words)
        ends[:-1], ends[-1] = self.first_words[1:], len(self.words)
        return ends

    @property
    def signs(self) -> Numbers:
        """What the signs of each sentence tell: ASKING, SAID."""
        return self.lines[:, SIGN]

    def sentences_of(self, passage: int) -> range:
        """Return the sentences of a passage."""
        return range(self.first_sentences.item(passage), self.last_sentences.item(passage) + 1)

    def span(self, sentence: int) -> tuple[int, int]:
        """Return where a sentence begins and ends in its passage, in characters."""
        line = self.lines[sentence]
        return line.item(BEGIN), line.item(END)

    def are(self, words: Sequence[int] | Numbers, known: int) -> Flags:
        """Tell of each word whether it is one of some; all numbers are below `known`."""
        return are_wanted(words, self.words, known)

    def in_sentences(self, places: Places) -> Flags:
        """Tell which sentences hold any of the words at some places."""
        told = np.zeros(len(self.lines), dtype=bool)
        told[self.sentence_of.take(places)] = True
        return told

    def counted(self, places: Places) -> Places:
        """Return how many of the words at some places each sentence holds."""
        return np.bincount(self.sentence_of.take(places), minlength=len(self.lines))

    def most(self, values: Floats) -> Floats:
        """Return for each passage the most of its sentences' values: the last axis is theirs."""
        found: Floats = np.maximum.reduceat(values, self.first_sentences, axis=-1)
        return found

    def before(self, values: Floats) -> Floats:
        """Return for each sentence the value of the one before it, 0 for the first."""
        moved = np.zeros_like(values)
        moved[..., 1:] = values[..., :-1]
        moved[..., self.first_sentences] = 0
        return moved

    def after(self, values: Floats) -> Floats:
        """Return for each sentence the value of the one behind it, 0 for the last."""
        moved = np.zeros_like(values)
        moved[..., :-1] = values[..., 1:]
        moved[..., self.last_sentences] = 0
        return moved
