"""A server with a memory, and somebody who may manage it."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.articles.article import Corpus
from bot.chat.client import Souffleur
from bot.chat.manners import Limits
from bot.memory.kept import GuildSettings
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from tests.chat.playing import LIGHTHOUSE, NO_LIMITS, Channels, addresses_kept, nowhere, play
from tests.discord_messages import components_in
from tests.discord_payloads import MEMBER_PERMISSIONS
from tests.discord_server import DiscordServer, Interaction, Payload, text_of
from tests.memory.ready import lay

MANAGE_GUILD, ADMINISTRATOR = 1 << 5, 1 << 3
SELECTS = {3, 8}


@dataclass
class Stage:
    """What a scenario plays on: Discord, the bot, its memory, and a moderator of the guild."""

    server: DiscordServer
    memory: Memory
    bot: Souffleur
    moderator: Payload
    file: Path

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Another program holds the memory's file: nothing can be written to it."""
        connected = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
        with closing(connected) as other:
            # In a thread: what the memory is writing goes on meanwhile, and ends.
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    @property
    def guild_id(self) -> int:
        return int(self.server.guild["id"])

    @property
    def channel_id(self) -> int:
        return int(self.server.channel["id"])

    async def decided(self) -> GuildSettings:
        return await self.memory.settings(self.guild_id)

    async def decide(self, **settings: Any) -> None:
        await self.memory.change_settings(self.guild_id, GuildSettings(**settings))

    async def open(self, **how: Any) -> Payload:
        """The card of /settings, as the moderator sees it."""
        opened = await self.server.slash("settings", user=self.moderator, **how)
        assert opened.is_ephemeral
        return opened.message or {}

    async def choose(self, card: Payload, custom_id: str, *values: object) -> Interaction:
        chosen = [str(value) for value in values]
        return await self.server.select(card, custom_id, chosen, user=self.moderator)

    async def press(self, card: Payload, custom_id: str) -> Interaction:
        return await self.server.press(card, custom_id, user=self.moderator)


Scene = Callable[[Stage], Awaitable[None]]


def staged(
    *,
    corpus: Corpus = LIGHTHOUSE,
    limits: Limits = NO_LIMITS,
    channels: Channels = nowhere,
    is_listening: bool = False,
    busy_seconds: float = 5.0,
    again_seconds: float = 5.0,
    **server: Any,
) -> Callable[[Scene], Callable[[], None]]:
    """Play a scene with a server, the bot and a memory of its own, in an event loop of its own."""

    async def on_stage(scene: Scene, file: Path) -> None:
        bots: list[Souffleur] = []
        memory = await Memory.open(
            f"sqlite:///{file}", busy_seconds=busy_seconds, again_seconds=again_seconds
        )

        async def scenario(there: DiscordServer) -> None:
            moderator = there.add_user("alex", permissions=MEMBER_PERMISSIONS | MANAGE_GUILD)
            await scene(Stage(there, memory, bots[0], moderator, file))

        try:
            await play(
                scenario,
                Librarian(corpus),
                DiscordServer(**server),
                limits=limits,
                channels=channels,
                memory=memory,
                is_listening=is_listening,
                meet=bots.append,
            )
        finally:
            await memory.close()

    def decorator(scene: Scene) -> Callable[[], None]:
        def test() -> None:
            with addresses_kept(), tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "souffleur.db"
                lay(file)
                asyncio.run(on_stage(scene, file))

        return test

    return decorator


def menu_of(card: Payload, custom_id: str) -> Payload:
    """The menu of a card whose id begins so."""
    every = [c for _, c in components_in(card["components"]) if c["type"] in SELECTS]
    return next(menu for menu in every if menu["custom_id"].startswith(custom_id))


def defaults_of(menu: Payload) -> list[str]:
    """What a menu shows as chosen."""
    if "options" in menu:
        return [option["value"] for option in menu["options"] if option.get("default")]
    return [str(each["id"]) for each in menu.get("default_values", [])]


def told(interaction: Interaction) -> str:
    """The text of the bot's own answer to a press, whatever message was pressed."""
    return text_of({"content": "", "components": interaction.data["components"]})
