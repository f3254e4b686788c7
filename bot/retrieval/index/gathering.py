"""From texts to flat arrays: which words stand where. The one step that reads every text."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self, cast

import numpy as np

from bot.retrieval.expressions import Expression, expressions_at
from bot.retrieval.index.pieces import NAME, NO_ROOT, OPENING, Form, KnownPieces, Table
from bot.retrieval.index.sentences import line_of, tell_first_words
from bot.retrieval.sentences import sentences
from bot.storage.arrays import Flags, Marks, Numbers, Places, Rows


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read of some texts, in their order.

    `forms` are the different words as they are written, each with its folded word, and `keys` the
    expressions, both by where they stand first. `tokens` has the number of each word of the texts
    in `forms`, `marks` whether it is a name (NAME), opens a sentence (OPENING), or hangs on the
    next word (HYPHENATED). `ends` tells where the tokens of each text end. `expressions` has the
    numbers in `keys` of the expressions, text by text, `places` the token that each begins at.
    `sentences` has a row for each text, of a line of numbers for each sentence: see sentences.py.
    """

    forms: Sequence[Form]
    keys: Sequence[str]
    tokens: Numbers
    marks: Marks
    ends: Places
    expressions: Numbers
    places: Places
    sentences: Rows

    @classmethod
    def of(cls, texts: Iterable[str], pieces: KnownPieces | None = None) -> Self:
        """Read texts: as `reading.read` does, but piece by piece, and most pieces are known.

        `pieces` are those of other texts.
        """
        pieces = pieces or KnownPieces()
        lot = _Lot.of(texts, pieces)
        found = _expressions(lot, pieces)
        keys = {key: number for number, key in enumerate(dict.fromkeys(e.key for e in found))}
        forms, tokens = _numbered_anew(lot.forms, list(pieces.forms))
        return cls(
            forms=forms,
            keys=list(keys),
            tokens=tokens,
            marks=lot.marks,
            ends=lot.ends,
            expressions=np.array([keys[each.key] for each in found], dtype=np.int32),
            places=np.array([each.first for each in found], dtype=np.int64),
            sentences=lot.sentences,
        )

    def part(self, texts: range) -> Self:
        """Return what was read of some texts in a row; nothing is copied but places."""
        first, last = (int(self.ends[at - 1]) if at else 0 for at in (texts.start, texts.stop))
        found = slice(*np.searchsorted(self.places, [first, last]).tolist())
        return replace(
            self,
            tokens=self.tokens[first:last],
            marks=self.marks[first:last],
            ends=self.ends[texts.start : texts.stop] - first,
            expressions=self.expressions[found],
            places=self.places[found] - first,
            sentences=self.sentences.part(texts),
        )


@dataclass(frozen=True, slots=True)
class _Lot:
    """Texts as rows of tokens: see Gathered, but `forms` are numbered as in `table`."""

    table: Table
    forms: Numbers
    marks: Marks
    ends: Places
    is_opening: Flags
    sentences: Rows

    @classmethod
    def of(cls, texts: Iterable[str], pieces: KnownPieces) -> Self:
        numbers, of_text = array("i"), array("q")
        spans, of_spans = array("i"), array("q")
        for text in texts:
            numbers.extend(pieces.between_spaces(text))
            of_text.append(len(numbers))
            # One without a word is one empty sentence.
            for begin, end in sentences(text) or [(0, len(text))]:
                spans.extend(line_of(text, begin, end))
            of_spans.append(len(spans))
        held, last = pieces.joined(
            np.array(numbers, dtype=np.int32), np.array(of_text, dtype=np.int64)
        )
        table = pieces.table()
        places, of = table.forms.spread(held)
        # The texts are looked at as one: a space is behind each piece, the last ones too.
        behind = np.cumsum(table.lengths[held], dtype=np.int64)
        begins = (behind - table.lengths[held])[of] + table.starts[places]
        ends = np.searchsorted(of, last)
        rows = Rows(np.array(spans, dtype=np.int32), np.array(of_spans, dtype=np.int64))
        text_begins = np.concatenate([[0], behind[last - 1]])
        is_opening = np.zeros(len(begins) + 1, dtype=bool)
        # Behind the words of a text, those of the next one begin.
        is_opening[tell_first_words(rows, begins, text_begins, ends)] = True
        is_opening[0] = True
        is_opening[ends] = True
        is_opening = is_opening[:-1]
        marks = table.marks[places]
        marks[is_opening] &= ~np.uint8(NAME)
        marks[is_opening] |= OPENING
        return cls(table, table.forms.numbers[places], marks, ends, is_opening, rows)


def _expressions(lot: _Lot, pieces: KnownPieces) -> list[Expression]:
    table, root_of = lot.table, lot.table.root_of[lot.forms]
    content = np.flatnonzero(root_of != NO_ROOT)
    may_begin = pieces.openings.among(
        content, table.known_root_of[lot.forms], table.known_word_of[lot.forms]
    )
    if not len(may_begin):
        return []
    # Few words of a lot are looked at: arrays, of which only these become numbers of Python.
    roots = np.array([*pieces.roots], dtype=object)[root_of[content]]
    folded = np.array([each for each, _ in pieces.forms], dtype=object)[lot.forms]
    return expressions_at(
        may_begin.tolist(),
        cast("Sequence[str]", roots),
        cast("Sequence[str]", folded),
        content.data,
        np.cumsum(lot.is_opening).data,
    )


def _numbered_anew(numbers: Numbers, forms: Sequence[Form]) -> tuple[list[Form], Numbers]:
    """Return those of `forms` that are there, by their first places, and the numbers anew."""
    none = len(numbers)
    first = np.full(len(forms), none, dtype=np.int64)
    # Of several that are set the last one stays.
    first[numbers[::-1]] = np.arange(none - 1, -1, -1)
    there = np.flatnonzero(first < none)
    there = there[np.argsort(first[there])]
    others = np.zeros(len(forms), dtype=np.int32)
    others[there] = np.arange(len(there), dtype=np.int32)
    return [forms[number] for number in there.tolist()], others[numbers]
