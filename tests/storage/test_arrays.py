"""Arrays of the index."""

from typing import Literal

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from bot.storage.arrays import weighed

PAIRS = st.lists(st.tuples(st.floats(0, 9), st.floats(0, 1)), min_size=1, max_size=40)


@given(pairs=PAIRS, columns=st.integers(1, 70), order=st.sampled_from(["C", "F"]))
@example(pairs=[(1 / each, 1 / 3) for each in range(1, 25)], columns=1, order="C")
@example(pairs=[(1 / each, 1 / 3) for each in range(1, 131)], columns=1, order="C")
@example(pairs=[(1 / each, 1 / 3) for each in range(1, 131)], columns=40, order="F")
def test_equal_columns_are_given_equal_sums_however_many_there_are(
    pairs: list[tuple[float, float]], columns: int, order: Literal["C", "F"]
) -> None:
    weights, column = np.array(pairs).T
    rows = np.array([[value] * columns for value in column], order=order)

    sums = weighed(weights, rows)

    # Not `sum`, which adds otherwise where Python is newer.
    expected = 0.0
    for weight, value in pairs:
        expected += weight * value
    assert sums.tolist() == [expected] * columns


def test_a_sum_of_nothing_is_0() -> None:
    assert weighed(np.empty(0), np.empty((0, 3))).tolist() == [0.0] * 3
