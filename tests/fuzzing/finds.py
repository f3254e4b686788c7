"""What once broke a law, kept: `finds/<law>/<name>.json` holds one text as a string of JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "finds"


def finds(law: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each find."""
    for path in sorted((FOLDER / law).glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def keep(law: str, text: str) -> Path:
    """Keep a text, as small as hypothesis could make it."""
    written = json.dumps(text)
    path = FOLDER / law / f"{zlib.crc32(written.encode()):08x}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{written}\n", encoding="utf-8")
    return path
