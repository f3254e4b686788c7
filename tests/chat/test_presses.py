"""The buttons below an answer, pressed in Discord."""

from __future__ import annotations

import asyncio
import copy

from bot.chat.client import Souffleur
from bot.chat.votes import Count, Votes
from bot.retrieval.librarian import Librarian
from tests.chat.playing import (
    BUILDER,
    LIGHTHOUSE,
    addresses_kept,
    card_of,
    play,
    played,
    shown,
)
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

MANAGE_MESSAGES = 1 << 13


@played(corpus=LIGHTHOUSE)
async def test_the_context_shows_the_paragraphs_around_in_private(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)

    pressed = await server.press(card, button_labelled(card, "Contexte"))

    assert pressed.is_ephemeral
    assert shown(pressed) == (
        "> Yves Le Goff construisit le phare de Kermadec de 1871 à 1874.\n"
        "-# Histoire · ¶\u00a01\n"
        "> La tempête de 1893 brisa la lanterne et les vitres du phare.\n"
        "-# Histoire · ¶\u00a02\n"
        "-# Le phare de Kermadec"
    )


@played(corpus=LIGHTHOUSE)
async def test_a_context_that_is_no_more_is_told_kindly(server: DiscordServer) -> None:
    card = copy.deepcopy(await card_of(server, BUILDER))
    for custom_id in (f"context:{'0' * 12}.0a1b2c3d", "context:", "context:0.9"):
        _rename(card, "Contexte", custom_id)

        pressed = await server.press(card, custom_id)

        assert shown(pressed).startswith("Modifié depuis")


@played(corpus=LIGHTHOUSE)
async def test_why_tells_the_words_and_their_weights_in_private(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)

    pressed = await server.press(card, button_labelled(card, "Pourquoi ce passage\u202f?"))

    assert pressed.is_ephemeral
    assert shown(pressed).startswith("**Pourquoi ce passage\u202f? Histoire · ¶\u00a01**\n")
    assert "- construisit → construisit\u00a0: le même mot" in shown(pressed)
    assert "Avance sur le passage suivant" in shown(pressed)


@played(corpus=LIGHTHOUSE)
async def test_a_button_of_a_card_without_its_question_is_refused_kindly(
    server: DiscordServer,
) -> None:
    card = copy.deepcopy(await card_of(server, BUILDER))
    card["components"][0]["components"].pop(0)

    for label in ("Pourquoi ce passage\u202f?", "Utile", "Préciser…"):
        pressed = await server.press(card, button_labelled(card, label))

        assert pressed.is_ephemeral
        assert shown(pressed).startswith("Ce message ne sert plus.")


@played(corpus=LIGHTHOUSE)
async def test_a_button_in_a_channel_that_vanished_is_let_go(server: DiscordServer) -> None:
    fleeting = server.add_channel("éphémère")
    asked = await server.say(f"{server.mention} {BUILDER}", channel=fleeting)
    card = await server.replies_to(asked)
    body = {"code": 10003, "message": "Unknown Channel"}
    server.fail_next("POST", "/callback$", 404, body=body)

    pressing = asyncio.create_task(server.press(card, button_labelled(card, "Contexte")))
    await server.until(lambda: server.calls_to("POST", "/callback$"), what="a response")
    pressing.cancel()
    await asyncio.gather(pressing, return_exceptions=True)

    assert await card_of(server, BUILDER)
    assert len(server.calls_to("POST", "/callback$")) == 1


@played(corpus=LIGHTHOUSE)
async def test_a_card_whose_question_finds_nothing_any_more_says_so(server: DiscordServer) -> None:
    card = copy.deepcopy(await card_of(server, BUILDER))
    card["components"][0]["components"][0]["content"] = "### zblorg"

    pressed = await server.press(card, button_labelled(card, "Pourquoi ce passage\u202f?"))

    assert shown(pressed).startswith("Modifié depuis\u00a0:")


def test_a_vote_is_counted_and_thanked_for_in_private() -> None:
    bots: list[Souffleur] = []

    async def scenario(server: DiscordServer) -> None:
        card = await card_of(server, BUILDER)
        before, votes, card_id = text_of(card), bots[0].desk.votes, int(card["id"])

        for label, count in (("Utile", Count(1, 0)), ("Pas utile", Count(0, 1))):
            pressed = await server.press(card, button_labelled(card, label))

            assert pressed.is_ephemeral
            assert shown(pressed).startswith("Merci de votre avis")
            assert votes.count(card_id) == count
        assert text_of(card) == before

    with addresses_kept():
        there, librarian = DiscordServer(), Librarian(LIGHTHOUSE)
        asyncio.run(play(scenario, librarian, there, meet=bots.append))


def test_a_person_has_one_vote_which_may_be_changed() -> None:
    votes = Votes()

    votes.cast(1, 10, is_useful=True)
    votes.cast(1, 10, is_useful=True)
    votes.cast(1, 11, is_useful=True)
    votes.cast(1, 11, is_useful=False)
    votes.cast(2, 10, is_useful=False)

    assert votes.count(1) == Count(useful=1, useless=1)
    assert votes.count(2) == Count(useful=0, useless=1)
    assert votes.count(3) == Count(useful=0, useless=0)


def test_votes_never_fill_the_memory() -> None:
    votes = Votes()

    for voter in range(2000):
        votes.cast(1, voter, is_useful=True)
    assert votes.count(1).useful == 1000
    votes.cast(1, 0, is_useful=False)
    assert votes.count(1) == Count(useful=999, useless=1)
    for answer in range(2, 1002):
        votes.cast(answer, 0, is_useful=True)

    assert votes.count(1) == Count(useful=0, useless=0)
    assert votes.count(1001).useful == 1


@played(corpus=LIGHTHOUSE)
async def test_the_asker_takes_the_answer_back(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)

    await server.press(card, button_labelled(card, "Supprimer"))

    await server.until(lambda: card not in server.messages)


@played(corpus=LIGHTHOUSE)
async def test_a_greeting_is_taken_back_too(server: DiscordServer) -> None:
    card = await card_of(server, "Bonjour")

    await server.press(card, button_labelled(card, "Supprimer"))

    await server.until(lambda: card not in server.messages)


@played(corpus=LIGHTHOUSE)
async def test_an_answer_in_a_thread_that_is_closed_is_left_with_a_kind_word(
    server: DiscordServer,
) -> None:
    card = await card_of(server, BUILDER)
    for code, message in ((50083, "Thread is archived"), (160005, "Thread is locked")):
        body = {"code": code, "message": message}
        server.fail_next("DELETE", "/messages/@original$", 400, body=body)

        pressed = await server.press(card, button_labelled(card, "Supprimer"))
        (told,) = await server.until(lambda: pressed.followups)  # noqa: B023 - waited for here

        assert text_of(told).startswith("Ce fil est archivé ou verrouillé")
    assert card in server.messages


@played(corpus=LIGHTHOUSE)
async def test_the_asker_of_a_command_takes_the_answer_back(server: DiscordServer) -> None:
    card = (await server.slash("ask", {"question": BUILDER})).message or {}

    await server.press(card, button_labelled(card, "Supprimer"))

    await server.until(lambda: server.messages == [])


@played(corpus=LIGHTHOUSE)
async def test_who_manages_messages_takes_the_answer_away(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    moderator = server.add_user("alex", permissions=MANAGE_MESSAGES)

    await server.press(card, button_labelled(card, "Supprimer"), user=moderator)

    await server.until(lambda: card not in server.messages)


@played(corpus=LIGHTHOUSE)
async def test_anybody_else_is_told_no_in_private(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    other = server.add_user("dominique")

    pressed = await server.press(card, button_labelled(card, "Supprimer"), user=other)

    assert pressed.is_ephemeral
    assert shown(pressed).startswith("Seules la personne qui a posé la question")
    assert card in server.messages


@played(corpus=LIGHTHOUSE)
async def test_an_answer_that_was_deleted_already_is_deleted_without_a_word(
    server: DiscordServer,
) -> None:
    card = await card_of(server, BUILDER)
    path = r"/messages/@original$"
    server.fail_next("DELETE", path, 404, body={"code": 10008, "message": "Unknown Message"})

    pressed = await server.press(card, button_labelled(card, "Supprimer"))
    await server.until(lambda: server.calls_to("DELETE", path))
    await card_of(server, BUILDER)

    assert pressed.followups == []


def _rename(card: Payload, label: str, custom_id: str) -> None:
    for row in card["components"][0]["components"]:
        for button in row.get("components", ()):
            if button.get("label") == label:
                button["custom_id"] = custom_id
