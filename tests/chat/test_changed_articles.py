"""Articles that change while their answers stand in a channel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.chat.client import Souffleur
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Taught
from tests.chat.playing import (
    BUILDER,
    LIGHTHOUSE,
    addresses_kept,
    card_of,
    corpus_of,
    play,
    shown,
)
from tests.discord_server import DiscordServer, button_labelled, text_of

CHANGED = "Modifié depuis\u00a0: l’article ne dit plus la même chose que cette réponse."
FIRST = LIGHTHOUSE.passages[0].text
EDITED = FIRST.replace("1871", "1872")
# The article of the answer, in which another passage took the place of the one that was quoted.
EDITION = corpus_of(
    "phare",
    "Le phare de Kermadec",
    Histoire=[EDITED, LIGHTHOUSE.passages[1].text],
    Gardiens=[passage.text for passage in LIGHTHOUSE.passages[2:]],
)
# The same passages, one number further down.
SHIFTED = corpus_of(
    "phare",
    "Le phare de Kermadec",
    Avant=["Un récif dangereux affleure au large de la pointe."],
    Histoire=[passage.text for passage in LIGHTHOUSE.passages[:2]],
    Gardiens=[passage.text for passage in LIGHTHOUSE.passages[2:]],
)


LONG = corpus_of(
    "phare",
    "Le phare de Kermadec",
    Histoire=[f"Le phare de Kermadec fut repeint en {year}." for year in range(1900, 1912)],
)

Scene = Callable[[DiscordServer, Souffleur], Awaitable[None]]


def played(scene: Scene) -> Callable[[], None]:
    """Play a scene that may hand the bot other articles."""

    def test() -> None:
        bots: list[Souffleur] = []

        async def scenario(server: DiscordServer) -> None:
            await scene(server, bots[0])

        with addresses_kept():
            asyncio.run(play(scenario, Librarian(LIGHTHOUSE), DiscordServer(), meet=bots.append))

    return test


@played
async def test_an_article_that_changes_is_answered_from_at_once(
    server: DiscordServer, bot: Souffleur
) -> None:
    bot.servers.swap(Librarian(EDITION))

    assert "1872" in text_of(await card_of(server, BUILDER))


@played
async def test_every_button_of_a_quotation_that_is_gone_says_so(
    server: DiscordServer, bot: Souffleur
) -> None:
    card = await card_of(server, BUILDER)
    bot.servers.swap(Librarian(EDITION))

    for label in ("Contexte", "Autres passages", "Pourquoi ce passage\u202f?"):
        pressed = await server.press(card, button_labelled(card, label))

        assert shown(pressed).startswith(CHANGED), label
        assert pressed.is_ephemeral


@played
async def test_a_passage_that_only_moved_keeps_its_buttons(
    server: DiscordServer, bot: Souffleur
) -> None:
    card = await card_of(server, BUILDER)
    bot.servers.swap(Librarian(SHIFTED))

    context = await server.press(card, button_labelled(card, "Contexte"))
    why = await server.press(card, button_labelled(card, "Pourquoi ce passage\u202f?"))

    assert f"> {FIRST}" in shown(context)
    assert "¶\u00a02" in shown(why)


@played
async def test_a_list_of_what_is_gone_is_not_turned(server: DiscordServer, bot: Souffleur) -> None:
    bot.servers.swap(Librarian(LONG))
    searched = await server.slash("search", {"words": "phare"})
    assert searched.message is not None
    bot.servers.swap(Librarian(EDITION))

    turned = await server.press(searched.message, button_labelled(searched.message, "Suivants ▶"))

    assert shown(turned).startswith(CHANGED)


@played
async def test_a_private_answer_that_is_gone_is_not_posted(
    server: DiscordServer, bot: Souffleur
) -> None:
    asked = await server.slash("ask", {"question": BUILDER, "private": True})
    assert asked.message is not None
    before = len(server.messages)
    bot.servers.swap(Librarian(EDITION))

    publish = button_labelled(asked.message, "Publier dans le salon")
    pressed = await server.press(asked.message, publish)

    (told,) = await server.until(lambda: pressed.followups)
    assert text_of(told).startswith("Modifié depuis\u00a0: la réponse serait une autre")
    assert len(server.messages) == before


@pytest.mark.unmeasured
@played
async def test_questions_that_come_while_articles_change_are_all_answered(
    server: DiscordServer, bot: Souffleur
) -> None:
    """Each by one edition: what is quoted, and what stands around it, are of the same."""
    editions = [Librarian(EDITION), Librarian(SHIFTED), Librarian(LIGHTHOUSE)]

    async def change() -> None:
        for turn in range(60):
            bot.servers.swap(editions[turn % 3])
            await asyncio.sleep(0.005)

    changing = asyncio.create_task(change())
    cards = await asyncio.gather(*(card_of(server, BUILDER) for _ in range(20)))
    await changing

    for card in cards:
        said = text_of(card)
        assert ("1872" in said) or ("1871" in said)
        assert "Désolé" not in said


@played
async def test_a_passage_that_no_longer_comes_first_is_explained_and_listed_all_the_same(
    server: DiscordServer, bot: Souffleur
) -> None:
    card = await card_of(server, BUILDER)
    taught = Taught(BUILDER, "phare", LIGHTHOUSE.passages[3].text)
    bot.servers.swap(Librarian(LIGHTHOUSE, taught=[taught]))

    why = await server.press(card, button_labelled(card, "Pourquoi ce passage\u202f?"))
    more = await server.press(card, button_labelled(card, "Autres passages"))

    assert "Histoire · ¶\u00a01" in shown(why)
    assert LIGHTHOUSE.passages[3].text in shown(more)
