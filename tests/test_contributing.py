"""CONTRIBUTING.md names the files that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_file_of_the_chat_room_has_its_line_once() -> None:
    told = re.findall(r"^\| `(\w+\.py)` \|", GUIDE, re.MULTILINE)
    there = [path.name for path in (ROOT / "bot/chat").glob("*.py") if path.name != "__init__.py"]

    assert sorted(told) == sorted(there)
