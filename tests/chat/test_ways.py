"""Every way of asking is counted by its name, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.labels import WHY_BUTTON
from bot.chat.phrases import Language
from bot.operations.metrics import Metrics, Way
from bot.retrieval.librarian import Librarian
from tests.chat.playing import BUILDER, LIGHTHOUSE, addresses_kept, play
from tests.discord_server import DiscordServer, Payload, button_labelled

Asking = Callable[[DiscordServer], Awaitable[object]]
Counts = dict[tuple[str, str], float]


def counted(scenario: Asking) -> Counts:
    """How many questions were counted by way and status."""
    metrics = Metrics()

    async def played(server: DiscordServer) -> None:
        await scenario(server)

    with addresses_kept():
        how = {"channels": lambda server: [server.channel], "metrics": metrics}
        asyncio.run(play(played, Librarian(LIGHTHOUSE), DiscordServer(), **how))  # type: ignore[arg-type]
    return {
        (sample.labels["way"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(metrics.exposition().decode())
        for sample in family.samples
        if sample.name == "souffleur_questions_total"
    }


async def mention(server: DiscordServer) -> Payload:
    return await server.replies_to(await server.say(f"{server.mention} {BUILDER}"))


async def direct_message(server: DiscordServer) -> None:
    await server.replies_to(await server.say(BUILDER, channel=server.dm))


async def reply(server: DiscordServer) -> None:
    card = await mention(server)
    await server.replies_to(await server.say("Et quand ?", reply_to=card))


async def correction(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {BUILDER}")
    card = await server.replies_to(asked)
    await server.edit(asked, f"{server.mention} Combien de gardiens se relayaient ?")
    await server.until(lambda: card["edited_timestamp"])


async def automatic(server: DiscordServer) -> None:
    await server.replies_to(await server.say(BUILDER))


async def ask(server: DiscordServer) -> Payload:
    return (await server.slash("ask", {"question": BUILDER})).message or {}


async def ask_privately(server: DiscordServer) -> Payload:
    asked = await server.slash("ask", {"question": BUILDER, "private": True})
    return asked.message or {}


async def context_menu(server: DiscordServer) -> None:
    said = await server.say("Qui construisit le phare de Kermadec, déjà", channel=server.dm)
    await server.replies_to(said)
    await server.context_menu("Find the answer", said)


async def modal(server: DiscordServer) -> None:
    card = await ask(server)
    shown = await server.press(card, button_labelled(card, "Préciser…"))
    shown.message = card
    await server.submit_modal(shown, {"question": "Et quand ?"})


async def search(server: DiscordServer) -> None:
    await server.slash("search", {"words": "phare"})


async def chosen(server: DiscordServer) -> None:
    await server.slash("search", {"words": "phare#1"})


async def article(server: DiscordServer) -> None:
    await server.slash("article")


async def passage(server: DiscordServer) -> None:
    await server.slash("passage", {"number": 2})


async def no_passage(server: DiscordServer) -> None:
    await server.slash("passage", {"number": 99})


async def summary(server: DiscordServer) -> None:
    await server.slash("summary")


async def button(server: DiscordServer) -> None:
    card = await ask(server)
    await server.press(card, button_labelled(card, WHY_BUTTON.to(Language.FR)))


async def published(server: DiscordServer) -> None:
    card = await ask_privately(server)
    await server.press(card, button_labelled(card, "Publier dans le salon"))
    await server.until(lambda: server.messages)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("scenario", "count"),
    [
        (mention, {(Way.MENTION, "answer"): 1}),
        (direct_message, {(Way.DIRECT_MESSAGE, "answer"): 1}),
        (reply, {(Way.MENTION, "answer"): 1, (Way.REPLY, "answer"): 1}),
        (correction, {(Way.MENTION, "answer"): 1, (Way.CORRECTION, "answer"): 1}),
        (automatic, {(Way.AUTOMATIC, "answer"): 1}),
        (ask, {(Way.ASK, "answer"): 1}),
        (ask_privately, {(Way.ASK_PRIVATELY, "answer"): 1}),
        (context_menu, {(Way.DIRECT_MESSAGE, "answer"): 1, (Way.CONTEXT_MENU, "answer"): 1}),
        (modal, {(Way.ASK, "answer"): 1, (Way.MODAL, "answer"): 1}),
        (search, {(Way.SEARCH, "listed"): 1}),
        (chosen, {(Way.SEARCH, "shown"): 1}),
        (article, {(Way.ARTICLE, "shown"): 1}),
        (passage, {(Way.PASSAGE, "shown"): 1}),
        (no_passage, {(Way.PASSAGE, "not_found"): 1}),
        (summary, {(Way.SUMMARY, "answer"): 1}),
        (button, {(Way.ASK, "answer"): 1, (Way.BUTTON, "explained"): 1}),
        (published, {(Way.ASK_PRIVATELY, "answer"): 1, (Way.BUTTON, "answer"): 1}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_way_of_asking_is_counted_by_its_name(scenario: Asking, count: Counts) -> None:
    assert counted(scenario) == count


def test_help_and_completions_are_no_questions() -> None:
    async def scenario(server: DiscordServer) -> None:
        await server.slash("help")
        await server.slash("privacy")
        await server.autocomplete("search", "words", "phare")
        await server.replies_to(await server.say(server.mention))

    assert counted(scenario) == {}
