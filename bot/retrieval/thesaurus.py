"""The French thesaurus of LibreOffice, read from the system where it is installed.

Debian's package `mythes-fr` puts two files into /usr/share/mythes: `.idx` holds a line
`word|offset` for each word, and `.dat`, at that byte offset, `word|number of meanings` and a line
`(part of speech)|synonym|synonym…` for each meaning. Only the index is read whole.
"""

import mmap
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from bot.retrieval.words import fold_french, is_stop_word, plain_words, stem

SYSTEM_FILES = Path("/usr/share/mythes")
NAMES = ("thes_fr", "th_fr_FR_v2", "th_fr")
# A word with this many synonyms in one meaning is too vague for any of them to replace it.
MAX_SYNONYMS = 40
WORDS_KEPT = 5_000
# What a file that is not damaged counts in: neither « ² », a digit too, nor endless numbers.
DIGITS = re.compile(r"[0-9]{1,12}")
ONE_BYTE = "cp1252"
# Lines in a row with the same first two signs.
RUN = re.compile(r"\n(..)[^\n]*(?:\n\1[^\n]*)*")

Stretches = Mapping[str, Sequence[tuple[int, int]]]
"""Where the lines stand in the index that begin so, the line break before them included."""


class Thesaurus:
    """Synonyms by stem, in both directions of an entry's words."""

    def __init__(self, index: Path, data: Path) -> None:
        with data.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # Folded and searched as one text: to split it into entries would slow every start.
        self._index = folded_at_once(index.read_text(encoding="utf-8", errors="replace"))
        self._by_letter: dict[str, Stretches] = {}
        # People ask with the same words; the words come from outside, so what is kept is bounded.
        self._looked_up = lru_cache(maxsize=WORDS_KEPT)(self._synonyms)

    @classmethod
    def installed(cls, folder: Path = SYSTEM_FILES) -> Self | None:
        """Return the system's thesaurus, or None where there is none."""
        for name in NAMES:
            index, data = folder / f"{name}.idx", folder / f"{name}.dat"
            if index.is_file() and data.is_file() and data.stat().st_size:
                return cls(index, data)
        return None

    def synonyms(self, folded: str) -> frozenset[str]:
        """Return the stems of the words that the thesaurus gives for a folded word."""
        return self._looked_up(folded)

    def _synonyms(self, folded: str) -> frozenset[str]:
        found: set[str] = set()
        for offset in self._offsets(folded):
            for meaning in self._meanings(offset):
                if len(meaning) <= MAX_SYNONYMS:
                    found.update(filter(None, map(_stem_of, meaning)))
        return frozenset(found)

    def __contains__(self, folded: object) -> bool:
        """Tell whether the thesaurus has an entry for a folded word."""
        return isinstance(folded, str) and any(True for _ in self._offsets(folded))

    def _offsets(self, folded: str) -> Iterator[int]:
        """Yield the byte offsets of a folded word: « pêcher » and « pécher » share it."""
        entry = f"\n{folded}|"
        # Of a word of one letter the second sign is the one behind it.
        for start, end in self._beginning(folded[:1]).get(entry[1:3], ()):
            at = start
            while (at := self._index.find(entry, at, end)) >= 0:
                at += len(entry)
                # A number longer than any offset is cut short, and leads behind the end anyway.
                if offset := DIGITS.match(self._index, at):
                    yield int(offset[0])

    def _beginning(self, letter: str) -> Stretches:
        """Return where the lines stand that begin with a letter, by their first two signs.

        Looked for when a word begins so for the first time: a letter has a thousand lines.
        """
        found = self._by_letter.get(letter)
        if found is None:
            runs = defaultdict[str, list[tuple[int, int]]](list)
            for start, end in self._stretches.get(letter, ()):
                for run in RUN.finditer(self._index, start, end):
                    runs[run[1]].append(run.span())
            # Two threads may look for it at once; either is right.
            found = self._by_letter[letter] = dict(runs)
        return found

    @cached_property
    def _stretches(self) -> Stretches:
        """Where the lines that begin with each letter stand, the line break before them included.

        They are in alphabetical order, capitals and accented letters apart: these are few.
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        at = self._index.find("\n")
        while 0 <= at < len(self._index) - 1:
            letter = self._index[at + 1]
            other = re.compile(rf"\n(?!{re.escape(letter)})").search(self._index, at + 1)
            end = other.start() if other else len(self._index)
            found[letter].append((at, end))
            at = end
        return dict(found)

    def _meanings(self, offset: int) -> Iterator[list[str]]:
        head, offset = self._line(offset)
        _, _, count = head.rpartition("|")
        for _ in range(int(count) if DIGITS.fullmatch(count) else 0):
            line, offset = self._line(offset)
            if not line:
                break
            # Folded together, which is far faster than one by one.
            yield fold_french(line).split("|")[1:]

    def _line(self, offset: int) -> tuple[str, int]:
        """Return the line at a byte offset, and where the next one starts; "" behind the end.

        The file's own position is not used: two threads would move it under each other.
        """
        end = self._data.find(b"\n", offset)
        end = len(self._data) if end < 0 else end
        return self._data[offset:end].decode("utf-8", "replace").strip(), end + 1


def _stem_of(synonym: str) -> str | None:
    """Return the stem of a folded synonym; an expression of several words is none of one word."""
    own = [word for word in plain_words(synonym) if not is_stop_word(word)]
    return stem(own[0]) if len(own) == 1 else None


def folded_at_once(text: str) -> str:
    """Return what `fold_french` makes of a text, a whole dictionary in a third of the time.

    All signs of French have one byte in Windows' own code, and a byte is folded by a table.
    """
    try:
        encoded = text.encode(ONE_BYTE)
    except UnicodeEncodeError:
        return fold_french(text)
    table, dropped, several = bytearray(range(256)), bytearray(), dict[bytes, bytes]()
    for sign in bytes(range(256)).decode(ONE_BYTE, "ignore"):
        (byte,), folded = sign.encode(ONE_BYTE), fold_french(sign).encode()
        if len(folded) == 1:
            table[byte] = folded[0]
        elif folded:
            several[bytes([byte])] = folded
        else:
            dropped.append(byte)
    encoded = encoded.translate(table, dropped)
    for single, letters in several.items():
        # « œ » becomes two letters.
        encoded = encoded.replace(single, letters)
    return encoded.decode("ascii")
