"""The bot, in this process, connected to a loopback Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.articles.article import Article, Corpus, Passage
from bot.chat.client import Souffleur
from bot.chat.connection import probe, use_address_of
from bot.chat.pace import Pace
from bot.retrieval.librarian import Librarian
from bot.settings import Settings
from tests.discord_server import DiscordServer, Payload

TEXTS = [f"La mer monte de {number} mètres sur la plage." for number in range(1, 9)]
ARTICLE = Article("mer", "La mer", None, None, "fr", None, "\n\n".join(TEXTS))
CORPUS = Corpus(
    (ARTICLE,),
    tuple(
        Passage(ARTICLE, ("La plage",), number, ARTICLE.prose.index(text), text)
        for number, text in enumerate(TEXTS, start=1)
    ),
)
QUESTION = "De combien la mer monte-t-elle sur la plage ?"

HURRIED = Pace(
    request_seconds=0.5,
    callback_seconds=0.5,
    pauses_seconds=(0.05,) * 6,
    new_session_seconds=0.1,
    start_seconds=(0.1,),
)
"""The bot's own times, shortened: what it does is the same."""


def settings_of(server: DiscordServer, **others: str) -> Settings:
    return Settings.from_environment(
        {"DISCORD_TOKEN": server.token, "DISCORD_API_URL": server.api_url, **others}
    )


@contextmanager
def addresses_kept() -> Iterator[None]:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


Scenario = Callable[[DiscordServer], Awaitable[None]]


async def play(
    scenario: Scenario, librarian: Librarian, server: DiscordServer, pace: Pace = HURRIED
) -> None:
    async with server:
        connection = await probe(settings_of(server))
        use_address_of(settings_of(server), connection.gateway_url)
        async with Souffleur(librarian, shards=connection.shards, pace=pace) as bot:
            running = asyncio.create_task(bot.start(server.token))
            try:
                await server.ready()
                await scenario(server)
            finally:
                await bot.close()
                await asyncio.gather(running, return_exceptions=True)


def played(
    kind: type[Librarian] = Librarian, **server: Any
) -> Callable[[Scenario], Callable[[], None]]:
    """Play a scenario with a server and the bot connected, in an event loop of its own."""

    def decorator(scenario: Scenario) -> Callable[[], None]:
        def test() -> None:
            with addresses_kept():
                asyncio.run(play(scenario, kind(CORPUS), DiscordServer(**server)))

        return test

    return decorator


async def card_of(server: DiscordServer) -> Payload:
    return await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
