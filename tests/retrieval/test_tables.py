"""What is made of the lexicon is kept: the same as if it were made anew, or made anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.retrieval import compiling
from bot.retrieval.tables import Kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Where Python keeps what it compiles, and the tables that are there."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return lambda: sorted(tmp_path.rglob("*.table"))


def made_of(*words: str) -> Kept[list[str]]:
    def _letters() -> list[str]:
        return list(words)

    return Kept(_letters)


def test_a_table_is_kept_and_read_by_who_comes_next(folder: Callable[[], list[Path]]) -> None:
    made_of("a").keep()

    (path,) = folder()
    assert path.name == f"test_tables.letters.{sys.implementation.cache_tag}.table"
    assert made_of("b")() == ["a"]


@pytest.mark.parametrize("place", [0, 8, 20])
def test_what_is_damaged_or_of_something_else_is_made_again(
    folder: Callable[[], list[Path]], place: int
) -> None:
    made_of("a").keep()
    (path,) = folder()
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)

    assert made_of("b")() == ["b"]


def test_what_is_cut_short_is_made_again(folder: Callable[[], list[Path]]) -> None:
    made_of("a").keep()
    (path,) = folder()
    path.write_bytes(path.read_bytes()[:5])

    assert made_of("b")() == ["b"]


def test_a_start_keeps_nothing(folder: Callable[[], list[Path]]) -> None:
    assert made_of("a")() == ["a"]
    assert folder() == []


@pytest.mark.unmeasured
def test_every_table_is_kept_ahead_and_is_what_it_would_be_made(
    folder: Callable[[], list[Path]],
) -> None:
    compiling.main()

    tables = list(compiling.tables())
    assert len(folder()) == len(tables) > 0
    for each in tables:
        assert Kept(each.make)() == each.make()
