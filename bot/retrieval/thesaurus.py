"""The French thesaurus of LibreOffice, read from the system where it is installed.

Debian's package `mythes-fr` puts two files into /usr/share/mythes: `.idx` holds a line
`word|offset` for each word, and `.dat`, at that byte offset, `word|number of meanings` and a line
`(part of speech)|synonym|synonym…` for each meaning. Only the index is read whole.
"""

import mmap
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from bot.retrieval.words import stems

SYSTEM_FILES = Path("/usr/share/mythes")
NAMES = ("thes_fr", "th_fr_FR_v2", "th_fr")
# A word with this many synonyms in one meaning is too vague for any of them to replace it.
MAX_SYNONYMS = 40
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Thesaurus:
    """Synonyms by stem, in both directions of an entry's words."""

    def __init__(self, index: Path, data: Path) -> None:
        with data.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._offsets = _offsets(index)

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
        found: set[str] = set()
        for offset in self._offsets.get(folded, ()):
            for meaning in self._meanings(offset):
                if len(meaning) <= MAX_SYNONYMS:
                    # An expression of several words is no synonym of one word.
                    found.update(own[0] for word in meaning if len(own := stems(word)) == 1)
        return frozenset(found)

    def __contains__(self, folded: object) -> bool:
        """Tell whether the thesaurus has an entry for a folded word."""
        return folded in self._offsets

    def _meanings(self, offset: int) -> Iterator[list[str]]:
        self._data.seek(offset)
        _, _, count = self._data.readline().decode("utf-8", "replace").strip().rpartition("|")
        for _ in range(int(count) if count.isdigit() else 0):
            line = self._data.readline().decode("utf-8", "replace").strip()
            yield line.split("|")[1:]


def _offsets(index: Path) -> dict[str, list[int]]:
    """Return the byte offsets of every folded word; « pêcher » and « pécher » share an entry."""
    offsets: dict[str, list[int]] = {}
    text = index.read_text(encoding="utf-8", errors="replace").lower().translate(LIGATURES)
    # The whole file at once: word by word, `fold` would take ten times as long at every start.
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    for line in plain.splitlines()[2:]:
        word, _, offset = line.partition("|")
        if offset.isdigit():
            offsets.setdefault(word, []).append(int(offset))
    return offsets
