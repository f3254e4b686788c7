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

from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from bot.settings import Settings
from tests.memory.builders import article, with_memory
from tests.memory.postgres import binaries
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


def test_the_memory_that_was_backed_up_is_restored_as_it_was(tmp_path: Path) -> None:
    back_up, restore = (
        # Within the container the two folders are volumes.
        line.partition(" debian ")[2]
        .replace("/backup/", f"{tmp_path}/")
        .replace("/data", f"{tmp_path}/{folder}/data")
        for line, folder in zip(shown("docker run"), ("old", "new"), strict=True)
    )
    for folder in ("old", "new"):
        (tmp_path / folder / "data").mkdir(parents=True)

    async def remember(memory: Memory) -> dict[str, Any]:
        await memory.change_settings(42, GuildSettings(language="fr", keeps_questions=True))
        await memory.teach(42, "Où ?", "phare", "Ici.")
        return await memory.export(42)

    kept = with_memory(f"sqlite:///{tmp_path}/old/data/souffleur.db", remember)
    subprocess.run(back_up.split(), check=True)
    shutil.rmtree(tmp_path / "old")
    subprocess.run(restore.split(), check=True)

    new = f"sqlite:///{tmp_path}/new/data/souffleur.db"
    assert with_memory(new, lambda memory: memory.export(42)) == kept
    assert kept["lessons"]


def test_the_database_that_was_backed_up_is_restored_as_it_was(
    postgresql_url: str, tmp_path: Path
) -> None:
    back_up, restore = shown("docker compose exec -T postgres")
    programs = binaries()
    if programs is None:
        pytest.skip("no pg_dump: apt install postgresql")

    async def remember(memory: Memory) -> dict[str, Any]:
        await memory.add_article(42, article())
        await memory.teach(42, "Où ?", "phare", "Ici.")
        return await memory.export(42)

    async def change(memory: Memory) -> None:
        await memory.erase(42)
        await memory.teach(7, "Quand ?", "phare", "Hier.")

    def run(line: str) -> None:
        program = line.partition(" -T postgres ")[2]
        program = program.replace("--username=souffleur --dbname=souffleur", "--dbname=$URL")
        script = f"set -e; cd {tmp_path}; {programs}/{program}"
        subprocess.run(["sh", "-c", script], env={"URL": postgresql_url}, check=True)

    kept = with_memory(postgresql_url, remember)
    run(back_up)
    with_memory(postgresql_url, change)
    run(restore)

    assert with_memory(postgresql_url, lambda memory: memory.export(42)) == kept
    assert with_memory(postgresql_url, lambda memory: memory.kept_guilds()) == [42]


def test_eleven_symptoms_are_told() -> None:
    table = OPERATIONS.partition("## Eleven symptoms")[2]

    rows = re.findall(r"^\| .+ \| .+ \|$", table, flags=re.MULTILINE)

    assert len(rows) == 1 + 11


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
        "is out of order",
        "works again",
        "does not prove that it is what it says it is",
    ],
)
def test_the_words_to_look_for_are_those_of_the_program(words: str) -> None:
    assert words.strip() in OPERATIONS
    assert words in SOURCE


def test_it_is_a_page() -> None:
    assert len(OPERATIONS.splitlines()) < 150
