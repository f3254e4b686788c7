"""docs/operations.md: the backup that it shows can be restored, and the words it names are said."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.test_readme import OPERATIONS, ROOT, fenced

TOKEN = "MTA.of-the-backup"
SOURCE = " ".join(
    "".join(re.findall(r'"([^"\n]*)"', path.read_text(encoding="utf-8")))
    for path in (ROOT / "bot").rglob("*.py")
)


def shown(program: str) -> list[str]:
    blocks = "".join(fenced("console", OPERATIONS))
    return re.findall(rf"^\$ ({program} .+)$", blocks, flags=re.MULTILINE)


def answer(folder: Path) -> dict[str, Any]:
    """What the program answers when it is started there, with nothing but what stands there."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    asked = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "Combien a coûté le phare ?"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(asked.stdout)
    return {name: value for name, value in found.items() if name != "elapsed_ms"}


def test_what_was_backed_up_is_restored_elsewhere_as_it_was(tmp_path: Path) -> None:
    back_up, restore = shown("tar")
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "corpus" / "phares").mkdir(parents=True)
    article = old / "corpus" / "phares" / "kermadec.md"
    article.write_text("Le phare a coûté 300 000 francs à l’État.\n", encoding="utf-8")
    (old / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\nLOG_LEVEL=error\n", encoding="utf-8")
    shutil.copy(ROOT / "compose.yaml", old)
    before = answer(old), Settings.from_environment({}, env_file=old / ".env")

    subprocess.run(back_up.split(), cwd=old, check=True)
    new.mkdir()
    shutil.move(old / "souffleur-backup.tar.gz", new)
    shutil.rmtree(old)
    subprocess.run(restore.split(), cwd=new, check=True)

    assert before[0]["passages"][0]["id"] == "phares/kermadec#1"
    assert (answer(new), Settings.from_environment({}, env_file=new / ".env")) == before
    assert (new / "compose.yaml").read_bytes() == (ROOT / "compose.yaml").read_bytes()


def test_ten_symptoms_are_told() -> None:
    table = OPERATIONS.partition("## Ten symptoms")[2]

    rows = re.findall(r"^\| .+ \| .+ \|$", table, flags=re.MULTILINE)

    assert len(rows) == 1 + 10


@pytest.mark.parametrize(
    "words",
    [
        "Ready as ",
        "Answered",
        "A question could not be answered",
        "A broken ",
        " was skipped",
        "Stopped",
        "Discord refuses DISCORD_TOKEN",
        "cannot be written",
        "cannot be reached",
        "does not prove that it is what it says it is",
    ],
)
def test_the_words_to_look_for_are_those_of_the_program(words: str) -> None:
    assert words.strip() in OPERATIONS
    assert words in SOURCE


def test_it_is_a_page() -> None:
    assert len(OPERATIONS.splitlines()) < 120
