"""A folder is watched: what changes is read anew, what breaks stays as it was."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path

import pytest
from watchfiles import Change

from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.articles.shelf import Shelf
from bot.articles.watching import Pace, changes_of, matters
from bot.errors import CorpusError

PACE = Pace(quiet_seconds=0.05, longest_seconds=0.5, look_seconds=0.2)
LONG_AGO_NS = 1_000_000_000_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(corpus / "phare.md", "Le phare est haut.")
    write(corpus / "port.md", "Le port est calme.")
    return corpus


def write(path: Path, text: str, *, age: int = 0) -> None:
    """Write a file that looks as if it had been settled for long; `age` tells versions apart."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(LONG_AGO_NS + age, LONG_AGO_NS + age))


def texts(corpus: Corpus) -> dict[str, str]:
    return {passage.article.id: passage.text for passage in corpus.passages}


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_a_shelf_holds_what_the_folder_holds(folder: Path) -> None:
    assert Shelf(folder).read() == read_corpus(folder)


def test_what_did_not_change_is_the_same_corpus(folder: Path) -> None:
    shelf = Shelf(folder)

    assert shelf.read() is shelf.read()


def test_a_change_is_read_and_the_rest_is_kept(folder: Path) -> None:
    shelf = Shelf(folder)
    before = shelf.read()
    write(folder / "phare.md", "Le phare est bas.", age=1)
    write(folder / "quai.md", "Le quai est long.")

    now = shelf.read()

    assert texts(now) == {
        "phare": "Le phare est bas.",
        "port": "Le port est calme.",
        "quai": "Le quai est long.",
    }
    assert now.articles[1] is before.articles[1]
    assert texts(before)["phare"] == "Le phare est haut."


def test_only_what_changed_is_opened(folder: Path) -> None:
    opened: list[str] = []
    # Python tells a hook of each file that it opens, and never forgets the hook.
    sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
    shelf = Shelf(folder, unsettled_seconds=0)
    shelf.read()
    write(folder / "phare.md", "Le phare luit.", age=1)
    opened.clear()

    shelf.read()

    assert [Path(path).name for path in opened if path.startswith(str(folder))] == ["phare.md"]


def test_a_file_that_changed_just_now_is_looked_into_again(folder: Path) -> None:
    shelf = Shelf(folder)
    path = folder / "phare.md"
    path.write_text("Un mot.", encoding="utf-8")
    shelf.read()
    seen = path.stat()
    path.write_text("Un mat.", encoding="utf-8")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    assert texts(shelf.read())["phare"] == "Un mat."


@pytest.mark.parametrize("content", [b"", b"\xff", b"---\ntitle: [\n---\nMots.", b"# Titre\n"])
def test_a_file_that_breaks_leaves_its_article_in_place_and_is_told_once(
    folder: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    shelf = Shelf(folder)
    before = shelf.read()
    (folder / "phare.md").write_bytes(content)

    now = shelf.read()
    shelf.read()

    assert (now.articles, now.passages) == (before.articles, before.passages)
    assert [skip.path for skip in now.skipped] == ["phare.md"]
    assert len(told(caplog)) == 1
    assert told(caplog)[0].startswith("phare.md is skipped: ")


def test_each_change_of_a_broken_file_is_told(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(folder)
    shelf.read()
    for age in range(3):
        write(folder / "phare.md", "", age=age)
        shelf.read()

    assert len(told(caplog)) == 3


def test_a_broken_file_that_is_mended_is_served(folder: Path) -> None:
    shelf = Shelf(folder)
    shelf.read()
    write(folder / "phare.md", "", age=1)
    shelf.read()
    write(folder / "phare.md", "Le phare luit.", age=2)

    now = shelf.read()

    assert texts(now)["phare"] == "Le phare luit."
    assert now.skipped == ()


def test_a_file_that_is_gone_takes_its_article_along(folder: Path) -> None:
    shelf = Shelf(folder)
    shelf.read()
    (folder / "phare.md").unlink()

    assert list(texts(shelf.read())) == ["port"]


def broken(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    (folder / "autre.md").write_bytes(b"\xff")


def emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize("fault", [shutil.rmtree, emptied, broken])
def test_a_folder_without_articles_leaves_those_before_and_is_told_once(
    folder: Path, caplog: pytest.LogCaptureFixture, fault: Callable[[Path], None]
) -> None:
    shelf = Shelf(folder)
    before = shelf.read()
    fault(folder)

    assert shelf.read() is before
    assert shelf.read() is before
    assert len(told(caplog)) == 1
    assert "those before stay" in told(caplog)[0]

    folder.mkdir(exist_ok=True)
    write(folder / "quai.md", "Le quai est long.")

    assert texts(shelf.read()) == {"quai": "Le quai est long."}


@contextmanager
def as_somebody() -> Iterator[None]:
    """Be somebody whom permissions hold, whom they do not hold is root alone."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_folder_that_cannot_be_listed_any_more_leaves_its_articles_in_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Somebody else may not enter what pytest makes.
    with tempfile.TemporaryDirectory() as made:
        folder, sub = Path(made), Path(made, "sub")
        sub.mkdir()
        write(folder / "phare.md", "Le phare est haut.")
        write(sub / "port.md", "Le port est calme.")
        folder.chmod(0o755)
        shelf = Shelf(folder)
        with as_somebody():
            before = texts(shelf.read())
        sub.chmod(0)
        with as_somebody():
            during = [shelf.read() for _ in range(2)]
        sub.chmod(0o755)
        after = shelf.read()

    assert [texts(each) for each in during] == [before, before]
    assert [skip.path for skip in during[0].skipped] == ["sub/port.md", "sub"]
    assert len(told(caplog)) == 2
    assert (texts(after), after.skipped) == (before, ())


def test_a_folder_that_never_held_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        Shelf(tmp_path).read()


@pytest.mark.parametrize(
    ("change", "name", "is_told"),
    [
        (Change.modified, "phare.md", True),
        (Change.added, "a/b/PHARE.MD", True),
        (Change.deleted, "old", True),
        (Change.deleted, "", True),
        (Change.added, "..data", True),
        (Change.added, "phare.md~", False),
        (Change.added, ".phare.md.swp", False),
        (Change.added, ".git/phare.md", False),
        (Change.modified, "notes.txt", False),
        (Change.deleted, "notes.txt", False),
        (Change.added, "4913", False),
        (Change.added, "#phare.md#", False),
    ],
)
def test_what_editors_write_beside_an_article_matters_to_nobody(
    tmp_path: Path, change: Change, name: str, is_told: bool
) -> None:
    assert matters(change, tmp_path / name, tmp_path) is is_told


Play = Callable[["Watch"], Awaitable[None]]


class Watch:
    """What a watch yields, one after the other."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.found: asyncio.Queue[Corpus] = asyncio.Queue()

    async def follow(self) -> None:
        async with aclosing(changes_of(self.shelf, PACE)) as found:
            async for corpus in found:
                self.found.put_nowait(corpus)

    async def next(self) -> dict[str, str]:
        async with asyncio.timeout(10):
            return texts(await self.found.get())


def watched(folder: Path, play: Play) -> None:
    async def run() -> None:
        shelf = Shelf(folder)
        shelf.read()
        watch = Watch(shelf)
        task = asyncio.create_task(watch.follow())
        await asyncio.sleep(0.3)
        try:
            await play(watch)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


def test_changes_come_whole_and_alone(folder: Path) -> None:
    async def play(watch: Watch) -> None:
        (folder / ".phare.md.swp").write_text("Rien.", encoding="utf-8")
        (folder / "phare.md").write_text("Le phare luit.", encoding="utf-8")
        (folder / "quai.md").write_text("Le quai est long.", encoding="utf-8")

        assert await watch.next() == {
            "phare": "Le phare luit.",
            "port": "Le port est calme.",
            "quai": "Le quai est long.",
        }
        (folder / ".phare.md.swp").unlink()
        (folder / "4913").touch()
        (folder / "4913").unlink()
        await asyncio.sleep(0.4)
        assert watch.found.empty()

    watched(folder, play)


def test_a_file_that_is_renamed_into_place_and_a_folder_that_comes_are_noticed(
    folder: Path, tmp_path: Path
) -> None:
    write(tmp_path / "new", "Le phare luit.", age=1)
    more = tmp_path / "more"
    more.mkdir()
    write(more / "quai.md", "Le quai est long.")

    async def play(watch: Watch) -> None:
        await asyncio.to_thread(Path.replace, tmp_path / "new", folder / "phare.md")
        assert (await watch.next())["phare"] == "Le phare luit."

        await asyncio.to_thread(more.rename, folder / "more")
        assert "more/quai" in await watch.next()

        await asyncio.to_thread(Path.rename, folder / "more", tmp_path / "away")
        assert "more/quai" not in await watch.next()

    watched(folder, play)


def test_a_folder_that_is_swapped_for_another_is_watched_on(folder: Path, tmp_path: Path) -> None:
    async def play(watch: Watch) -> None:
        await asyncio.to_thread(folder.rename, tmp_path / "old")
        await asyncio.sleep(0.3)
        await asyncio.to_thread(folder.mkdir)
        write(folder / "quai.md", "Le quai est long.")
        assert await watch.next() == {"quai": "Le quai est long."}

        (folder / "quai.md").write_text("Le quai est court.", encoding="utf-8")
        assert await watch.next() == {"quai": "Le quai est court."}

    watched(folder, play)


def test_what_is_read_by_hand_is_not_told_again(folder: Path) -> None:
    async def play(watch: Watch) -> None:
        write(folder / "phare.md", "Le phare luit.", age=1)
        assert texts(await asyncio.to_thread(watch.shelf.read))["phare"] == "Le phare luit."

        (folder / "port.md").write_text("Le port est vide.", encoding="utf-8")
        while (await watch.next())["port"] != "Le port est vide.":
            pass

    watched(folder, play)


def test_a_watch_ends_at_once(folder: Path) -> None:
    async def play(watch: Watch) -> None:
        await asyncio.sleep(0)

    watched(folder, play)
