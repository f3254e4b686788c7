"""A server never finds another server's article, whatever moderators do."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.chat.contents import article_of, key_of_id, neighbours
from bot.chat.holdings import OWN, corpus_with
from bot.chat.prints import print_of
from bot.chat.servers import Servers
from bot.memory.kept import GuildSettings, KeptArticle
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Stacks
from tests.chat.playing import LIGHTHOUSE

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

GUILDS = (11, 22, 33)
NAMES = ("moulin", "phare", "11")
SIGNS = {11: "Azalaïs", 22: "Bérengère", 33: "Clotilde"}
TASKS = {11: "tissait", 22: "forgeait", 33: "chantait"}


def text_of(guild_id: int, name: str) -> str:
    return f"{SIGNS[guild_id]} {TASKS[guild_id]} dans la maison du {name} chaque matin."


def article(guild_id: int, name: str) -> KeptArticle:
    markdown = f"# La maison de {SIGNS[guild_id]}\n\n{text_of(guild_id, name)}\n"
    return KeptArticle.of(f"{OWN}{name}", markdown, source="", added_on=date(2026, 1, 1))


DEEDS = st.tuples(
    st.sampled_from(GUILDS),
    st.sampled_from(["add", "add", "remove", "hide", "teach", "swap", "ask"]),
    st.sampled_from(NAMES),
)


async def done(servers: Servers, memory: Memory, deed: tuple[int, str, str]) -> None:
    guild_id, what, name = deed
    if what == "add":
        await memory.add_article(guild_id, article(guild_id, name))
    elif what == "remove":
        await memory.remove_article(guild_id, f"{OWN}{name}")
    elif what == "hide":
        hidden = (name, f"{OWN}{name}")
        await memory.change_settings(guild_id, GuildSettings(hidden_article_ids=hidden))
    elif what == "teach":
        # A lesson may speak of an article that only another server has.
        other = GUILDS[(GUILDS.index(guild_id) + 1) % 3]
        for whose in (guild_id, other):
            question = f"Qui {TASKS[other]} au {name} ?"
            await memory.teach(guild_id, question, f"{OWN}{name}", text_of(whose, name))
    elif what == "swap":
        servers.swap(Librarian(LIGHTHOUSE))
    servers.holdings.changed(guild_id)
    await servers.librarian(guild_id)


def assert_reads_nothing_of(librarian: Librarian, other: int) -> None:
    sign, task = SIGNS[other], TASKS[other]
    questions = [f"Qui {task} dans la maison ?", f"Que fait {sign} ?", sign, "maison du moulin"]
    for question in questions:
        found = [*librarian.answer(question).matches, *librarian.search(question)]
        assert not any(sign in match.passage.text for match in found)
        assert not any(sign in each.label for each in librarian.completions(question))
        assert not any(sign in each.title for each in librarian.titles(question))
    for name in NAMES:
        for passage_id in (f"{OWN}{name}#1", f"{name}#1", f"{other}{OWN}{name}#1"):
            guessed = librarian.passage(passage_id)
            assert guessed is None or sign not in guessed.text
        opened = article_of(librarian.corpus, key_of_id(f"{OWN}{name}"))
        assert opened is None or sign not in opened.prose
    assert_not_reached_by_its_print(librarian.corpus, other)


def assert_not_reached_by_its_print(corpus: Corpus, other: int) -> None:
    theirs = Librarian(_alone(other)).corpus.passages
    for passage in theirs:
        assert neighbours(corpus, key_of_id(passage.article.id), print_of(passage)) == []


def _alone(guild_id: int) -> Corpus:
    return corpus_with(Corpus((), ()), (), [article(guild_id, name) for name in NAMES])


def test_a_server_never_finds_another_servers_article() -> None:
    with TemporaryDirectory() as folder, asyncio.Runner() as loop:
        memory = loop.run(Memory.open(f"sqlite:///{Path(folder) / 'memory.db'}"))

        async def play(deeds: list[tuple[int, str, str]]) -> None:
            for guild_id in GUILDS:
                await memory.erase(guild_id)
            servers = Servers(Librarian(LIGHTHOUSE), memory, stacks=Stacks(most_passages=8))
            for deed in deeds:
                await done(servers, memory, deed)
            for guild_id in GUILDS:
                librarian = await servers.librarian(guild_id)
                own = [each for each in librarian.corpus.articles if each.id.startswith(OWN)]
                kept = await memory.articles(guild_id)
                assert [each.id for each in own] == [each.article_id for each in kept]
                for other in GUILDS:
                    if other != guild_id:
                        assert_reads_nothing_of(librarian, other)
            direct = await servers.librarian(None)
            assert direct.corpus.articles == LIGHTHOUSE.articles

        @settings(max_examples=15)
        @given(st.lists(DEEDS, min_size=1, max_size=10))
        def holds(deeds: list[tuple[int, str, str]]) -> None:
            loop.run(play(deeds))

        try:
            holds()
        finally:
            loop.run(memory.close())
