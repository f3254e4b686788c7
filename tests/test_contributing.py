"""CONTRIBUTING.md names the files that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_file_of_the_chat_room_has_its_line_once() -> None:
    told = re.findall(r"^\| `([\w/]+\.py)` \|", GUIDE, re.MULTILINE)
    room = ROOT / "bot/chat"
    files = [path for path in room.rglob("*.py") if path.name != "__init__.py"]
    there = [path.relative_to(room).as_posix() for path in files]

    assert sorted(told) == sorted(there)
