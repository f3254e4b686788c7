"""CONTRIBUTING.md names the files that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


ROOMS = (
    "command_line",
    "operations",
    "articles",
    "articles/imports",
    "retrieval",
    "retrieval/index",
    "storage",
    "chat",
    "chat/moderation",
    "memory",
    "measuring",
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_of_the_room_has_its_line_once(room: str) -> None:
    section = GUIDE.partition(f"## The files of `bot/{room}`\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    told = [name for cell in cells for name in re.findall(r"`(\w+\.py)`", cell)]
    files = (ROOT / "bot" / room).glob("*.py")
    there = [path.name for path in files if path.name != "__init__.py"]

    assert sorted(told) == sorted(there)
