"""Arrays in files: what was written is read, and what is damaged is told."""

from __future__ import annotations

import logging
import multiprocessing
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.arrays import Rows, Strings
from bot.storage.parts import put_together, taken_apart
from bot.storage.store import Store, mapped_bytes

LETTERS = np.arange(1_000, dtype=np.int32)
WEIGHTS = np.linspace(0, 1, 7)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "index")
    with store.alone():
        store.write("rows", "one", {"letters": [LETTERS[:10], LETTERS[10:]], "weights": [WEIGHTS]})
    return store


def test_what_was_written_is_read(store: Store) -> None:
    arrays = store.read("rows", "one")

    assert arrays is not None
    assert np.array_equal(arrays["letters"], LETTERS)
    assert np.array_equal(arrays["weights"], WEIGHTS)
    assert not arrays["letters"].flags.writeable


def test_what_is_not_there_is_not_read(tmp_path: Path) -> None:
    assert Store(tmp_path).read("rows", "one") is None


def test_what_was_made_of_something_else_is_told(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    assert store.read("rows", "another") is None
    assert "is of other texts or another version" in caplog.text


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "foot"])
def test_what_is_damaged_is_told_and_not_read(
    store: Store, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = store.folder / "rows.bin"
    content = bytearray(path.read_bytes())
    if damage == "changed":
        content[100] ^= 1
    elif damage == "foot":
        content[-1] ^= 1
    damaged = {"cut": content[:-30], "emptied": bytearray()}
    path.write_bytes(damaged.get(damage, content))

    assert store.read("rows", "one") is None
    assert "is damaged" in caplog.text


@pytest.mark.unmeasured
@pytest.mark.parametrize("place", range(0, 4_500, 50))
def test_a_flipped_bit_anywhere_is_told(
    store: Store, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Its foot too, which no checksum holds."""
    path = store.folder / "rows.bin"
    content = bytearray(path.read_bytes())
    content[-1 - place % len(content)] ^= 4
    path.write_bytes(content)

    assert store.read("rows", "one") is None
    assert "is damaged" in caplog.text


def test_who_has_a_file_open_keeps_what_it_held(store: Store) -> None:
    before = store.read("rows", "one")
    store.write("rows", "two", {"letters": [LETTERS * 2]})

    assert before is not None
    assert np.array_equal(before["letters"], LETTERS)
    after = store.read("rows", "two")
    assert after is not None
    assert after["letters"][5] == 10


@pytest.mark.skipif(not mapped_bytes(), reason="no other system tells what is in memory")
def test_what_was_looked_at_is_let_go_and_is_there_at_the_next_look(tmp_path: Path) -> None:
    store, numbers = Store(tmp_path, room_bytes=0), np.arange(4_000_000, dtype=np.int32)
    found = store.keep("rows", "one", {"numbers": [numbers]})["numbers"]
    assert np.array_equal(found, numbers)
    held = mapped_bytes()

    store.let_go()

    assert held - mapped_bytes() > numbers.nbytes / 2
    assert np.array_equal(found, numbers)


def test_what_is_no_longer_mapped_is_no_longer_let_go(tmp_path: Path) -> None:
    store = Store(tmp_path, room_bytes=0)
    store.keep("rows", "one", {"letters": [LETTERS]})
    found = store.keep("rows", "two", {"letters": [LETTERS]})["letters"]

    store.let_go()

    assert np.array_equal(found, LETTERS)


def test_what_cannot_be_written_leaves_what_was_there(store: Store) -> None:
    def broken() -> list[np.ndarray]:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        store.write("rows", "two", {"letters": (broken() for _ in range(1))})  # type: ignore[misc]

    assert store.read("rows", "one") is not None
    unfinished = {path.name for path in store.folder.iterdir() if path.name.startswith(".")}
    assert unfinished == {".lock"}


def test_what_somebody_killed_had_begun_is_removed(store: Store) -> None:
    left = store.folder / f".rows.bin.{os.getpid()}"
    left.write_bytes(b"unfinished")

    with store.alone():
        assert not left.exists()


def _wait(folder: Path, told: multiprocessing.Queue[str]) -> None:
    with Store(folder).alone():
        told.put("in")


@pytest.mark.unmeasured
def test_one_process_at_a_time_makes_something(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    other = context.Process(target=_wait, args=(store.folder, told))

    with store.alone():
        other.start()
        other.join(0.3)
        assert told.empty()

    assert told.get(timeout=20) == "in"
    other.join(20)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=20)))
def test_texts_are_what_they_were(texts: list[str]) -> None:
    strings = Strings.of(texts)

    assert strings.all() == texts
    assert [strings[number] for number in range(len(strings))] == texts


@given(st.lists(st.lists(st.integers(0, 9))), st.data())
def test_rows_are_found_alone_and_among_others(rows: list[list[int]], data: st.DataObject) -> None:
    kept = put_together(Rows, taken_apart(Rows.of(rows)))
    places = st.sampled_from(range(len(rows))) if rows else st.nothing()
    among = data.draw(st.lists(places))

    assert [kept.row(number).tolist() for number in range(len(kept))] == rows
    numbers, of = kept.among(np.array(among, dtype=np.int32))
    assert numbers.tolist() == [number for place in among for number in rows[place]]
    assert of.tolist() == [at for at, place in enumerate(among) for _ in rows[place]]
