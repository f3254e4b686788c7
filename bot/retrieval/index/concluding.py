"""From counts to what the index knows of words, and of stems."""

import numpy as np

from bot.retrieval.index.counting import KNOWN, Counts
from bot.retrieval.index.numbered import Numbered
from bot.retrieval.index.pieces import NAME, OPENING
from bot.retrieval.index.terms import NOBODY, Kin, Terms
from bot.retrieval.index.vocabulary import Vocabulary
from bot.retrieval.index.wording import Wording
from bot.storage.arrays import Flags, Longs, Numbers, Strings, different

# A first name is one when its surname stands behind it this often.
MOSTLY = 0.8


def wording_of(numbered: Numbered, counted: Counts) -> Wording:
    """Tell of words how they are written; only those of passages may be names or stand in a row."""
    size = len(numbered.words)
    counts = np.zeros(size, dtype=np.int64)
    best = [(-1, "")] * size
    by_form = counted.forms.reshape(-1, KNOWN + 1)
    above = np.bincount(numbered.above.tokens, minlength=len(numbered.above.forms))
    for forms, times, word_of in (
        (numbered.read.forms, by_form.sum(axis=1), numbered.word_of),
        (numbered.above.forms, above, numbered.word_above),
    ):
        np.add.at(counts, word_of, times)
        # Of the ways of writing a word the most frequent one stands for it. Of equal ones it is
        # what has fewer capitals, which come first in Unicode, and more accents.
        for word, count, (_, form) in zip(word_of.tolist(), times.tolist(), forms, strict=True):
            best[word] = max(best[word], (count, form))
    named = np.zeros(size, dtype=np.int64)
    np.add.at(named, numbered.word_of, _marked(by_form, NAME))
    return Wording(
        words=Vocabulary.of(numbered.words),
        written=Strings.of(form for _, form in best),
        counts=counts.astype(np.int32),
        named=named.astype(np.int32),
        following=counted.following,
        hyphenated=counted.hyphenated,
    )


def _marked(by_form: Longs, mark: int) -> Longs:
    """Return how often each form stands there so marked."""
    marked: Longs = by_form[:, [known for known in range(KNOWN + 1) if known & mark]].sum(axis=1)
    return marked


def terms_of(numbered: Numbered, counted: Counts) -> Terms:
    """Tell of stems how often each is a name, and how often it is none."""
    read, size = numbered.read, len(numbered.stems)
    by_form = counted.forms.reshape(-1, KNOWN + 1)
    is_content = ~numbered.is_stop[numbered.word_of]
    stem_of = numbered.stem_of[numbered.word_of[is_content]]
    keys, marks = numbered.keys[read.expressions], read.marks[read.places]
    named, opening, times = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for total, mark in ((named, NAME), (opening, OPENING)):
        np.add.at(total, stem_of, _marked(by_form, mark)[is_content])
        np.add.at(total, keys[marks & mark > 0], 1)
    np.add.at(times, stem_of, by_form.sum(axis=1)[is_content])
    np.add.at(times, keys, 1)
    is_held = counted.stems > 0
    above = numbered.word_above[~numbered.is_stop[numbered.word_above]]
    is_held[numbered.stem_of[above]] = True
    names = np.concatenate([np.empty(0, dtype=np.int64), *counted.names])
    return Terms(
        kin=Kin.of(Vocabulary.of(numbered.stems), is_held),
        holding=counted.stems.astype(np.int32),
        named=named.astype(np.int32),
        common=(times - named - opening).astype(np.int32),
        surnames=_surnames(names, named > times - named - opening, times),
        passages=np.array([len(read.ends)], dtype=np.int32),
    )


def _surnames(pairs: Longs, is_name: Flags, times: Longs) -> Numbers:
    """Return for each stem the one that follows it MOSTLY, of pairs of stems in a row."""
    surnames = np.full(len(times), NOBODY, dtype=np.int32)
    cells, counts = different(pairs)
    first, last = cells // max(1, len(times)), cells % max(1, len(times))
    is_mostly = is_name[first] & (counts >= MOSTLY * times[first])
    surnames[first[is_mostly]] = last[is_mostly]
    return surnames
