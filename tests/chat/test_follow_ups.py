"""A reply to an answer, or « Préciser… », leans on the question of that answer."""

from __future__ import annotations

import copy

from tests.chat.playing import BUILDER, LIGHTHOUSE, card_of, played, shown
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

AFTER = "Suite de\u00a0: Qui construisit le phare de Kermadec ?"


@played(corpus=LIGHTHOUSE)
async def test_a_reply_to_an_answer_leans_on_its_question(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)

    reply = await server.replies_to(await server.say("Et quand ?", reply_to=card))

    assert "### Et quand ?" in text_of(reply)
    assert AFTER in text_of(reply)
    assert "1871" in text_of(reply)


@played(corpus=LIGHTHOUSE)
async def test_the_same_question_alone_leans_on_nothing(server: DiscordServer) -> None:
    alone = await card_of(server, "Et quand ?")

    assert "Suite de" not in text_of(alone)
    assert "1871" not in text_of(alone).split("**L’article répond")[-1].split("Autres")[0]


@played(corpus=LIGHTHOUSE)
async def test_a_follow_up_of_a_follow_up_leans_on_both(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    second = await server.replies_to(await server.say("Et quand ?", reply_to=card))

    third = await server.replies_to(await server.say("Et où ?", reply_to=second))

    head = text_of(third).split("\n")
    assert head[:3] == ["### Et où ?", f"-# {AFTER}", "-# Suite de\u00a0: Et quand ?"]


@played(corpus=LIGHTHOUSE)
async def test_a_reply_in_a_direct_message_leans_too(server: DiscordServer) -> None:
    card = await server.replies_to(await server.say(BUILDER, channel=server.dm))

    asked = await server.say("Et quand ?", channel=server.dm, reply_to=card, is_pinging=False)

    assert "1871" in text_of(await server.replies_to(asked))


@played(corpus=LIGHTHOUSE)
async def test_a_reply_that_does_not_ping_is_not_read(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    silent = await server.say("Et quand ?", reply_to=card, is_pinging=False)

    await card_of(server, BUILDER)

    assert server.answers_to(silent) == []


@played(corpus=LIGHTHOUSE)
async def test_a_reply_to_somebody_else_leans_on_nothing(server: DiscordServer) -> None:
    other = await server.say("Bonjour", author=server.add_user("dominique"))

    reply = await server.replies_to(await server.say(f"{server.mention} {BUILDER}", reply_to=other))

    assert "Suite de" not in text_of(reply)


@played(corpus=LIGHTHOUSE)
async def test_an_answer_that_discord_does_not_send_along_is_asked_for(
    server: DiscordServer,
) -> None:
    card = await card_of(server, BUILDER)
    asked = await _reply_without_its_answer(server, card)

    reply = await server.replies_to(asked)

    assert AFTER in text_of(reply)


@played(corpus=LIGHTHOUSE)
async def test_a_follow_up_to_an_answer_that_is_gone_stands_alone(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    server.fail_next("GET", r"/messages/\d+$", 404, body={"code": 10008, "message": "Unknown"})

    reply = await server.replies_to(await _reply_without_its_answer(server, card))

    assert "### Et quand ?" in text_of(reply)
    assert "Suite de" not in text_of(reply)


@played(corpus=LIGHTHOUSE)
async def test_precise_opens_a_modal_whose_question_follows(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    other = server.add_user("dominique")

    modal = await server.press(card, button_labelled(card, "Préciser…"), user=other)
    assert modal.response_type == 9
    assert modal.data["title"] == "Préciser la question"
    modal.message = card
    answered = await server.submit_modal(modal, {"question": "Et quand ?"}, user=other)

    assert AFTER in shown(answered)
    assert "1871" in shown(answered)
    assert answered.message in server.messages
    assert f"delete:{other['id']}" == button_labelled(answered.message or {}, "Supprimer")


@played(corpus=LIGHTHOUSE)
async def test_precise_below_a_private_answer_stays_private(server: DiscordServer) -> None:
    private = await server.slash("ask", {"question": BUILDER, "private": True}, locale="en-US")
    card = private.message or {}

    modal = await server.press(card, button_labelled(card, "Ask further…"), locale="en-US")
    modal.message = card
    answered = await server.submit_modal(modal, {"question": "Et quand ?"}, locale="en-US")

    assert answered.is_ephemeral
    assert "Following up on: Qui construisit" in shown(answered)


@played(corpus=LIGHTHOUSE)
async def test_an_empty_precision_is_told_kindly(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    modal = await server.press(card, button_labelled(card, "Préciser…"))
    modal.message = card

    answered = await server.submit_modal(modal, {"question": " \u200b "})

    assert answered.is_ephemeral
    assert shown(answered).startswith("La question est vide.")


@played(corpus=LIGHTHOUSE)
async def test_a_precision_of_a_card_without_its_question_is_refused_kindly(
    server: DiscordServer,
) -> None:
    card = await card_of(server, BUILDER)
    modal = await server.press(card, button_labelled(card, "Préciser…"))
    modal.message = copy.deepcopy(card)
    modal.message["components"][0]["components"].pop(0)

    answered = await server.submit_modal(modal, {"question": "Et quand ?"})

    assert shown(answered).startswith("Ce message ne sert plus.")


@played(corpus=LIGHTHOUSE)
async def test_the_buttons_of_a_follow_up_lean_as_it_did(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    follow_up = await server.replies_to(await server.say("Et quand ?", reply_to=card))

    why = await server.press(follow_up, button_labelled(follow_up, "Pourquoi ce passage\u202f?"))

    assert why.is_ephemeral
    assert "construisit" in shown(why)


async def _reply_without_its_answer(server: DiscordServer, card: Payload) -> Payload:
    """A reply whose `referenced_message` is left out, as Discord may do."""
    body: Payload = {
        "content": "Et quand ?",
        "message_reference": {"message_id": card["id"]},
        "allowed_mentions": {"replied_user": True},
    }
    said = server.world.write(server.channel, server.user, body, [])
    del said["referenced_message"]
    server.gateway.dispatch("MESSAGE_CREATE", said)
    return said
