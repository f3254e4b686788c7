"""From what was read of passages to what is looked up of them: counts, by words and by stems."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.pieces import HYPHENATED, NAME, OPENING
from bot.retrieval.index.terms import NOBODY, Kin, Terms
from bot.retrieval.index.vocabulary import Vocabulary
from bot.retrieval.index.wording import Pairs, Wording
from bot.retrieval.words import is_stop_word, stem
from bot.storage.arrays import Flags, Longs, Marks, Numbers, Places, Rows, Strings, different

# So many passages are counted at once: what is in between stays small.
LOT = 1_000
ARTICLES = 100
# A first name is one when its surname stands behind it this often.
MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Numbered:
    """What was read of passages, and of the headings above them, words and stems numbered.

    `word_of` has the number in `words` of each form of the passages, `word_above` of each form of
    the headings. `stem_of` and `is_stop` tell of each word its stem among `stems` and whether it
    says nothing, `keys` has the numbers among `stems` of the expressions of the passages.
    """

    read: Gathered
    above: Gathered
    words: list[str]
    word_of: Numbers
    word_above: Numbers
    stems: list[str]
    stem_of: Numbers
    is_stop: Flags
    keys: Numbers

    @classmethod
    def of(cls, read: Gathered, above: Gathered) -> Self:
        """Give numbers to the words and stems of what was read."""
        words, stems = dict[str, int](), dict[str, int]()
        word_of, word_above = (
            [words.setdefault(folded, len(words)) for folded, _ in each.forms]
            for each in (read, above)
        )
        stem_of = [stems.setdefault(stem(word), len(stems)) for word in words]
        keys = [stems.setdefault(key, len(stems)) for key in read.keys]
        return cls(
            read=read,
            above=above,
            words=list(words),
            word_of=np.array(word_of, dtype=np.int32),
            word_above=np.array(word_above, dtype=np.int32),
            stems=list(stems),
            stem_of=np.array(stem_of, dtype=np.int32),
            is_stop=np.array([is_stop_word(word) for word in words], dtype=bool),
            keys=np.array(keys, dtype=np.int32),
        )


@dataclass(frozen=True, slots=True)
class Lot:
    """Some passages in a row, the first of them and where their tokens start.

    `words` and `marks` are those of their tokens, `of` the passage of each, counted from 0 in the
    lot, and `ends` where each passage ends.
    """

    first: int
    start: int
    words: Numbers
    marks: Marks
    of: Numbers
    ends: Places

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.ends)


def lots_of(numbered: Numbered) -> Iterator[Lot]:
    """Yield the passages, some in a row after the other."""
    read = numbered.read
    for first in range(0, len(read.ends), LOT):
        start = int(read.ends[first - 1]) if first else 0
        ends = read.ends[first : first + LOT] - start
        own = slice(start, start + int(ends[-1]))
        of = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0))
        words = numbered.word_of[read.tokens[own]]
        yield Lot(first, start, words, read.marks[own], of, ends)


def wording_of(numbered: Numbered) -> Wording:
    """Count words as they are written; only those of passages may be names or stand in a row."""
    read, size = numbered.read, len(numbered.words)
    counts = np.zeros(size, dtype=np.int64)
    best = [(-1, "")] * size
    for text, word_of in ((read, numbered.word_of), (numbered.above, numbered.word_above)):
        times = np.bincount(text.tokens, minlength=len(text.forms))
        np.add.at(counts, word_of, times)
        # Of the ways of writing a word the most frequent one stands for it. Of equal ones it is
        # what has fewer capitals, which come first in Unicode, and more accents.
        told = zip(word_of.tolist(), times.tolist(), text.forms, strict=True)
        for word, count, (_, form) in told:
            best[word] = max(best[word], (count, form))
    following, hyphenated = _following(numbered)
    named = np.bincount(read.tokens[read.marks & NAME > 0], minlength=len(read.forms))
    return Wording(
        words=Vocabulary.of(numbered.words),
        written=Strings.of(form for _, form in best),
        counts=counts.astype(np.int32),
        named=np.bincount(numbered.word_of, weights=named, minlength=size).astype(np.int32),
        following=following,
        hyphenated=hyphenated,
    )


def _following(numbered: Numbered) -> tuple[Pairs, Pairs]:
    """Return the pairs of words in a row, and those of them that a hyphen joins."""
    following, hyphenated = [], []
    for lot in lots_of(numbered):
        places = np.flatnonzero(lot.of[:-1] == lot.of[1:])
        high, low = (lot.words[at].astype(np.int64) for at in (places, places + 1))
        pairs = high << 32 | low
        following.append(different(pairs)[0])
        hyphenated.append(different(pairs[lot.marks[places] & HYPHENATED > 0])[0])
    return different(_joined(following))[0], different(_joined(hyphenated))[0]


def terms_of(numbered: Numbered, holding: Numbers) -> Terms:
    """Count the stems of passages: how often each is a name, and how often it is none.

    `holding` tells how many passages hold each.
    """
    read, size = numbered.read, len(numbered.stems)
    counts = np.zeros((3, size), dtype=np.int64)

    def count(stems: Numbers, marks: Marks) -> None:
        for row, mark in enumerate((NAME, OPENING)):
            counts[row] += np.bincount(stems[marks & mark > 0], minlength=size)
        counts[2] += np.bincount(stems, minlength=size)

    pairs = []
    for lot in lots_of(numbered):
        words, marks, is_content = lot.words, lot.marks, ~numbered.is_stop[lot.words]
        count(numbered.stem_of[words[is_content]], marks[is_content])
        # A name is inside of a sentence: what stands before it is of the same passage.
        is_pair = is_content[:-1] & is_content[1:] & (marks[1:] & NAME > 0)
        first, last = (numbered.stem_of[each[is_pair]] for each in (words[:-1], words[1:]))
        pairs.append(first.astype(np.int64) * size + last)
    count(numbered.keys[read.expressions], read.marks[read.places])
    named, opening, times = counts
    is_held = holding > 0
    above = numbered.word_above[~numbered.is_stop[numbered.word_above]]
    is_held[numbered.stem_of[above]] = True
    return Terms(
        kin=Kin.of(Vocabulary.of(numbered.stems), is_held),
        holding=holding,
        named=named.astype(np.int32),
        common=(times - named - opening).astype(np.int32),
        surnames=_surnames(_joined(pairs), named > times - named - opening, times),
        passages=np.array([len(read.ends)], dtype=np.int32),
    )


def _joined(lots: list[Longs]) -> Longs:
    return np.concatenate(lots) if lots else np.empty(0, dtype=np.int64)


def _surnames(pairs: Longs, is_name: Flags, times: Longs) -> Numbers:
    """Return for each stem the one that follows it MOSTLY, of pairs of stems in a row."""
    surnames = np.full(len(times), NOBODY, dtype=np.int32)
    cells, counts = different(pairs)
    first, last = cells // max(1, len(times)), cells % max(1, len(times))
    is_mostly = is_name[first] & (counts >= MOSTLY * times[first])
    surnames[first[is_mostly]] = last[is_mostly]
    return surnames


def stems_of(numbered: Numbered, above: Rows) -> Rows:
    """Return the stems of each passage, each as often as it stands there, and its expressions.

    Before them stands what is `above` each passage.
    """
    read = numbered.read
    lots = []
    for lot in lots_of(numbered):
        is_content = ~numbered.is_stop[lot.words]
        content = np.cumsum(np.bincount(lot.of[is_content], minlength=lot.size))
        # The expressions come text by text.
        found = slice(*np.searchsorted(read.places, [lot.start, lot.start + len(lot.words)]))
        of_keys = np.searchsorted(read.places[found] - lot.start, lot.ends)
        rows = [
            above.picked(np.arange(lot.first, lot.first + lot.size, dtype=np.int32)),
            Rows(numbered.stem_of[lot.words[is_content]], content),
            Rows(numbered.keys[read.expressions[found]], of_keys.astype(np.int64)),
        ]
        lots.append(Rows.interleaved(rows))
    return Rows.chained(lots)


def stems_in(rows: Rows) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield, some rows after the other, the row of each number, counted anew, and the numbers."""
    for first in range(0, len(rows), LOT):
        among = np.arange(first, min(first + LOT, len(rows)), dtype=np.int32)
        numbers, of = rows.among(among)
        yield of, numbers


def holding_of(lots: Iterable[tuple[Numbers, Numbers]], size: int) -> Numbers:
    """Count the passages that hold each of `size` numbers: lots of passages and their numbers."""
    holding = np.zeros(size, dtype=np.int64)
    for of, numbers in lots:
        if size:
            cells, _ = different(of.astype(np.int64) * size + numbers)
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
