"""A server with a memory, somebody who manages it, and the bot, which may be started again."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.articles.article import Corpus
from bot.chat.client import Souffleur
from bot.chat.servers import Servers
from bot.memory.kept import GuildSettings, Lesson, Outcome
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from tests.chat.playing import HURRIED, LIGHTHOUSE, NO_LIMITS, addresses_kept, play
from tests.discord_messages import components_in
from tests.discord_server import DiscordServer, Interaction, Payload, button_labelled, text_of
from tests.memory.ready import lay

MANAGE_GUILD = 1 << 5
SEND_MESSAGES = 1 << 11
TODAY = datetime.now(UTC).date()


@dataclass
class Scene:
    """What a test plays with."""

    server: DiscordServer
    bot: Souffleur
    memory: Memory
    librarian: Librarian
    moderator: Payload
    path: Path

    @property
    def guild_id(self) -> int:
        return int(self.server.guild["id"])

    async def keep(
        self, text: str, *people: int, outcome: Outcome = Outcome.NOT_FOUND, day: date = TODAY
    ) -> None:
        """Keep a question that these people asked in vain."""
        for person in people or (1,):
            await self.memory.keep_question(self.guild_id, person, text, outcome, day=day)

    async def lessons(self) -> list[Lesson]:
        return await self.memory.lessons(self.guild_id)

    async def slash(
        self, name: str, options: Mapping[str, object] | None = None, **how: Any
    ) -> Interaction:
        return await self.server.slash(name, options, user=self.moderator, **how)

    async def press(self, card: Payload, label: str, **how: Any) -> Interaction:
        how = {"user": self.moderator, **how}
        return await self.server.press(card, button_labelled(card, label), **how)

    async def choose(self, card: Payload, number: int = 0, **how: Any) -> Interaction:
        """Choose an option of the card's menu."""
        menu = menu_of(card)
        how = {"user": self.moderator, **how}
        return await self.server.select(
            card, menu["custom_id"], [menu["options"][number]["value"]], **how
        )

    async def ask(self, question: str) -> str:
        """Ask by a mention; return what the card says."""
        asked = await self.server.say(f"{self.server.mention} {question}")
        return text_of(await self.server.replies_to(asked))

    async def start_again(self) -> None:
        """Let another bot take the place of this one, as after a restart."""
        await self.bot.close()
        self.bot = Souffleur(Servers(self.librarian, self.memory, limits=NO_LIMITS), pace=HURRIED)
        before = self.server.identifies
        self.running = asyncio.create_task(self.bot.start(self.server.token))
        await self.server.until(lambda: self.server.identifies > before)
        await self.server.ready()


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Hold the memory's file, so that nothing can be written."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        # In a thread: what the bot is writing just then ends in this loop.
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


Play = Callable[[Scene], Awaitable[None]]


def staged(
    kind: type[Librarian] = Librarian, *, corpus: Corpus = LIGHTHOUSE, keeps_questions: bool = True
) -> Callable[[Play], Callable[[], None]]:
    """Play a scene in an event loop of its own, with a memory in a file of its own."""

    def decorator(scene: Play) -> Callable[[], None]:
        def test() -> None:
            with addresses_kept(), tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "souffleur.db"
                lay(path)
                asyncio.run(_played(scene, kind(corpus), path, keeps_questions))

        return test

    return decorator


async def _played(scene: Play, librarian: Librarian, path: Path, keeps_questions: bool) -> None:
    bots: list[Souffleur] = []
    memory = await Memory.open(f"sqlite:///{path}", busy_seconds=0.6, again_seconds=0.1)

    async def scenario(server: DiscordServer) -> None:
        moderator = server.add_user("morgan", permissions=MANAGE_GUILD | SEND_MESSAGES)
        settings = GuildSettings(keeps_questions=keeps_questions)
        await memory.change_settings(int(server.guild["id"]), settings)
        there = Scene(server, bots[0], memory, librarian, moderator, path)
        try:
            await scene(there)
        finally:
            await there.bot.close()

    try:
        await play(scenario, librarian, DiscordServer(), memory=memory, meet=bots.append)
    finally:
        await memory.close()


def card_of(shown: Interaction) -> Payload:
    """The message that an interaction was answered with, or that it edited."""
    assert shown.message is not None
    return shown.message


def told(answered: Interaction) -> str:
    """The text of the answer itself, whether it is a message of its own or edits one."""
    return text_of({"content": "", "components": [], **answered.data})


def menu_of(card: Payload) -> Payload:
    return next(part for _, part in components_in(card["components"]) if "options" in part)


def ids_on(card: Payload) -> list[str]:
    return [c["custom_id"] for _, c in components_in(card["components"]) if "custom_id" in c]


def renamed(card: Payload, old: str, new: str) -> None:
    """Forge the id of a button or a menu."""
    for _, part in components_in(card["components"]):
        if part.get("custom_id") == old:
            part["custom_id"] = new


__all__ = [
    "Interaction",
    "Scene",
    "card_of",
    "ids_on",
    "locked",
    "menu_of",
    "renamed",
    "staged",
    "told",
]
