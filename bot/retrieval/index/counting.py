"""From what was read of passages to what is looked up of them: counts, by words and by stems."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.index.gathering import HYPHENATED, NAME, OPENING, Gathered
from bot.retrieval.index.terms import NOBODY, Kin, Terms
from bot.retrieval.index.vocabulary import Vocabulary
from bot.retrieval.index.wording import Pairs, Wording
from bot.retrieval.words import is_stop_word, stem
from bot.storage.arrays import Flags, Numbers, Places, Rows, Strings, different

# So many passages are counted at once: what is in between stays small.
LOT = 1_000
ARTICLES = 100
# A first name is one when its surname stands behind it this often.
MOSTLY = 0.8

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbered:
    """What was read, its words and stems numbered; the first `headings` texts are no passages.

    `word_of` has the number in `words` of each of the forms that were read, `stem_of` and `is_stop`
    tell of each word its stem among `stems` and whether it says nothing, `keys` has the numbers
    among `stems` of the expressions.
    """

    read: Gathered
    headings: int
    words: list[str]
    word_of: Numbers
    stems: list[str]
    stem_of: Numbers
    is_stop: Flags
    keys: Numbers

    @classmethod
    def of(cls, read: Gathered, headings: int) -> Self:
        """Give numbers to the words and stems of what was read."""
        words, stems = dict[str, int](), dict[str, int]()
        word_of = [words.setdefault(folded, len(words)) for folded, _ in read.forms]
        stem_of = [stems.setdefault(stem(word), len(stems)) for word in words]
        keys = [stems.setdefault(key, len(stems)) for key in read.keys]
        return cls(
            read=read,
            headings=headings,
            words=list(words),
            word_of=np.array(word_of, dtype=np.int32),
            stems=list(stems),
            stem_of=np.array(stem_of, dtype=np.int32),
            is_stop=np.array([is_stop_word(word) for word in words], dtype=bool),
            keys=np.array(keys, dtype=np.int32),
        )

    @property
    def start(self) -> int:
        """Where the tokens of the passages begin."""
        return int(self.read.starts[self.headings])


def wording_of(numbered: Numbered) -> Wording:
    """Count words as they are written."""
    read, size = numbered.read, len(numbered.words)
    tokens, marks = read.tokens[numbered.start :], read.marks[numbered.start :]
    words = numbered.word_of[tokens]
    is_followed = np.ones(len(tokens), dtype=bool)
    ends = read.ends[numbered.headings :] - numbered.start
    is_followed[ends[ends > 0] - 1] = False
    hyphenated = is_followed & (marks & HYPHENATED > 0)
    times = np.bincount(read.tokens, minlength=len(read.forms))
    counts = np.bincount(numbered.word_of, weights=times, minlength=size)
    return Wording(
        words=Vocabulary.of(numbered.words),
        written=Strings.of(_written(numbered, times)),
        counts=counts.astype(np.int32),
        named=np.bincount(words[marks & NAME > 0], minlength=size).astype(np.int32),
        following=_pairs(words, is_followed),
        hyphenated=_pairs(words, hyphenated),
    )


def _written(numbered: Numbered, times: Longs) -> list[str]:
    """Return each word as it is written most often.

    Of equal ones it is what has fewer capitals, which come first in Unicode, and more accents.
    """
    best = [(-1, "")] * len(numbered.words)
    told = zip(numbered.word_of.tolist(), times.tolist(), numbered.read.forms, strict=True)
    for word, count, (_, form) in told:
        best[word] = max(best[word], (count, form))
    return [form for _, form in best]


def terms_of(numbered: Numbered, holding: Numbers) -> Terms:
    """Count stems: how often each is a name, opens a sentence, or neither.

    `holding` tells how many passages hold each.
    """
    read, size, start = numbered.read, len(numbered.stems), numbered.start
    words, marks = numbered.word_of[read.tokens[start:]], read.marks[start:]
    is_content = ~numbered.is_stop[words]
    is_own = read.places >= start
    keys = numbered.keys[read.expressions[is_own]]
    stems = np.concatenate([numbered.stem_of[words[is_content]], keys])
    all_marks = np.concatenate([marks[is_content], read.marks[read.places[is_own]]])
    named, opening = (
        np.bincount(stems[all_marks & mark > 0], minlength=size) for mark in (NAME, OPENING)
    )
    times = np.bincount(stems, minlength=size)
    common = times - named - opening
    # A name is inside of a sentence: what stands before it is of the same passage.
    is_pair = is_content[:-1] & is_content[1:] & (marks[1:] & NAME > 0)
    pairs = [numbered.stem_of[each[is_pair]].astype(np.int64) for each in (words[:-1], words[1:])]
    return Terms(
        kin=Kin.of(Vocabulary.of(numbered.stems), holding),
        holding=holding,
        named=named.astype(np.int32),
        common=common.astype(np.int32),
        surnames=_surnames(pairs[0] * size + pairs[1], named > common, times),
        passages=np.array([len(read.ends) - numbered.headings], dtype=np.int32),
    )


def _surnames(pairs: Longs, is_name: Flags, times: Longs) -> Numbers:
    """Return for each stem the one that follows it MOSTLY, of pairs of stems in a row."""
    surnames = np.full(len(times), NOBODY, dtype=np.int32)
    cells, counts = different(pairs)
    first, last = cells // max(1, len(times)), cells % max(1, len(times))
    is_mostly = is_name[first] & (counts >= MOSTLY * times[first])
    surnames[first[is_mostly]] = last[is_mostly]
    return surnames


def stems_of(numbered: Numbered) -> Rows:
    """Return the stems of each passage, each as often as it stands there, and its expressions."""
    read, start = numbered.read, numbered.start
    words = numbered.word_of[read.tokens[start:]]
    is_content = ~numbered.is_stop[words]
    ends = read.ends[numbered.headings :]
    content = np.concatenate([[0], np.cumsum(is_content)])[ends - start]
    # The expressions come text by text.
    first = int(np.searchsorted(read.places, start))
    of_keys = np.searchsorted(read.places, ends) - first
    return Rows.interleaved(
        [
            Rows(numbered.stem_of[words[is_content]], content),
            Rows(numbered.keys[read.expressions[first:]], of_keys.astype(np.int64)),
        ]
    )


def holding_of(rows: Rows, size: int, parts: Rows | None = None) -> Numbers:
    """Count the rows that hold each of `size` numbers, or each of the `parts` of their numbers."""
    holding = np.zeros(size, dtype=np.int64)
    for first in range(0, len(rows), LOT):
        held, of = rows.among(np.arange(first, min(first + LOT, len(rows)), dtype=np.int32))
        if parts is not None:
            held, which = parts.among(held)
            of = of[which]
        if size:
            cells, _ = different(of.astype(np.int64) * size + held)
            holding += np.bincount(cells % size, minlength=size)
    return holding.astype(np.int32)


def merged(rows: Rows, ends: Places, size: int) -> Rows:
    """Return what several rows together hold, rising: of each lot of rows that ends there."""
    whole = Rows(rows.numbers, rows.ends[ends - 1]) if len(ends) else Rows.of([])
    found, lengths = [], []
    for first in range(0, len(whole), ARTICLES):
        lot = np.arange(first, min(first + ARTICLES, len(whole)), dtype=np.int32)
        held, of = whole.among(lot)
        cells, _ = different(of.astype(np.int64) * size + held)
        found.append((cells % max(1, size)).astype(np.int32))
        lengths.append(np.bincount(cells // max(1, size), minlength=len(lot)))
    if not found:
        return Rows.of([])
    return Rows(np.concatenate(found), np.cumsum(np.concatenate(lengths), dtype=np.int64))


def _pairs(words: Numbers, is_followed: Flags) -> Pairs:
    places = np.flatnonzero(is_followed)
    high, low = (words[at].astype(np.int64) for at in (places, places + 1))
    return different(high << 32 | low)[0]
