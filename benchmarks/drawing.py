"""A corpus drawn with a fixed seed: words as often as French uses them, and again as texts do.

The words and how often they are written come from wordfreq (`fr`, its large list: books, news,
encyclopedias, subtitles, the web), without stop words, as the stems that the bot indexes. How long
passages are, and how often they say a word again, is as in 761 passages of the French Wikipedia
(PIAF 1.0): see `benchmarks/README.md`. What nobody draws well is left out: numbers, and words in
step with each other.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from wordfreq import get_frequency_dict

from benchmarks.corpus import Corpus
from bot.retrieval.words import stems

SEED = 20
# Words that carry meaning in a passage of PIAF: their mean number, and how its logarithm varies.
WORDS = 61.3
SPREAD = 0.21
# Passages of an article; the share of words said before in the passage, and in its article.
PASSAGES = 8
AGAIN_IN_PASSAGE = 0.06
AGAIN_IN_ARTICLE = 0.24
# Drawn so many at a time, each part with a seed of its own: a large corpus begins as a small one.
PART = 10_000

Numbers = NDArray[np.int32]


def drawn(passages: int) -> Corpus:
    """Return a corpus of so many passages, the same each time."""
    vocabulary, chances = _french()
    certain = np.cumsum(chances)
    lengths, words = [], []
    for part in range(-(-passages // PART)):
        rng = np.random.default_rng([SEED, part])
        of_part = np.maximum(1, rng.lognormal(np.log(WORDS) - SPREAD**2 / 2, SPREAD, PART).round())
        lengths.append(of_part.astype(np.int64))
        fresh = np.searchsorted(certain, rng.random(lengths[-1].sum()) * certain[-1], side="right")
        words.append(_said_again(fresh.astype(np.int32), lengths[-1], rng))
    ends = np.concatenate(lengths)[:passages].cumsum()
    return Corpus(np.concatenate(words)[: ends[-1]], ends, vocabulary)


def _french() -> tuple[list[str], NDArray[np.float64]]:
    """Return stems, the most written first, and how often each is written among them."""
    written: defaultdict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict("fr", "large").items():
        # wordfreq writes all numbers of four digits as 0000.
        if not any(sign.isdigit() for sign in word):
            for stem in stems(word):
                written[stem] += frequency
    common = sorted(written.items(), key=lambda stem: -stem[1])
    return [stem for stem, _ in common], np.array([frequency for _, frequency in common])


def _said_again(fresh: Numbers, lengths: NDArray[np.int64], rng: np.random.Generator) -> Numbers:
    """Return the words with some of them replaced by earlier ones of their passage or article."""
    count = len(fresh)
    starts = lengths.cumsum() - lengths
    begins = np.repeat(starts, lengths)
    article_begins = np.repeat(starts[np.arange(len(lengths)) // PASSAGES * PASSAGES], lengths)
    lot = rng.random(count)
    first = np.where(lot < AGAIN_IN_PASSAGE, begins, article_begins)
    here = np.arange(count)
    source = first + (rng.random(count) * (here - first)).astype(np.int64)
    source = np.where(lot < AGAIN_IN_PASSAGE + AGAIN_IN_ARTICLE, source, here)
    # What is said again may itself have been said again: followed to where it was said first.
    while not np.array_equal(further := source[source], source):
        source = further
    again: Numbers = fresh[source]
    return again
