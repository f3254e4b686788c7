"""What something was made by."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from bot.articles import archiving
from bot.retrieval.index import keeping
from bot.storage.versions import made_by, versions

LIBRARIES = [*archiving.LIBRARIES, *keeping.LIBRARIES]


def test_the_versions_are_those_that_the_libraries_say_they_have() -> None:
    assert versions(LIBRARIES) == [version(library) for library in LIBRARIES]


def test_what_is_not_installed_is_told() -> None:
    with pytest.raises(PackageNotFoundError):
        versions(["numpy", "rien-de-tel"])


def test_another_word_in_a_file_or_another_library_makes_another_digest(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("phare")
    before = made_by([path], ["numpy"])
    assert made_by([path], ["numpy"]) == before

    assert made_by([path], ["numpy", "unidecode"]) != before
    path.write_text("feu")
    assert made_by([path], ["numpy"]) != before
