"""A server whose moderator brings articles, with a memory on a file of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chat.client import Souffleur
from bot.chat.moderation.library_desk import Library
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from tests.chat.playing import LIGHTHOUSE, addresses_kept, play
from tests.discord_payloads import MEMBER_PERMISSIONS
from tests.discord_server import DiscordServer, Interaction, Payload, text_of

MANAGER = MEMBER_PERMISSIONS | 1 << 5
MILL = b"""---
title: Le moulin de Trouguer
published: 2024-05-02
---

Anna Le Bihan construisit le moulin de Trouguer en 1902, au bord de la baie.

## La meule

La meule de granit pesait neuf cents kilos et venait de Huelgoat.
"""
MILL_AGAIN = MILL.replace(b"1902", b"1903")
WHO_BUILT_THE_MILL = "Qui construisit le moulin de Trouguer ?"

Scene = Callable[[DiscordServer, Souffleur], Awaitable[None]]


def played(
    scene: Scene | None = None, *, library: Callable[[], Library] = Library, has_memory: bool = True
) -> Callable[..., object]:
    """Play a scene with a moderator, as `server.user`, and a memory."""

    def decorate(scene: Scene) -> Callable[[], None]:
        def test() -> None:
            with TemporaryDirectory() as folder, addresses_kept():
                asyncio.run(_play(scene, library, folder if has_memory else None))

        test.__name__ = scene.__name__
        return test

    return decorate(scene) if scene else decorate


async def _play(scene: Scene, library: Callable[[], Library], folder: str | None) -> None:
    bots: list[Souffleur] = []

    def meet(bot: Souffleur) -> None:
        bot.library = library()
        bots.append(bot)

    server = DiscordServer()
    server.world.permissions[server.user["id"]] = MANAGER

    async def scenario(server: DiscordServer) -> None:
        await scene(server, bots[0])

    memory = await Memory.open(f"sqlite:///{Path(folder) / 'memory.db'}") if folder else None
    try:
        await play(scenario, Librarian(LIGHTHOUSE), server, memory=memory, meet=meet)
    finally:
        if memory is not None:
            await memory.close()


async def offer(
    server: DiscordServer, content: bytes = MILL, name: str = "moulin.md", **how: object
) -> Interaction:
    """Attach a file to /library add, and return what was answered."""
    file = server.files.attach(name, content)
    return await server.slash("library add", {"file": file}, timeout_seconds=20, **how)  # type: ignore[arg-type]


def card_of(interaction: Interaction) -> Payload:
    assert interaction.message is not None
    return interaction.message


def shown(interaction: Interaction) -> str:
    return text_of(card_of(interaction))
