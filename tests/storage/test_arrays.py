"""Arrays of the index."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.arrays import weighed

WEIGHTS = st.lists(st.floats(0, 9), min_size=1, max_size=40)


@given(weights=WEIGHTS, values=st.data(), columns=st.integers(1, 70))
def test_equal_columns_are_given_equal_sums(
    weights: list[float], values: st.DataObject, columns: int
) -> None:
    size = len(weights)
    column = np.array(values.draw(st.lists(st.floats(0, 1), min_size=size, max_size=size)))

    sums = weighed(np.array(weights), np.repeat(column[:, None], columns, axis=1))

    assert sums.tolist() == [sum(w * v for w, v in zip(weights, column.tolist(), strict=True))] * (
        columns
    )


def test_a_sum_of_nothing_is_0() -> None:
    assert weighed(np.empty(0), np.empty((0, 3))).tolist() == [0.0] * 3
