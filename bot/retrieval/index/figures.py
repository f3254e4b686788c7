"""Which words of an index are figures: numbers, years, percentages."""

import re
from collections.abc import Iterable

import numpy as np

from bot.storage.arrays import Marks

# What is known of a word by its signs: a number is a year, or an amount.
AMOUNT, YEAR, PERCENTAGE = 1, 2, 4
NUMBER = AMOUNT | YEAR
A_YEAR = re.compile(r"1\d{3}|20\d{2}")


def figures_of(words: Iterable[str]) -> Marks:
    """Return of each folded word what figure it is; 0 where it is none."""
    return np.array([_figure(word) for word in words], dtype=np.uint8)


def _figure(word: str) -> int:
    if not word[0].isdigit():
        return 0
    if A_YEAR.fullmatch(word):
        return YEAR
    return AMOUNT | PERCENTAGE if word.endswith("%") else AMOUNT
