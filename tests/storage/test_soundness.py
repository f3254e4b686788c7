"""What was read whole and found sound is not read whole again, unless anything was done to it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
import xxhash

from bot.storage.soundness import is_sound, looks_of

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="no other system tells when it started"
)

CONTENT = b"ce qui est ecrit" * 100
CHECKSUM = xxhash.xxh3_64_intdigest(CONTENT)
# Longer than a tick of the clock that a file's times are taken from.
TICK_SECONDS = 0.03


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "index.bin"
    path.write_bytes(CONTENT)
    time.sleep(TICK_SECONDS)
    return path


def is_sound_now(path: Path) -> bool:
    with path.open("rb") as file:
        return is_sound(file, len(CONTENT), CHECKSUM, note_of(path))


def note_of(path: Path) -> Path:
    return path.with_name("index.bin.checked")


def looks(path: Path) -> str:
    with path.open("rb") as file:
        return looks_of(file) or ""


def test_a_file_that_was_read_whole_is_noted(path: Path) -> None:
    assert is_sound_now(path)

    assert note_of(path).read_text() == looks(path)
    assert is_sound_now(path)
    assert {each.name for each in path.parent.iterdir()} == {"index.bin", "index.bin.checked"}


def test_a_file_that_is_noted_is_not_read_whole(path: Path) -> None:
    path.write_bytes(CONTENT.replace(b"ce", b"CE"))
    note_of(path).write_text(looks(path))

    # Nobody could know, had its content been looked at.
    assert is_sound_now(path)


def test_what_is_damaged_is_never_noted(path: Path) -> None:
    path.write_bytes(CONTENT.replace(b"ce", b"CE"))
    time.sleep(TICK_SECONDS)

    assert not is_sound_now(path)
    assert not note_of(path).exists()


def test_a_byte_that_is_written_over_is_seen_though_the_file_says_it_is_as_old(path: Path) -> None:
    assert is_sound_now(path)
    before = path.stat()
    with path.open("r+b") as file:
        file.write(b"C")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert not is_sound_now(path)


def test_another_file_in_its_place_is_read_whole(path: Path) -> None:
    assert is_sound_now(path)
    other = path.with_name("other")
    other.write_bytes(CONTENT[::-1])
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)

    assert not is_sound_now(path)


@pytest.mark.parametrize("said", [b"", b"\xff", b"another start 1 2 3 4 5"])
def test_a_note_that_says_something_else_counts_for_nothing(path: Path, said: bytes) -> None:
    path.write_bytes(CONTENT.replace(b"ce", b"CE"))
    note_of(path).write_bytes(said)

    assert not is_sound_now(path)


def test_what_changed_in_the_tick_of_the_clock_in_which_it_was_read_is_not_noted(
    path: Path,
) -> None:
    later = time.time_ns() + 10**10
    os.utime(path, ns=(later, later))

    assert is_sound_now(path)
    assert not note_of(path).exists()


def test_a_folder_that_is_gone_holds_no_note(path: Path) -> None:
    with path.open("rb") as file:
        assert is_sound(file, len(CONTENT), CHECKSUM, path.parent / "gone" / "note")
