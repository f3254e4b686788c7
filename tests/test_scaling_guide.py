"""docs/scaling.md: its compose file gives each shard to one process, and its words are said."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from bot.operations.health import record_file
from bot.settings import Settings
from bot.shards import Shards
from tests.test_compose import COMPOSE
from tests.test_operations_guide import SOURCE
from tests.test_readme import ROOT, fenced

SCALING = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
(SHOWN,) = fenced("yaml", SCALING)


def shares(tmp_path: Path) -> list[Shards]:
    """The shards of each service, as the bot reads them from its environment."""
    read = [
        Settings.from_environment(service["environment"], env_file=tmp_path / ".env").shards
        for service in yaml.safe_load(SHOWN)["services"].values()
    ]
    return [each for each in read if each is not None]


def test_the_compose_file_that_is_shown_gives_each_shard_to_one_service(tmp_path: Path) -> None:
    found = shares(tmp_path)

    assert len(found) == 2
    assert {each.count for each in found} == {4}
    assert sorted(number for each in found for number in each.ids) == [0, 1, 2, 3]


def test_each_further_service_is_the_one_of_the_compose_file() -> None:
    first, second = yaml.safe_load(SHOWN)["services"].items()

    assert first[0] in COMPOSE["services"]
    assert second[1]["extends"] == {"file": "compose.yaml", "service": first[0]}
    # Compose takes texts alone where a variable is set.
    for _, service in (first, second):
        assert all(isinstance(value, str) for value in service["environment"].values())


def test_the_commands_that_are_shown_are_the_compose_file_s(tmp_path: Path) -> None:
    lines = re.findall(r"^\$ (souffleur run .+)$", SCALING, flags=re.MULTILINE)
    read = [Shards.read_of(shlex.split(line, comments=True)[3]) for line in lines]

    assert read == shares(tmp_path)


def test_the_record_that_is_named_is_the_one_that_is_written() -> None:
    assert f"`{record_file(Shards((2, 3), 4))}`" in SCALING


@pytest.mark.parametrize(
    "words", ["Another process has shards of this one too", "Ready as ", "gateway_shard_ready"]
)
def test_the_words_to_look_for_are_those_of_the_program(words: str) -> None:
    assert words.strip() in " ".join(SCALING.split())
    assert words in SOURCE


def test_the_files_that_are_named_are_there() -> None:
    for name in re.findall(r"`(tests/[\w/]+\.py)`", SCALING):
        assert (ROOT / name).is_file()
