"""A server whose moderator brings articles, with a memory on a file of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.chat.client import Souffleur
from bot.chat.moderation.library_desk import Library
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from tests.chat.playing import LIGHTHOUSE, addresses_kept, play
from tests.discord_payloads import MEMBER_PERMISSIONS
from tests.discord_server import DiscordServer, Interaction, Payload, button_labelled, text_of
from tests.memory.ready import lay

QUICKLY: dict[str, Any] = {"busy_seconds": 0.1, "again_seconds": 0.05}
MANAGER = MEMBER_PERMISSIONS | 1 << 5
MILL = """---
title: Le moulin de Trouguer
published: 2024-05-02
---

Anna Le Bihan construisit le moulin de Trouguer en 1902, au bord de la baie.

## La meule

La meule de granit pesait neuf cents kilos et venait de Huelgoat. Elle fut hissée par douze boeufs,
en une matinée de mars, devant tout le village réuni, et posée sur un axe que le charpentier avait
taillé dans la forêt voisine. Chaque hiver, le meunier la piquait à nouveau, car le blé noir
l’usait vite, et les anciens disaient que l’on entendait ses coups de marteau jusque sur la grève.
"""
WHO_BUILT_THE_MILL = "Qui construisit le moulin de Trouguer ?"
BUILT = "Anna Le Bihan"

Scene = Callable[[DiscordServer, Souffleur], Awaitable[None]]


def played(*, library: Callable[[], Library] = Library) -> Callable[[Scene], Callable[[], None]]:
    """Play a scene with a moderator, as `server.user`, and a memory."""

    def decorate(scene: Scene) -> Callable[[], None]:
        def test() -> None:
            with TemporaryDirectory() as folder, addresses_kept():
                url = lay(Path(folder) / "memory.db")
                asyncio.run(playing(scene, url, library=library))

        return test

    return decorate


async def playing(scene: Scene, url: str, *, library: Callable[[], Library] = Library) -> None:
    bots: list[Souffleur] = []

    def meet(bot: Souffleur) -> None:
        bot.library = library()
        bots.append(bot)

    server = DiscordServer()
    server.world.permissions[server.user["id"]] = MANAGER

    async def scenario(server: DiscordServer) -> None:
        await scene(server, bots[0])

    memory = await Memory.open(url, **QUICKLY)
    try:
        await play(scenario, Librarian(LIGHTHOUSE), server, memory=memory, meet=meet)
    finally:
        await memory.close()


def memory_of(bot: Souffleur) -> Memory:
    assert bot.servers.memory is not None
    return bot.servers.memory


def guild_id_of(server: DiscordServer) -> int:
    return int(server.guild["id"])


async def offer(
    server: DiscordServer, text: str | bytes = MILL, name: str = "moulin.md"
) -> Interaction:
    """Attach a file to /library add, and return what was answered."""
    content = text.encode() if isinstance(text, str) else text
    file = server.files.attach(name, content)
    return await server.slash("library add", {"file": file}, timeout_seconds=30)


async def press(server: DiscordServer, card: Interaction, label: str) -> Interaction:
    shown = message_of(card)
    return await server.press(shown, button_labelled(shown, label), timeout_seconds=30)


async def add(
    server: DiscordServer, text: str | bytes = MILL, name: str = "moulin.md"
) -> Interaction:
    return await press(server, await offer(server, text, name), "Ajouter")


def message_of(interaction: Interaction) -> Payload:
    assert interaction.message is not None
    return interaction.message


def shown(interaction: Interaction) -> str:
    return text_of(message_of(interaction))


def said_in(interaction: Interaction) -> str:
    """What the answer itself says, beside the card that was pressed."""
    return text_of({"content": "", "components": [], **interaction.data})
