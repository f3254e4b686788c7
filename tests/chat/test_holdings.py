"""The librarian of each server: of one edition, made once, and never at the others' expense."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.articles.article import Corpus
from bot.chat.servers import Servers
from bot.errors import NotKept
from bot.memory.kept import GuildSettings, KeptArticle
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Holdings, Stacks
from tests.chat.playing import LIGHTHOUSE, corpus_of
from tests.memory.ready import lay

Scene = Callable[[Memory], Awaitable[None]]
GUILD, OTHER = 42, 43
OWN = KeptArticle.of(
    "/moulin", "# Le moulin\n\nLe moulin tourne.\n", source="", added_on=date(2026, 1, 1)
)
HIDDEN = Corpus(
    (*LIGHTHOUSE.articles, *(mill := corpus_of("secret", "Secret", S=["La clé est là."])).articles),
    (*LIGHTHOUSE.passages, *mill.passages),
)


def edition(year: int) -> Librarian:
    return Librarian(corpus_of("phare", "Le phare", Histoire=[f"Le phare fut bâti en {year}."]))


def remembered(folder: Path, scene: Scene) -> None:
    url = lay(folder / "souffleur.db")

    async def play() -> None:
        memory = await Memory.open(url)
        try:
            await scene(memory)
        finally:
            await memory.close()

    asyncio.run(play())


class SlowStacks(Stacks):
    """Makes librarians when it is told to, and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.is_making, self.may_make = threading.Event(), threading.Event()
        self.made = 0

    def made_of(self, holdings: Holdings) -> Librarian:
        self.is_making.set()
        assert self.may_make.wait(10)
        self.made += 1
        return super().made_of(holdings)


class Unreadable(Memory):
    """Gives what it knows, but no article."""

    async def articles(self, guild_id: int) -> list[KeptArticle]:
        raise NotKept("out of order")


def test_articles_that_change_while_the_memory_is_asked_are_those_that_answer(
    tmp_path: Path,
) -> None:
    async def scene(memory: Memory) -> None:
        await memory.teach(GUILD, "Quand ?", "phare", "Le phare fut bâti en 1871.")
        servers = Servers(edition(1871), memory)
        await servers.settings(GUILD)

        asked = asyncio.create_task(servers.librarian(GUILD))
        await asyncio.sleep(0)
        servers.swap(edition(1999))
        await asked

        own = await servers.librarian(GUILD)
        assert own.corpus.passages[0].text == "Le phare fut bâti en 1999."

    remembered(tmp_path, scene)


def test_six_who_ask_at_once_wait_for_one_librarian_and_hold_up_nobody_else(
    tmp_path: Path,
) -> None:
    async def scene(memory: Memory) -> None:
        stacks = SlowStacks()
        servers = Servers(Librarian(LIGHTHOUSE), memory, stacks=stacks)
        await memory.add_article(GUILD, OWN)
        asked = [asyncio.create_task(servers.librarian(GUILD)) for _ in range(6)]
        assert await asyncio.to_thread(stacks.is_making.wait, 10)

        other = await servers.librarian(OTHER)
        answer = await asyncio.to_thread(other.answer, "Qui construisit le phare ?")
        asked[0].cancel()
        stacks.may_make.set()
        _, *librarians = await asyncio.gather(*asked, return_exceptions=True)

        assert answer.matches
        assert stacks.made == 1
        assert all(each is librarians[0] for each in librarians)

    remembered(tmp_path, scene)


def test_a_memory_that_gives_no_article_hides_and_teaches_all_the_same(tmp_path: Path) -> None:
    async def scene(memory: Memory) -> None:
        memory.__class__ = Unreadable
        taught = LIGHTHOUSE.passages[3].text
        await memory.add_article(GUILD, OWN)
        await memory.teach(GUILD, "Et la fin ?", "phare", taught)
        await memory.change_settings(GUILD, GuildSettings(hidden_article_ids=("secret",)))
        servers = Servers(Librarian(HIDDEN), memory)

        librarian = await servers.librarian(GUILD)

        assert [article.id for article in librarian.corpus.articles] == ["phare"]
        assert librarian.answer("Et la fin ?").matches[0].passage.text == taught

    remembered(tmp_path, scene)


def test_nobody_s_cooldown_is_no_cooldown(tmp_path: Path) -> None:
    async def scene(memory: Memory) -> None:
        await memory.change_settings(GUILD, GuildSettings(person_questions=0))
        servers = Servers(Librarian(LIGHTHOUSE), memory)

        limits = (await servers.cooldowns(GUILD)).limits

        assert limits.person_questions == 0
        assert limits.seconds == (await servers.cooldowns(OTHER)).limits.seconds

    remembered(tmp_path, scene)


@pytest.mark.unmeasured
@pytest.mark.parametrize("again", ["Où se garer ?", "ou se garer"])
def test_of_two_wordings_that_which_was_taught_last_counts(tmp_path: Path, again: str) -> None:
    first, second, third = (passage.text for passage in LIGHTHOUSE.passages[:3])

    async def scene(memory: Memory) -> None:
        servers = Servers(Librarian(LIGHTHOUSE), memory)
        for question, text in (("Où se garer ?", first), ("où se garer", second), (again, third)):
            await memory.teach(GUILD, question, "phare", text)
            servers.holdings.changed(GUILD)
            librarian = await servers.librarian(GUILD)
            assert librarian.answer("Où se garer ?").matches[0].passage.text == text

    remembered(tmp_path, scene)
