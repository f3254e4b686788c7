"""Messages are answered once, followed when they change, and not answered too often."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.chat.manners import Limits
from bot.chat.replies import with_working_sign
from tests.chat.playing import BUILDER, LIGHTHOUSE, QUESTION, card_of, played, shown
from tests.chat.test_client import SlowLibrarian
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

KEEPERS = "Combien de gardiens se relayaient chaque nuit ?"
FIVE = Limits(person_questions=5, channel_questions=20, seconds=30)
TWO_A_CHANNEL = Limits(person_questions=5, channel_questions=2, seconds=30)


async def asked_and_answered(server: DiscordServer, question: str) -> tuple[Payload, Payload]:
    asked = await server.say(f"{server.mention} {question}")
    return asked, await server.replies_to(asked)


def bot_messages(server: DiscordServer, channel: Payload | None = None) -> list[Payload]:
    """What the bot wrote there that still stands."""
    where = (channel or server.channel)["id"]
    own = [m for m in server.messages if m["author"]["id"] == server.bot["id"]]
    return [message for message in own if message["channel_id"] == where]


# --- Once ----------------------------------------------------------------------------------------


@played()
async def test_a_reply_that_is_sent_twice_stands_once(server: DiscordServer) -> None:
    server.fail_next("POST", "/messages$", 502, body="Bad Gateway", is_taken=True)

    asked = await server.say(f"{server.mention} {QUESTION}")
    await server.until(
        lambda: len(server.calls_to("POST", "/messages$")) == 2, what="a second request"
    )
    await card_of(server)

    assert len(server.answers_to(asked)) == 1


# --- Edited and deleted --------------------------------------------------------------------------


@played(corpus=LIGHTHOUSE)
async def test_an_edited_question_is_answered_on_the_same_card(server: DiscordServer) -> None:
    asked, card = await asked_and_answered(server, BUILDER)

    await server.edit(asked, f"{server.mention} {KEEPERS}")
    await server.until(lambda: f"### {KEEPERS}" in text_of(card), what="an edited card")

    assert "Trois gardiens" in text_of(card)
    assert bot_messages(server) == [card]


@played(corpus=LIGHTHOUSE)
async def test_an_edited_follow_up_still_leans_on_the_same_question(server: DiscordServer) -> None:
    card = await card_of(server, BUILDER)
    asked = await server.say("Et où ?", reply_to=card)
    reply = await server.replies_to(asked)

    await server.edit(asked, f"{server.mention} Et quand ?")
    await server.until(lambda: "### Et quand ?" in text_of(reply), what="an edited card")

    assert "Suite de\u00a0: Qui construisit" in text_of(reply)


@played(corpus=LIGHTHOUSE)
async def test_an_edit_after_a_minute_changes_nothing(server: DiscordServer) -> None:
    asked, card = await asked_and_answered(server, BUILDER)

    server.world.rewrite(asked, {"content": f"{server.mention} {KEEPERS}"}, [])
    asked["edited_timestamp"] = (datetime.now(UTC) + timedelta(seconds=61)).isoformat()
    server.gateway.dispatch("MESSAGE_UPDATE", asked)
    await card_of(server, KEEPERS)

    assert f"### {BUILDER}" in text_of(card)


@played(corpus=LIGHTHOUSE)
async def test_an_update_that_changes_no_word_changes_nothing(server: DiscordServer) -> None:
    asked, _ = await asked_and_answered(server, BUILDER)

    await server.edit(asked, asked["content"])
    # Discord adds a preview to a link with an update that is no edit.
    server.gateway.dispatch("MESSAGE_UPDATE", {**asked, "edited_timestamp": None})
    await server.edit(asked, "sans mention")
    await card_of(server, KEEPERS)

    assert server.calls_to("PATCH", "/messages/") == []


@played(corpus=LIGHTHOUSE)
async def test_an_edit_whose_card_is_gone_is_let_be(server: DiscordServer) -> None:
    asked, card = await asked_and_answered(server, BUILDER)
    del server.world.messages[card["id"]]

    await server.edit(asked, f"{server.mention} {KEEPERS}")
    await server.until(lambda: server.calls_to("PATCH", "/messages/"), what="an edit")

    assert await card_of(server, KEEPERS)


@played(corpus=LIGHTHOUSE)
async def test_the_card_goes_with_its_question(server: DiscordServer) -> None:
    asked, card = await asked_and_answered(server, BUILDER)

    await server.delete(asked)

    await server.until(lambda: card not in server.messages, what="a deleted card")


@played(corpus=LIGHTHOUSE)
async def test_the_cards_go_with_questions_that_are_deleted_at_once(server: DiscordServer) -> None:
    first, _ = await asked_and_answered(server, BUILDER)
    second, _ = await asked_and_answered(server, KEEPERS)

    server.delete_at_once([first, second])

    await server.until(lambda: bot_messages(server) == [], what="no card left")


@played(corpus=LIGHTHOUSE)
async def test_a_card_that_is_gone_with_its_question_already_is_let_be(
    server: DiscordServer,
) -> None:
    asked, card = await asked_and_answered(server, BUILDER)
    del server.world.messages[card["id"]]

    await server.delete(asked)
    await server.until(lambda: server.calls_to("DELETE", "/messages/"), what="a deletion")

    assert await card_of(server, KEEPERS)


@played(SlowLibrarian)
async def test_a_question_deleted_before_its_answer_is_not_answered(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {QUESTION}")
    await server.delete(asked)

    await card_of(server)

    assert len(bot_messages(server)) == 1
    assert server.answers_to(asked) == []


@played()
async def test_a_question_deleted_while_its_answer_is_sent_takes_it_along(
    server: DiscordServer,
) -> None:
    server.fail_next("POST", "/messages$", delay_seconds=0.3)
    asked = await server.say(f"{server.mention} {QUESTION}")
    await server.until(lambda: server.calls_to("POST", "/messages$"), what="a reply")
    await server.delete(asked)

    await server.until(lambda: server.calls_to("DELETE", "/messages/"), what="a deletion")
    await server.until(lambda: bot_messages(server) == [], what="no card left")


# --- Not too often -------------------------------------------------------------------------------


@played(limits=FIVE)
async def test_who_asks_too_often_is_told_once_and_in_private(server: DiscordServer) -> None:
    for _ in range(5):
        await card_of(server)

    late = [await server.say(f"{server.mention} {QUESTION}") for _ in range(3)]
    await server.until(lambda: bot_messages(server, server.dm), what="a direct message")
    other = server.add_user("dominique")
    await server.replies_to(await server.say(f"{server.mention} {QUESTION}", author=other))

    (told,) = bot_messages(server, server.dm)
    assert text_of(told).startswith("Doucement\u202f! Reposez votre question dans ")
    assert all(server.answers_to(message) == [] for message in late)
    assert len(bot_messages(server)) == 6


@played(limits=FIVE)
async def test_who_wants_no_direct_messages_is_told_in_the_channel(server: DiscordServer) -> None:
    server.forbid_writing(server.dm)
    for _ in range(5):
        await card_of(server)

    told = await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))

    assert text_of(told).startswith("Doucement\u202f!")


@played(limits=FIVE)
async def test_who_can_be_told_nowhere_meets_silence(server: DiscordServer) -> None:
    for _ in range(5):
        await card_of(server)
    for place in (server.dm, server.channel):
        server.forbid_writing(place)

    await server.say(f"{server.mention} {QUESTION}")
    sent = len(server.calls_to("POST", "/messages$"))
    await server.until(
        lambda: len(server.calls_to("POST", "/messages$")) >= sent + 2, what="two refusals"
    )
    await server.slash("search", {"words": "mer"})

    # A third request would be an apology for what is no fault.
    assert len(server.calls_to("POST", "/messages$")) == sent + 2


@played(limits=TWO_A_CHANNEL)
async def test_a_channel_that_asks_too_often_is_told_too(server: DiscordServer) -> None:
    server.set_guild_locale("en-US")
    for _ in range(2):
        await card_of(server)

    await server.say(f"{server.mention} {QUESTION}")
    await server.until(lambda: bot_messages(server, server.dm), what="a direct message")

    (told,) = bot_messages(server, server.dm)
    assert text_of(told).startswith(f"I am asked a lot in <#{server.channel['id']}>. Ask again in ")
    elsewhere = await server.say(QUESTION, channel=server.dm)
    assert f"### {QUESTION}" in text_of(await server.replies_to(elsewhere))


@played(limits=Limits(person_questions=0, channel_questions=1, seconds=30))
async def test_a_command_is_told_which_channel_asks_too_often(server: DiscordServer) -> None:
    for where in (server.channel, server.dm):
        await server.slash("ask", {"question": QUESTION}, channel=where)

    late = await server.slash("ask", {"question": QUESTION})
    direct = await server.slash("ask", {"question": QUESTION}, channel=server.dm)

    channel = f"<#{server.channel['id']}>"
    assert shown(late).startswith(f"On me pose beaucoup de questions dans {channel}. Reposez la")
    # Nobody sees a direct message by a channel's name.
    assert shown(direct).startswith("Doucement\u202f!")


@played(limits=FIVE)
async def test_commands_and_modals_count_and_are_told_in_private(server: DiscordServer) -> None:
    for _ in range(5):
        await server.slash("ask", {"question": QUESTION})
    said = await server.say(QUESTION)

    asked = await server.slash("ask", {"question": QUESTION})
    found = await server.context_menu("Find the answer", said)
    searched = await server.slash("search", {"words": "mer"})

    for refused in (asked, found):
        assert refused.is_ephemeral
        assert shown(refused).startswith("Doucement\u202f!")
    assert "page 1 sur 2" in shown(searched)


@played(limits=Limits(person_questions=3, channel_questions=0, seconds=30))
async def test_all_that_a_command_shows_to_everybody_counts(server: DiscordServer) -> None:
    commands: tuple[tuple[str, Payload], ...] = (
        ("summary", {}),
        ("passage", {"number": 1}),
        ("search", {"words": "mer#1"}),
    )
    public = [await server.slash(name, options) for name, options in commands]
    late = [await server.slash(name, options) for name, options in commands]
    missing = await server.slash("passage", {"number": 999})

    assert all(answered.message in server.messages for answered in public)
    assert all(refused.is_ephemeral for refused in late)
    assert all(shown(refused).startswith("Doucement\u202f!") for refused in late)
    assert shown(missing).startswith("Il n’y a pas de passage 999")


@played(limits=Limits(person_questions=2, channel_questions=0, seconds=30))
async def test_corrections_count_as_questions(server: DiscordServer) -> None:
    asked, card = await asked_and_answered(server, QUESTION)
    await server.edit(asked, f"{server.mention} mer")
    await server.until(lambda: "### mer\n" in text_of(card), what="an edited card")

    await server.edit(asked, f"{server.mention} plage")
    other = server.add_user("dominique")
    await server.replies_to(await server.say(f"{server.mention} {QUESTION}", author=other))

    assert "### mer\n" in text_of(card)


# --- A working sign ------------------------------------------------------------------------------


@played(SlowLibrarian)
async def test_a_slow_answer_shows_that_the_bot_types(server: DiscordServer) -> None:
    await card_of(server)

    assert server.calls_to("POST", "/typing$")


@played(SlowLibrarian)
async def test_a_sign_that_the_network_loses_does_not_lose_the_answer(
    server: DiscordServer,
) -> None:
    server.fail_next("POST", "/typing$", times=50, is_reset=True)

    card = await card_of(server)

    assert server.calls_to("POST", "/typing$")
    assert text_of(card).startswith(f"### {QUESTION}")


def test_an_answer_that_is_there_at_once_shows_no_sign() -> None:
    class Watched:
        """A channel where nobody may be seen typing."""

        def typing(self) -> None:
            raise AssertionError("the bot types")

    async def answer() -> str:
        return "Oui."

    shown_at_once = with_working_sign(Watched(), answer())  # type: ignore[arg-type]

    assert asyncio.run(shown_at_once) == "Oui."


# --- Where the bot may not write -----------------------------------------------------------------


@played()
async def test_where_the_bot_may_not_write_the_asker_is_told_once_in_private(
    server: DiscordServer,
) -> None:
    closed = server.add_channel("annonces")
    server.forbid_writing(closed)
    for _ in range(2):
        await server.say(f"{server.mention} {QUESTION}", channel=closed)
    await server.until(lambda: bot_messages(server, server.dm), what="a direct message")
    await card_of(server)

    (told,) = bot_messages(server, server.dm)
    assert f"dans <#{closed['id']}>, mais je n’ai pas le droit d’y écrire" in text_of(told)
    assert bot_messages(server, closed) == []


@played()
async def test_where_the_asker_cannot_be_told_either_the_bot_stays_silent(
    server: DiscordServer,
) -> None:
    server.forbid_writing(server.channel)
    server.forbid_writing(server.dm)
    open_channel = server.add_channel("ouvert")

    await server.say(f"{server.mention} {QUESTION}")
    await server.until(
        lambda: server.calls_to("POST", f"/{server.dm['id']}/messages$"), what="a direct message"
    )
    asked = await server.say(f"{server.mention} {QUESTION}", channel=open_channel)

    assert await server.replies_to(asked)
    assert len(bot_messages(server)) == 0


@played(SlowLibrarian)
async def test_a_slow_answer_where_the_bot_may_not_type_is_told_in_private(
    server: DiscordServer,
) -> None:
    server.forbid_writing(server.channel)

    await server.say(f"{server.mention} {QUESTION}")

    await server.until(lambda: bot_messages(server, server.dm), what="a direct message")


@played()
async def test_where_the_bot_may_not_see_what_was_written_it_answers_without_a_reply(
    server: DiscordServer,
) -> None:
    body = {"code": 160002, "message": "Cannot reply without permission to read message history"}
    server.fail_next("POST", "/messages$", 400, body=body)

    await server.say(f"{server.mention} {QUESTION}")
    (card,) = await server.until(lambda: bot_messages(server), what="an answer")

    assert f"### {QUESTION}" in text_of(card)
    assert "message_reference" not in card


@played()
async def test_an_archived_thread_is_opened_again_by_its_answer(server: DiscordServer) -> None:
    thread = server.add_thread("Questions")
    server.archive(thread)

    asked = await server.say(f"{server.mention} {QUESTION}", channel=thread)

    assert f"### {QUESTION}" in text_of(await server.replies_to(asked))


@played()
async def test_in_a_locked_thread_the_asker_is_told_in_private(server: DiscordServer) -> None:
    thread = server.add_thread("Questions")
    server.archive(thread, is_locked=True)

    await server.say(f"{server.mention} {QUESTION}", channel=thread)
    await server.until(lambda: bot_messages(server, server.dm), what="a direct message")

    assert f"<#{thread['id']}>" in text_of(bot_messages(server, server.dm)[0])


@played()
async def test_an_edit_in_a_thread_that_is_locked_meanwhile_is_let_be(
    server: DiscordServer,
) -> None:
    thread = server.add_thread("Questions")
    asked = await server.say(f"{server.mention} {QUESTION}", channel=thread)
    card = await server.replies_to(asked)
    server.archive(thread, is_locked=True)

    await server.edit(asked, f"{server.mention} mer")
    await server.until(lambda: server.calls_to("PATCH", "/messages/"), what="an edit")
    await card_of(server)

    assert f"### {QUESTION}" in text_of(card)


@played(SlowLibrarian)
async def test_a_channel_that_vanishes_is_let_go(server: DiscordServer) -> None:
    fleeting = server.add_channel("éphémère")
    await server.say(f"{server.mention} {QUESTION}", channel=fleeting)
    server.remove_channel(fleeting)

    await card_of(server)

    assert bot_messages(server, server.dm) == []
    assert len(bot_messages(server)) == 1


# --- Interactions that Discord has forgotten, or knows already -----------------------------------


async def refused(server: DiscordServer, code: int, status: int) -> None:
    """Ask with a command whose acknowledgement Discord refuses, then hear that the bot goes on."""
    body = {"code": code, "message": "refused"}
    server.fail_next("POST", "/callback$", status, body=body)
    asking = asyncio.create_task(server.slash("ask", {"question": QUESTION}, timeout_seconds=5.0))
    await server.until(lambda: server.calls_to("POST", "/callback$"), what="a response")
    assert await card_of(server)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


@played()
async def test_an_expired_interaction_is_let_go(server: DiscordServer) -> None:
    await refused(server, 10062, 404)

    assert len(server.calls_to("POST", "/callback$")) == 1


@played()
async def test_an_interaction_that_is_acknowledged_already_is_let_go(server: DiscordServer) -> None:
    await refused(server, 40060, 400)

    assert len(server.calls_to("POST", "/callback$")) == 1


@played(SlowLibrarian, interaction_deadline_seconds=0.5)
async def test_an_interaction_that_expires_meanwhile_is_let_go(server: DiscordServer) -> None:
    asking = asyncio.create_task(server.slash("ask", {"question": QUESTION}))
    await server.until(lambda: server.calls_to("POST", "/callback$"), what="a response")
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    assert await card_of(server)


@played(SlowLibrarian)
async def test_an_acknowledgement_whose_answer_was_lost_is_followed_by_the_card(
    server: DiscordServer,
) -> None:
    server.fail_next("POST", "/callback$", 502, body="Bad Gateway", is_taken=True)

    asked = await server.slash("ask", {"question": QUESTION}, timeout_seconds=10.0)

    assert f"### {QUESTION}" in shown(asked)


@played()
async def test_a_button_of_a_message_that_is_gone_is_let_go(server: DiscordServer) -> None:
    searched = await server.slash("search", {"words": "mer"})
    listing = searched.message or {}
    body = {"code": 10008, "message": "Unknown Message"}
    server.fail_next("POST", "/callback$", 404, body=body)

    pressing = asyncio.create_task(server.press(listing, button_labelled(listing, "Suivants ▶")))
    await server.until(lambda: len(server.calls_to("POST", "/callback$")) == 2, what="a response")
    pressing.cancel()
    await asyncio.gather(pressing, return_exceptions=True)

    assert await card_of(server)
    assert len(server.calls_to("POST", "/callback$")) == 2
