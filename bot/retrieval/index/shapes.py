"""Which words of many may be a mistyped one: told by their lengths and letters, not read."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.storage.arrays import Marks, Numbers, Places, Strings

# All that is no letter from a to z: a digit, in a folded word.
OTHER_SIGN = 26


# Few questions hold a word that nothing knows: what this takes is worked out then.
@dataclass(frozen=True)
class Shapes:
    """The shapes of folded words, none of them empty."""

    words: Strings

    def near(self, folded: str, errors: int) -> list[str]:
        """Return all words that differ by so many errors at most, and few others.

        Errors are those of OSA.distance; a first letter that is another one counts as one more.
        """
        told = _letters(np.frombuffer(folded.encode(), dtype=np.uint8))
        allowed = errors - (self._firsts != ord(folded[0]))
        longer = np.abs(self._lengths - len(folded))
        # A letter too many or too few changes whether one letter is there, a wrong one whether two.
        differing = np.bitwise_count(self._held ^ np.bitwise_or.reduce(told))
        return self._read(np.flatnonzero(differing + longer <= 2 * allowed))

    def _read(self, numbers: Places) -> list[str]:
        # All at once: to decode each alone takes ten times as long.
        whole, blob = bytearray(), memoryview(self.words.blob)  # type: ignore[arg-type]
        for start, end in zip(
            self._starts[numbers].tolist(), self.words.ends[numbers].tolist(), strict=True
        ):
            whole += blob[start:end]
            whole += b"\n"
        return whole.decode().splitlines()

    @cached_property
    def _lengths(self) -> Places:
        return np.diff(self.words.ends, prepend=0)

    @cached_property
    def _firsts(self) -> Marks:
        return self.words.blob[self._starts]

    @cached_property
    def _held(self) -> Numbers:
        """Which letters each word holds, a bit each."""
        if not len(self.words):
            return np.empty(0, dtype=np.int32)
        held: Numbers = np.bitwise_or.reduceat(_letters(self.words.blob), self._starts)
        return held

    @property
    def _starts(self) -> Places:
        return self.words.ends - self._lengths


def _letters(signs: Marks) -> Numbers:
    """Return a bit for each sign, which tells the letter."""
    letters = np.minimum(signs - np.uint8(ord("a")), OTHER_SIGN).astype(np.int32)
    bits: Numbers = np.left_shift(1, letters, dtype=np.int32)
    return bits
