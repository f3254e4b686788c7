"""Articles that all servers share are read again, one edition after the other."""

from __future__ import annotations

import asyncio
import gc
import logging
import weakref
from pathlib import Path

import pytest

from bot.articles.shelf import Shelf
from bot.articles.watching import Pace
from bot.chat.reloading import Reloading
from bot.chat.servers import Servers
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Holdings, Stacks
from tests.chat.playing import LIGHTHOUSE

QUICK = Pace(quiet_seconds=0.05, longest_seconds=0.5, look_seconds=0.1)
FIRST = "Yves Le Goff construisit le phare.\n\nLa tempête brisa la lanterne."
SECOND = "Jean Kerbrat construisit le phare.\n\nLa tempête brisa la lanterne."


class Served:
    """A folder that is served as the process does."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "phare.md"
        folder.mkdir(exist_ok=True)
        self.write(FIRST)
        self.stacks, self.shelf = Stacks(), Shelf(folder)
        self.servers = Servers(self.stacks.made_of(Holdings(self.shelf.read())), stacks=self.stacks)
        self.reloading = Reloading(self.servers, self.shelf, self.stacks, QUICK)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    @property
    def text(self) -> str:
        return self.servers.shared.corpus.passages[0].text


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path / "corpus")


def test_what_did_not_change_is_not_served_anew(served: Served) -> None:
    before = served.servers.shared

    again = asyncio.run(served.reloading.again())

    assert not again.is_new
    assert served.servers.shared is before


def test_what_changed_is_served_anew(served: Served) -> None:
    served.write(SECOND)

    again = asyncio.run(served.reloading.again())

    assert again.is_new
    assert served.text.startswith("Jean Kerbrat")


def test_two_who_ask_at_once_are_served_one_edition(served: Served) -> None:
    async def play() -> list[bool]:
        served.write(SECOND)
        both = await asyncio.gather(served.reloading.again(), served.reloading.again())
        return sorted(each.is_new for each in both)

    assert asyncio.run(play()) == [False, True]
    assert served.text.startswith("Jean Kerbrat")


def test_librarians_of_servers_are_let_go_with_the_articles_that_they_were_made_of(
    served: Served,
) -> None:
    served.stacks.librarian(1, "edition", lambda: Holdings(LIGHTHOUSE))
    served.write(SECOND)

    asyncio.run(served.reloading.again())

    assert served.stacks.keys == ()
    assert served.stacks.passages == 0


async def until_serves(served: Served, words: str) -> None:
    async with asyncio.timeout(10):
        while words not in served.text:  # noqa: ASYNC110 - a file changes, and nothing tells of it
            await asyncio.sleep(0.02)


def test_a_folder_that_goes_and_comes_back_is_followed(served: Served) -> None:
    async def play() -> None:
        async with served.reloading.followed():
            folder = served.file.parent
            folder.rename(folder.with_name("away"))
            await asyncio.sleep(0.5)
            assert served.text.startswith("Yves")
            folder.mkdir()
            served.write(SECOND)
            await until_serves(served, "Jean Kerbrat")

    asyncio.run(play())


def test_a_watch_that_fails_is_told_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Nothing was ever read of this folder: the watch cannot even begin.
    reloading = Reloading(Servers(Librarian(LIGHTHOUSE)), Shelf(tmp_path), Stacks(), QUICK)

    async def play() -> str:
        async with reloading.followed():
            async with asyncio.timeout(10):
                while not caplog.records:  # noqa: ASYNC110 - the log wakes nobody
                    await asyncio.sleep(0.02)
            return "goes on"

    with caplog.at_level(logging.ERROR, "bot.chat.reloading"):
        assert asyncio.run(play()) == "goes on"
    assert "The articles are not watched any more" in caplog.text


def test_a_librarian_that_is_replaced_goes_without_pythons_collector() -> None:
    librarian = Librarian(LIGHTHOUSE)
    librarian.answer("Qui construisit le phare ?")
    librarian.completions("pha")
    made = librarian, librarian.index.terms.kin.stems, librarian._ranking.french
    held = [weakref.ref(each) for each in made]
    del made
    gc.disable()
    try:
        del librarian
        assert [each() for each in held] == [None, None, None]
    finally:
        gc.enable()
