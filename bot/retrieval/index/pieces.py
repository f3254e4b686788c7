"""What stands between the spaces of texts, read once each: the same pieces come again and again."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.retrieval.families import root
from bot.retrieval.index.openings import UNKNOWN, openings
from bot.retrieval.words import GAP, Word, is_stop_word, words_in
from bot.storage.arrays import Marks, Numbers, Places, Rows

# What is known of a word at its place.
NAME, OPENING, HYPHENATED = 1, 2, 4
# More characters of pieces than so many are not kept from one lot of texts to the next: 100 MB.
CHARACTERS_KEPT = 1_500_000
NO_ROOT = -1

Form = tuple[str, str]
"""A folded word, and one way in which it is written."""


class _Numbering(dict[str, int]):
    """Numbers in the order in which they are asked for; `added` is told what is new."""

    def __init__(self, added: Callable[[str], None]) -> None:
        super().__init__()
        self._added = added

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        self._added(key)
        return number


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of pieces, by their number, and of the forms and roots that they hold.

    `forms` has a row of forms for each piece; of each number in it `starts` tells where in the
    piece the word begins, in characters, and `marks` whether it has a capital (NAME) or hangs on
    the next one (HYPHENATED). `lengths` are the pieces' own, the space behind them included.
    `root_of` has the root of each form, NO_ROOT where it says nothing. `known_root_of` and
    `known_word_of` number those of the lexicon's expressions (see Openings).
    """

    forms: Rows
    starts: Numbers
    marks: Marks
    lengths: Numbers
    root_of: Numbers
    known_root_of: Numbers
    known_word_of: Numbers


class KnownPieces:
    """The pieces of all texts that it was asked for; it grows, and is for one thread."""

    def __init__(self) -> None:
        self.forms: dict[Form, int] = {}
        self.openings = openings()
        self.roots: dict[str, int] = {}
        self._numbers = _Numbering(self._add)
        self._written: list[str] = []
        self._is_bound = bytearray()
        self._held, self._ends = array("i"), array("q")
        self._starts, self._lengths = array("i"), array("i")
        self._root_of, self._marks = array("i"), bytearray()
        self._known_root_of, self._known_word_of = array("i"), array("i")

    @property
    def is_full(self) -> bool:
        """Whether it is time for a new one."""
        return sum(self._lengths) > CHARACTERS_KEPT

    def between_spaces(self, text: str) -> Iterator[int]:
        """Yield the numbers of what stands between the spaces of a text, in order: one at least."""
        return map(self._numbers.__getitem__, text.split(" "))

    def joined(self, parts: Numbers, ends: Places) -> tuple[Numbers, Places]:
        """Return the pieces of texts of which `between_spaces` gave the parts, those of all.

        They are the same but where GAP sees no space; `ends` tells where those of each text end.
        To split texts at spaces takes a third of the time that splitting at GAP takes.
        """
        is_bound = np.array(self._is_bound, dtype=bool)[parts]
        is_bound[ends - 1] = False
        is_kept = np.append(True, ~is_bound[:-1])[: len(parts)]
        firsts = np.flatnonzero(is_bound & is_kept)
        lasts = np.flatnonzero(~(is_bound | is_kept))
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            run = parts[first : last + 1].tolist()
            parts[first] = self._numbers[" ".join([self._written[number] for number in run])]
        return parts[is_kept], np.cumsum(is_kept)[ends - 1]

    def table(self) -> Table:
        """Return what is known of them by now."""
        ends = np.array(self._ends, dtype=np.int64)
        return Table(
            forms=Rows(np.array(self._held, dtype=np.int32), ends),
            starts=np.array(self._starts, dtype=np.int32),
            marks=np.frombuffer(bytes(self._marks), dtype=np.uint8),
            lengths=np.array(self._lengths, dtype=np.int32),
            root_of=np.array(self._root_of, dtype=np.int32),
            known_root_of=np.array(self._known_root_of, dtype=np.int32),
            known_word_of=np.array(self._known_word_of, dtype=np.int32),
        )

    def _add(self, piece: str) -> None:
        self._written.append(piece)
        self._is_bound.append(len(GAP.split(f"{piece} ")) == 1)
        found = words_in(piece)
        for word in found:
            form = word.folded, piece[word.start : word.end]
            number = self.forms.setdefault(form, len(self.forms))
            if number == len(self._root_of):
                self._add_form(word)
            self._held.append(number)
            self._starts.append(word.start)
            self._marks.append(NAME if piece[word.start].isupper() else 0)
        for before, (one, two) in enumerate(pairwise(found), len(self._marks) - len(found)):
            if piece[one.end : two.start] == "-":
                self._marks[before] |= HYPHENATED
        self._ends.append(len(self._held))
        self._lengths.append(len(piece) + 1)

    def _add_form(self, word: Word) -> None:
        self._known_word_of.append(self.openings.words.get(word.folded, UNKNOWN))
        if is_stop_word(word.folded):
            self._root_of.append(NO_ROOT)
            self._known_root_of.append(UNKNOWN)
            return
        word_root = root(word.stem)
        self._root_of.append(self.roots.setdefault(word_root, len(self.roots)))
        self._known_root_of.append(self.openings.roots.get(word_root, UNKNOWN))
