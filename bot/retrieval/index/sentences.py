"""The sentences of texts as lines of numbers: where each stands, and what its signs tell."""

import numpy as np

from bot.storage.arrays import Numbers, Places, Rows

# What the numbers of a line are: where the sentence begins and ends, in characters, which word of
# its text is its first one, and its sign.
BEGIN, END, FIRST_WORD, SIGN = range(4)
NUMBERS = 4
# A sentence that ends with a question mark, and one that tells who said a quotation.
ASKING, SAID = 1, 2
DASHES = "–—―"


def line_of(text: str, begin: int, end: int) -> tuple[int, int, int, int]:
    """Return the line of a sentence whose first word is not known yet."""
    sign = ASKING * (text[end - 1 : end] == "?") + SAID * (text[begin : begin + 1] in DASHES)
    return begin, end, 0, sign


def tell_first_words(rows: Rows, begins: Places, text_begins: Places, ends: Places) -> Places:
    """Write into the lines which word each sentence begins with; return these among all words.

    `begins` are where the words of all texts begin and `text_begins` where the texts do, in
    characters of all of them; `ends` tells where the words of each text end. A word belongs to the
    last sentence that begins before it, or to the first one.
    """
    lines = lines_of(rows.numbers)
    lengths = np.diff(rows.ends, prepend=0) // NUMBERS
    starts = np.concatenate([np.zeros(1, dtype=np.int64), ends])[: len(ends)]
    sentence_begins = lines[:, BEGIN] + np.repeat(text_begins[: len(lengths)], lengths)
    firsts: Places = np.searchsorted(begins, sentence_begins)
    # What no word of its text is behind has none.
    firsts = np.minimum(firsts, np.repeat(ends, lengths))
    firsts[rows.ends // NUMBERS - lengths] = starts
    lines[:, FIRST_WORD] = firsts - np.repeat(starts, lengths)
    return firsts


def lines_of(row: Numbers) -> Numbers:
    """Return a row, or several, as lines."""
    return row.reshape(-1, NUMBERS)
