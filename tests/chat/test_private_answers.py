"""Answers for one person alone, and « Publier dans le salon »."""

from __future__ import annotations

from tests.chat.playing import QUESTION, card_of, labels_of, played, shown
from tests.discord_server import DiscordServer, Interaction, Payload, button_labelled, text_of

PUBLISH = "Publier dans le salon"
USE_EXTERNAL_APPS = 1 << 50
SEND_MESSAGES, SEND_MESSAGES_IN_THREADS = 1 << 11, 1 << 38


async def private_card(server: DiscordServer) -> Payload:
    asked = await server.slash("ask", {"question": QUESTION, "private": True})
    assert asked.is_ephemeral
    return asked.message or {}


async def posted(server: DiscordServer) -> None:
    await server.until(
        lambda: any("-# Réponse publiée par" in text_of(message) for message in server.messages),
        what="a public card",
    )


async def external(server: DiscordServer, **options: object) -> Interaction:
    """Ask with an app that is the asker's own, not the server's."""
    return await used_externally(server, "ask", {"question": QUESTION, **options})


async def used_externally(server: DiscordServer, name: str, options: Payload) -> Interaction:
    over = {"authorizing_integration_owners": {"1": server.user["id"]}}
    return await server.slash(name, options, over=over)


@played()
async def test_a_private_answer_is_shown_to_the_asker_alone(server: DiscordServer) -> None:
    card = await private_card(server)

    assert f"### {QUESTION}" in text_of(card)
    assert labels_of(card)[-1] == PUBLISH
    assert "Supprimer" not in labels_of(card)
    assert server.messages == []


@played()
async def test_a_private_answer_is_posted_once_in_the_name_of_who_pressed(
    server: DiscordServer,
) -> None:
    card = await private_card(server)

    pressed = await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    (public,) = server.messages
    assert PUBLISH not in labels_of(card)
    assert pressed.response_type == 6
    assert f"### {QUESTION}" in text_of(public)
    assert f"-# Réponse publiée par <@{server.user['id']}>" in text_of(public)
    assert button_labelled(public, "Supprimer") == f"delete:{server.user['id']}"
    assert public["mentions"] == []
    assert f"### {QUESTION}" in text_of(card)


@played()
async def test_a_second_press_before_the_button_is_gone_posts_nothing(
    server: DiscordServer,
) -> None:
    card = await private_card(server)
    server.fail_next("POST", r"^/webhooks/\d+/\w+$", delay_seconds=1.0)

    await server.press(card, button_labelled(card, PUBLISH))
    again = await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    assert shown(again) == "La réponse est déjà publiée."
    assert len(server.messages) == 1


@played()
async def test_a_post_that_is_refused_can_be_tried_again(server: DiscordServer) -> None:
    card = await private_card(server)
    server.fail_next(
        "POST", r"^/webhooks/\d+/\w+$", 403, body={"code": 50013, "message": "Missing Permissions"}
    )

    pressed = await server.press(card, button_labelled(card, PUBLISH))
    (told,) = await server.until(lambda: pressed.followups)
    assert text_of(told) == "Je n’ai pas le droit d’écrire dans ce salon."
    assert server.messages == []
    await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    assert len(server.messages) == 1


@played()
async def test_a_post_that_fails_in_another_way_is_told_and_can_be_tried_again(
    server: DiscordServer,
) -> None:
    said = await server.say(QUESTION)
    card = (await server.context_menu("Find the answer", said)).message or {}
    body = {"code": 50035, "message": "Invalid Form Body"}
    server.fail_next("POST", r"^/channels/\d+/messages$", 400, body=body)

    pressed = await server.press(card, button_labelled(card, PUBLISH))
    (told,) = await server.until(lambda: pressed.followups)
    assert text_of(told).startswith("Désolé, ")
    assert button_labelled(card, PUBLISH) == f"publish:{said['id']}"
    await server.press(card, button_labelled(card, PUBLISH))

    assert await server.replies_to(said)


@played()
async def test_a_publication_that_fails_before_the_post_can_be_tried_again(
    server: DiscordServer,
) -> None:
    card = await private_card(server)
    body = {"code": 50035, "message": "Invalid Form Body"}
    server.fail_next("PATCH", "/messages/@original$", 400, body=body)

    pressed = await server.press(card, button_labelled(card, PUBLISH))
    (told,) = await server.until(lambda: pressed.followups)
    assert text_of(told).startswith("Désolé, ")
    assert server.messages == []
    await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    assert len(server.messages) == 1


@played()
async def test_the_menu_of_a_message_answers_it_in_private(server: DiscordServer) -> None:
    said = await server.say(f"Dites, {QUESTION}", author=server.add_user("dominique"))

    found = await server.context_menu("Find the answer", said)

    assert found.is_ephemeral
    assert f"### Dites, {QUESTION}" in shown(found)
    assert button_labelled(found.message or {}, PUBLISH) == f"publish:{said['id']}"


@played()
async def test_an_answer_found_by_the_menu_is_posted_in_reply_to_the_message(
    server: DiscordServer,
) -> None:
    said = await server.say(QUESTION, author=server.add_user("dominique"))
    card = (await server.context_menu("Find the answer", said)).message or {}

    await server.press(card, button_labelled(card, PUBLISH))
    reply = await server.replies_to(said)

    assert f"### {QUESTION}" in text_of(reply)
    assert f"-# Réponse publiée par <@{server.user['id']}>" in text_of(reply)
    assert reply["mentions"] == []


@played()
async def test_where_the_bot_may_not_write_the_answer_is_posted_without_a_reply(
    server: DiscordServer,
) -> None:
    said = await server.say(QUESTION)
    server.forbid_writing(server.channel)
    card = (await server.context_menu("Find the answer", said)).message or {}

    await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    assert [f"### {QUESTION}" in text_of(message) for message in server.messages] == [False, True]


@played()
async def test_a_message_that_was_deleted_does_not_keep_its_answer_from_being_posted(
    server: DiscordServer,
) -> None:
    said = await server.say(QUESTION)
    card = (await server.context_menu("Find the answer", said)).message or {}
    await server.delete(said)

    await server.press(card, button_labelled(card, PUBLISH))
    await posted(server)

    assert len(server.messages) == 1


@played()
async def test_a_message_without_text_is_told_kindly(server: DiscordServer) -> None:
    said = await server.say(server.mention)

    found = await server.context_menu("Find the answer", said, locale="en-US")

    assert shown(found) == "This message holds no text to look for."
    assert found.is_ephemeral


@played()
async def test_where_external_apps_are_not_allowed_the_answer_is_private_and_says_so(
    server: DiscordServer,
) -> None:
    asked = await external(server)

    assert asked.data["flags"] & 1 << 6
    assert "Visible de vous seulement\u00a0: ce serveur n’admet pas" in shown(asked)
    assert PUBLISH not in labels_of(asked.message or {})
    assert server.messages == []


@played()
async def test_whatever_had_to_be_private_says_why(server: DiscordServer) -> None:
    commands: tuple[tuple[str, Payload], ...] = (
        ("passage", {"number": 1}),
        ("search", {"words": "mer#1"}),
        ("summary", {}),
        ("ask", {"question": "Bonjour"}),
    )
    for name, options in commands:
        asked = await used_externally(server, name, options)

        assert "-# Visible de vous seulement\u00a0: ce serveur" in shown(asked), name
        assert asked.is_ephemeral


@played()
async def test_a_private_greeting_has_nothing_to_post_or_to_take_back(
    server: DiscordServer,
) -> None:
    asked = await server.slash("ask", {"question": "Bonjour", "private": True})

    assert labels_of(asked.message or {}) == []


@played()
async def test_a_private_answer_of_an_external_app_cannot_be_posted(server: DiscordServer) -> None:
    asked = await external(server, private=True)

    assert PUBLISH not in labels_of(asked.message or {})
    assert "Visible de vous" not in shown(asked)


@played()
async def test_where_external_apps_are_allowed_the_answer_is_for_everybody(
    server: DiscordServer,
) -> None:
    server.world.permissions[server.user["id"]] |= USE_EXTERNAL_APPS

    asked = await external(server)

    assert asked.message in server.messages
    assert "Visible de vous" not in shown(asked)


def take_permission(server: DiscordServer, permission: int) -> None:
    server.world.permissions[server.user["id"]] &= ~permission


@played()
async def test_who_may_not_write_there_is_answered_in_private_and_cannot_publish(
    server: DiscordServer,
) -> None:
    public = await card_of(server)
    take_permission(server, SEND_MESSAGES)

    modal = await server.press(public, button_labelled(public, "Préciser…"))
    precised = await server.submit_modal(modal, {"question": "Et sur la plage ?"})
    private = await server.slash("ask", {"question": QUESTION, "private": True})

    assert precised.is_ephemeral
    assert "Visible de vous seulement\u00a0: vous n’avez pas le droit" in shown(precised)
    assert "Visible de vous" not in shown(private)
    for answered in (precised, private):
        assert PUBLISH not in labels_of(answered.message or {})


@played()
async def test_in_a_thread_the_permission_to_write_in_threads_counts(server: DiscordServer) -> None:
    thread = server.add_thread("fil")
    take_permission(server, SEND_MESSAGES)
    written = await server.slash("ask", {"question": QUESTION}, channel=thread)
    take_permission(server, SEND_MESSAGES_IN_THREADS)
    refused = await server.slash("ask", {"question": QUESTION}, channel=thread)

    assert written.message in server.messages
    assert refused.is_ephemeral


@played()
async def test_who_may_not_write_any_more_publishes_nothing(server: DiscordServer) -> None:
    card = await private_card(server)
    take_permission(server, SEND_MESSAGES)

    pressed = await server.press(card, button_labelled(card, PUBLISH))

    assert pressed.is_ephemeral
    assert shown(pressed) == "Vous n’avez pas le droit d’écrire dans ce salon."
    assert server.messages == []


@played()
async def test_an_app_of_a_user_s_own_answers_in_other_people_s_channels_too(
    server: DiscordServer,
) -> None:
    over = {"authorizing_integration_owners": {"1": server.user["id"]}, "context": 2}

    asked = await server.slash("ask", {"question": QUESTION}, channel=server.dm, over=over)

    assert f"### {QUESTION}" in shown(asked)


@played()
async def test_every_command_is_there_for_servers_and_users_and_wherever_they_write(
    server: DiscordServer,
) -> None:
    for_members = [c for c in server.commands if c["default_member_permissions"] is None]

    assert len(for_members) == 8
    for command in for_members:
        assert sorted(command["integration_types"]) == [0, 1], command["name"]
        assert sorted(command["contexts"]) == [0, 1, 2], command["name"]
