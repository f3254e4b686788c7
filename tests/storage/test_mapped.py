"""Mapped files: their arrays are looked at where they are, or read piece by piece."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.mapped import Mapped, pieces_of
from bot.storage.store import mapped_bytes

NUMBERS = np.arange(1_000_000, dtype=np.float64)
BEFORE = 64


def mapped(path: Path) -> np.ndarray:
    path.write_bytes(bytes(BEFORE) + NUMBERS.tobytes())
    with path.open("rb") as file:
        return Mapped.of(file.fileno()).array("<f8", len(NUMBERS), BEFORE)


@given(places=st.tuples(st.integers(0, len(NUMBERS)), st.integers(0, len(NUMBERS))))
def test_a_piece_is_what_stands_there(
    tmp_path_factory: pytest.TempPathFactory, places: tuple[int, int]
) -> None:
    start, end = sorted(places)

    for array in (NUMBERS, mapped(tmp_path_factory.getbasetemp() / "numbers")):
        assert np.array_equal(pieces_of(array)(start, end), NUMBERS[start:end])


def test_a_piece_of_a_part_is_counted_from_its_beginning(tmp_path: Path) -> None:
    piece = pieces_of(mapped(tmp_path / "numbers")[10:])

    assert piece(0, 2).tolist() == [10, 11]
    (tmp_path / "numbers").write_bytes(b"")
    with pytest.raises(OSError, match="shorter"):
        piece(0, 2)


def test_a_piece_of_what_is_small_altogether_is_no_copy(tmp_path: Path) -> None:
    array = mapped(tmp_path / "numbers")

    assert np.shares_memory(pieces_of(array, small=array.nbytes)(3, 5), array)
    assert not np.shares_memory(pieces_of(array, small=array.nbytes - 1)(3, 5), array)


@pytest.mark.skipif(not mapped_bytes(), reason="no other system tells what is in memory")
def test_a_piece_takes_no_memory_but_its_own(tmp_path: Path) -> None:
    array = mapped(tmp_path / "numbers")
    piece, before = pieces_of(array), mapped_bytes()

    for start in range(0, len(array), 10_000):
        piece(start, start + 10)

    assert mapped_bytes() - before < array.nbytes / 10


def test_a_file_that_was_replaced_is_read_as_it_was(tmp_path: Path) -> None:
    piece = pieces_of(mapped(tmp_path / "numbers"))
    (tmp_path / "other").write_bytes(b"")

    (tmp_path / "other").replace(tmp_path / "numbers")

    assert piece(3, 5).tolist() == [3, 4]


def test_a_file_that_was_cut_off_is_told(tmp_path: Path) -> None:
    piece = pieces_of(mapped(tmp_path / "numbers"))
    (tmp_path / "numbers").write_bytes(bytes(BEFORE))

    with pytest.raises(OSError, match="shorter"):
        piece(3, 5)
