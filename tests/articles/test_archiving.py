"""Many articles on disk: the same as in memory, and only what changed is read anew."""

from __future__ import annotations

import gc
import os
import weakref
from pathlib import Path

import pytest

from bot.articles.archive import Archive
from bot.articles.archiving import ARCHIVED_FROM_BYTES, archived, is_large
from bot.articles.folder import read_corpus
from bot.articles.shelf import Shelf
from bot.errors import CorpusError
from bot.storage.store import Store

LIGHTHOUSE = """---
title: Le phare
site: Ouest
author: Une passante
date: 2026-03-01
url: https://example.org/phare
---

Yves construisit le phare.

## La tempête

« Il tint bon 🎉 », dit-elle.

### Le soir

Rien ne bougea.
"""
MARKET = "# Le marché\n\nIl se tient le jeudi.\n\nOn y vend des étals.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "ville").mkdir(parents=True)
    (folder / "phare.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (folder / "ville" / "marché.md").write_text(MARKET, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def test_an_archive_is_what_the_folder_is_in_memory(folder: Path, store: Store) -> None:
    corpus, archive = read_corpus(folder), archived(folder, store)

    assert list(archive.articles) == list(corpus.articles)
    assert list(archive.passages) == list(corpus.passages)
    assert archive.passages[-1] == corpus.passages[-1]
    assert archive.articles[:1] == corpus.articles[:1]
    assert archive.passages[1:3] == corpus.passages[1:3]
    assert list(archive.titles) == ["Le phare", "Le marché"]
    with pytest.raises(IndexError):
        archive.passages[99]


def test_a_passage_is_found_by_its_id(folder: Path, store: Store) -> None:
    archive = archived(folder, store)

    assert archive.places_of("ville/marché") == range(3, 5)
    assert [archive.passage(passage.id) for passage in archive.passages] == list(archive.passages)
    for wrong in ("phare#0", "phare#4", "phare#x", "phare", "#1", "port#1", "phare#01"):
        assert archive.passage(wrong) is None


def read_anew(folder: Path, store: Store) -> tuple[Archive, int]:
    """Return the archive of a folder, and how many files were read for it."""
    counts = [0]
    archive = archived(
        folder, store, lambda done, _total: counts.append(done), unsettled_seconds=0.0
    )
    return archive, counts[-1]


def test_only_what_changed_is_read_anew(folder: Path, store: Store) -> None:
    assert read_anew(folder, store)[1] == 2
    before, count = read_anew(folder, store)
    assert count == 0

    (folder / "port.md").write_text("Le port dort.", encoding="utf-8")
    after, count = read_anew(folder, store)

    assert count == 1
    assert [article.id for article in after.articles] == ["phare", "port", "ville/marché"]
    assert list(after.passages) == list(read_corpus(folder).passages)
    # Who holds the archive from before reads on in it.
    assert [passage.text for passage in before.passages][-1] == "On y vend des étals."
    assert before.key != after.key


def test_a_file_that_is_gone_takes_its_article_along(folder: Path, store: Store) -> None:
    read_anew(folder, store)
    (folder / "phare.md").unlink()

    after, count = read_anew(folder, store)

    assert count == 0
    assert [article.id for article in after.articles] == ["ville/marché"]


def test_a_file_that_breaks_leaves_its_article_in_place(folder: Path, store: Store) -> None:
    before, _ = read_anew(folder, store)
    (folder / "phare.md").write_bytes(b"\xff")
    (folder / "bruit.md").write_bytes(b"\xff")

    during, _ = read_anew(folder, store)
    (folder / "phare.md").write_text(LIGHTHOUSE.replace("Yves", "Anna"), encoding="utf-8")
    after, _ = read_anew(folder, store)

    assert list(during.passages) == list(before.passages)
    assert [skip.path for skip in during.skipped] == ["bruit.md", "phare.md"]
    assert [skip.path for skip in after.skipped] == ["bruit.md"]
    assert after.passages[0].text == "Anna construisit le phare."


def test_a_file_that_may_change_again_unseen_is_read_again(folder: Path, store: Store) -> None:
    first, again = (archived(folder, store) for _ in range(2))

    assert first.key != again.key
    assert list(first.passages) == list(again.passages)


def test_what_is_damaged_is_made_again(folder: Path, store: Store) -> None:
    read_anew(folder, store)
    path = store.folder / "articles.bin"
    path.write_bytes(path.read_bytes()[:-9])

    archive, count = read_anew(folder, store)

    assert count == 2
    assert len(archive.passages) == 5


def test_a_folder_without_articles_is_refused(tmp_path: Path, store: Store) -> None:
    with pytest.raises(CorpusError, match="No article in"):
        archived(tmp_path, store)


@pytest.fixture
def large(folder: Path) -> Path:
    paragraph = "Le gardien nota la hauteur des vagues, et le vent du large. " * 40
    for number in range(12):
        text = "\n\n".join(f"{paragraph} Nuit {number}-{at}." for at in range(80))
        (folder / f"nuit-{number}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_shelf_keeps_many_articles_on_disk(large: Path, store: Store) -> None:
    assert is_large(large)
    assert sum(path.stat().st_size for path in large.rglob("*.md")) > ARCHIVED_FROM_BYTES
    shelf = Shelf(large, store, unsettled_seconds=0.0)

    corpus = shelf.read()

    assert isinstance(corpus, Archive)
    assert list(corpus.passages) == list(read_corpus(large).passages)
    assert shelf.read() is corpus
    (large / "phare.md").write_text(LIGHTHOUSE.replace("Yves", "Anna"), encoding="utf-8")
    assert shelf.read().passages[-5].text == "Anna construisit le phare."


def test_few_articles_stay_in_memory(folder: Path, store: Store) -> None:
    assert not isinstance(Shelf(folder, store).read(), Archive)
    assert not store.folder.exists()


def test_where_nothing_can_be_written_the_articles_are_in_memory_and_the_log_says_so(
    large: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")

    corpus = Shelf(large, Store(tmp_path / "file" / "data")).read()

    assert not isinstance(corpus, Archive)
    assert "cannot be written" in caplog.text


def test_a_link_that_leads_nowhere_does_not_make_the_archive_anew(
    folder: Path, store: Store
) -> None:
    (folder / "lien.md").symlink_to("nulle-part.md")

    first, again = (read_anew(folder, store)[0] for _ in range(2))

    assert first.key == again.key
    assert [skip.path for skip in again.skipped] == ["lien.md"]


def test_a_date_in_the_future_does_not_make_the_archive_anew(folder: Path, store: Store) -> None:
    os.utime(folder / "phare.md", (4e9, 4e9))

    first, again = (read_anew(folder, store)[0] for _ in range(2))

    assert first.key == again.key


def test_many_articles_that_become_few_stay_an_archive(large: Path, store: Store) -> None:
    shelf = Shelf(large, store, unsettled_seconds=0.0)
    shelf.read()
    (large / "phare.md").write_bytes(b"\xff")
    for path in large.glob("nuit-*.md"):
        path.unlink()

    corpus = shelf.read()

    assert [article.id for article in corpus.articles] == ["phare", "ville/marché"]


def test_an_archive_that_is_replaced_goes_without_pythons_collector(
    folder: Path, store: Store
) -> None:
    archive = archived(folder, store)
    assert archive.passages[0].text
    gone = weakref.ref(archive.passages)
    gc.disable()
    try:
        del archive
        assert gone() is None
    finally:
        gc.enable()
