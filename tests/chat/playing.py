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
from bot.chat.manners import Limits
from bot.chat.pace import Pace
from bot.chat.servers import Servers
from bot.memory.memory import Memory
from bot.operations.metrics import Metrics
from bot.retrieval.librarian import Librarian
from bot.settings import Settings
from tests.discord_messages import components_in
from tests.discord_server import DiscordServer, Interaction, Payload, text_of

NO_LIMITS = Limits(person_questions=0, channel_questions=0, seconds=30)


def corpus_of(article_id: str, title: str, **sections: list[str]) -> Corpus:
    """An article of so many sections, each with its paragraphs."""
    texts = [text for own in sections.values() for text in own]
    article = Article(article_id, title, None, None, "fr", None, "\n\n".join(texts))
    headed = [(heading, text) for heading, own in sections.items() for text in own]
    passages = tuple(
        Passage(article, (heading,), number, article.prose.index(text), text)
        for number, (heading, text) in enumerate(headed, start=1)
    )
    return Corpus((article,), passages)


LIGHTHOUSE = corpus_of(
    "phare",
    "Le phare de Kermadec",
    Histoire=[
        "Yves Le Goff construisit le phare de Kermadec de 1871 à 1874.",
        "La tempête de 1893 brisa la lanterne et les vitres du phare.",
    ],
    Gardiens=[
        "Trois gardiens se relayaient chaque nuit pour entretenir la flamme.",
        "Le dernier gardien, Alan Quéméner, partit en retraite en 1986.",
    ],
)
BUILDER = "Qui construisit le phare de Kermadec ?"

TEXTS = [f"La mer monte de {number} mètres sur la plage." for number in range(1, 11)]
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
    memory_again_seconds=0.1,
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
Channels = Callable[[DiscordServer], list[Payload]]


Meeting = Callable[[Souffleur], None]


def meet_nobody(_bot: Souffleur) -> None:
    pass


def nowhere(_server: DiscordServer) -> list[Payload]:
    return []


async def play(
    scenario: Scenario,
    librarian: Librarian,
    server: DiscordServer,
    pace: Pace = HURRIED,
    *,
    channels: Channels = nowhere,
    limits: Limits = NO_LIMITS,
    memory: Memory | None = None,
    is_listening: bool = False,
    metrics: Metrics | None = None,
    meet: Meeting = meet_nobody,
) -> None:
    """Play a scenario; `meet` is handed the bot, for what only its memory tells."""
    async with server:
        connection = await probe(settings_of(server))
        use_address_of(settings_of(server), connection.gateway_url)
        ids = [int(channel["id"]) for channel in channels(server)]
        bot = Souffleur(
            Servers(librarian, memory, limits=limits, channel_ids=ids),
            share=connection.share_for(settings_of(server)),
            is_listening=is_listening or bool(ids),
            metrics=metrics,
            pace=pace,
        )
        meet(bot)
        async with bot:
            running = asyncio.create_task(bot.start(server.token))
            try:
                await server.ready()
                await scenario(server)
            finally:
                await bot.close()
                await asyncio.gather(running, return_exceptions=True)


def played(
    kind: type[Librarian] = Librarian,
    *,
    corpus: Corpus = CORPUS,
    channels: Channels = nowhere,
    limits: Limits = NO_LIMITS,
    **server: Any,
) -> Callable[[Scenario], Callable[[], None]]:
    """Play a scenario with a server and the bot connected, in an event loop of its own.

    `channels` are those where automatic answers are on.
    """

    def decorator(scenario: Scenario) -> Callable[[], None]:
        def test() -> None:
            with addresses_kept():
                there = DiscordServer(**server)
                how = {"channels": channels, "limits": limits}
                asyncio.run(play(scenario, kind(corpus), there, **how))  # type: ignore[arg-type]

        return test

    return decorator


async def card_of(server: DiscordServer, question: str = QUESTION) -> Payload:
    return await server.replies_to(await server.say(f"{server.mention} {question}"))


def shown(interaction: Interaction) -> str:
    """The text of what an interaction was answered with."""
    return text_of(interaction.message or {"content": "", "components": []})


def labels_of(card: Payload) -> list[str]:
    return [c["label"] for _, c in components_in(card["components"]) if c["type"] == 2]
