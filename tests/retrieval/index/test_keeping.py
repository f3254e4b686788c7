"""The index of an archive: what it says is the same, however it came to be."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.archive import Archive
from bot.articles.archiving import archived
from bot.retrieval.index.index import Index
from bot.retrieval.index.keeping import analyser, kept_index
from bot.retrieval.indexed import Indexing
from bot.retrieval.librarian import Librarian
from bot.storage.parts import taken_apart
from bot.storage.store import Store
from tests.retrieval.builders import CHEESE, KEEPER, LIGHTHOUSE, MARKET, PROSE, QUESTIONS


def written(folder: Path, articles: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def archive_of(folder: Path, store: Store) -> Archive:
    return archived(folder, store, unsettled_seconds=0.0)


def read_for(archive: Archive, store: Store) -> tuple[Index, int]:
    """Return the index of an archive, and how many passages were read for it."""
    counts = [0]
    index = kept_index(archive, store, lambda done, _total: counts.append(done))
    return index, counts[-1]


FIRST = {"a": f"# Le phare\n\n{LIGHTHOUSE}\n\n## Vie\n\n{KEEPER}", "b": f"# Marché\n\n{MARKET}"}


def test_a_kept_index_is_the_one_that_is_made_in_memory(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    archive = archive_of(written(tmp_path / "corpus", FIRST), store)

    made, kept = taken_apart(Index.of(archive.passages)), taken_apart(read_for(archive, store)[0])

    assert made.keys() == kept.keys()
    assert all(np.array_equal(made[name], kept[name]) for name in made)


def test_only_the_articles_that_changed_are_read_anew(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "data"), tmp_path / "corpus"

    counts = [
        read_for(archive_of(written(folder, articles), store), store)[1]
        for articles in (
            FIRST,
            FIRST,
            FIRST | {"b": f"# Fromage\n\n{CHEESE}"},
            {"c": FIRST["a"]},
        )
    ]

    assert counts == [3, 0, 1, 0]


@settings(max_examples=10, deadline=None)
@given(before=st.lists(PROSE, min_size=1, max_size=3), after=PROSE, question=QUESTIONS)
def test_what_was_taken_over_answers_as_what_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[list[str]],
    after: list[str],
    question: str,
) -> None:
    place = tmp_path_factory.mktemp("archive")
    store, folder = Store(place / "data"), place / "corpus"
    articles = {f"a{n}": "\n\n".join(["# Titre", *texts]) for n, texts in enumerate(before)}
    read_for(archive_of(written(folder, articles), store), store)
    archive = archive_of(written(folder, articles | {"a1": "\n\n".join(after)}), store)

    kept, made = (
        Librarian(archive, indexed=Indexing(store=each).of(archive)) for each in (store, None)
    )

    one, other = kept.answer(question), made.answer(question)
    assert (one.status, one.understood) == (other.status, other.understood)
    assert one.confidence == pytest.approx(other.confidence)
    assert [match.passage for match in one.matches] == [match.passage for match in other.matches]
    assert kept.completions(question[:10]) == made.completions(question[:10])


ASKED = """
import sys
from pathlib import Path
from bot.articles.archiving import archived
from bot.retrieval.indexed import Indexing
from bot.retrieval.librarian import Librarian
from bot.storage.store import Store
store = Store(Path(sys.argv[2]))
archive = archived(Path(sys.argv[1]), store, unsettled_seconds=0.0)
librarian = Librarian(archive, indexed=Indexing(store=store).of(archive))
assert librarian.answer("Qui est le gardien du phare ?").matches
wanted = {"markdown_it", "multiprocessing", "rank_bm25", "rich"}
print(*sorted(wanted & {*sys.modules}))
"""


@pytest.mark.unmeasured
def test_who_opens_an_archive_loads_nothing_of_what_makes_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", FIRST)
    command = [sys.executable, "-c", ASKED, str(folder), str(tmp_path / "data")]

    made, opened = (
        subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        for _ in range(2)
    )

    assert {"markdown_it", "rank_bm25"} <= {*made}
    assert opened == []


def test_a_damaged_index_is_made_again_with_a_word_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(tmp_path / "data")
    archive = archive_of(written(tmp_path / "corpus", FIRST), store)
    read_for(archive, store)
    path = store.folder / "index.bin"
    path.write_bytes(path.read_bytes()[:1000])

    index, count = read_for(archive, store)

    assert index.best({"phar": 1.0}, 1) == [0]
    assert count == 0
    assert "index.bin is damaged" in caplog.text


def test_another_version_of_the_program_makes_it_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    store = Store(tmp_path / "data")
    archive = archive_of(written(tmp_path / "corpus", FIRST), store)
    read_for(archive, store)
    for name in ("index", "read"):
        found = store.found(name)
        assert found is not None
        older = found.key.replace(analyser(), "older")
        store.write(name, older, {each: [array] for each, array in found.arrays.items()})

    assert read_for(archive, store)[1] == 3
    assert "another version" in caplog.text


def test_where_the_index_cannot_be_written_it_is_made_in_memory_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = archive_of(written(tmp_path / "corpus", FIRST), Store(tmp_path / "data"))
    (tmp_path / "file").write_text("")

    indexed = Indexing(store=Store(tmp_path / "file" / "data")).of(archive)

    assert indexed.index.best({"phar": 1.0}, 1) == [0]
    assert "cannot be written" in caplog.text


def test_an_archive_that_another_one_has_replaced_is_indexed_all_the_same(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "data"), tmp_path / "corpus"
    before = archive_of(written(folder, FIRST), store)
    archive_of(written(folder, {"c": f"# Fromage\n\n{CHEESE}"}), store)

    index, count = read_for(before, store)

    assert count == 3
    assert index.best({"phar": 1.0}, 1) == [0]
