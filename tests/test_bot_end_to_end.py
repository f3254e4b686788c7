"""`python -m bot run`, as a process of its own, against a loopback Discord.

All of these ask one bot, and nothing else stands here: a server that waits while another test runs
answers no heartbeat. What needs a bot of its own is in test_bot_process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.bot_process import Process, Shared, played
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

# Measured, a start takes twice as long; test_start and test_looked_after show the same lines.
pytestmark = pytest.mark.unmeasured

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"


@pytest.fixture(scope="module")
def shared() -> Iterator[Shared]:
    with asyncio.Runner() as loop:
        bot = Shared(loop)
        yield bot
        bot.end()


async def card_of(server: DiscordServer) -> Payload:
    """Ask a question that has an answer, and return the card."""
    return await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))


def assert_pings_nobody(server: DiscordServer) -> None:
    said = [call.body for call in server.calls if "components" in str(call.body)]
    sent = [body.get("data", body) for body in said]
    assert sent
    assert all(body["allowed_mentions"]["parse"] == [] for body in sent)
    assert all(not body["allowed_mentions"].get("replied_user") for body in sent)


@played
async def test_a_mention_is_answered_with_the_sentence_in_bold(
    server: DiscordServer, process: Process
) -> None:
    card = await card_of(server)

    assert f"### {QUESTION}" in text_of(card)
    bold = text_of(card).split("> ", 1)[1].split("**")[1]
    assert "14,3 milliards de dollars" in bold
    assert "26\u00a0juin\u00a02025" in text_of(card)
    assert card["flags"] & 1 << 15
    assert card["mentions"] == []
    assert_pings_nobody(server)


@played
async def test_the_mention_may_stand_anywhere(server: DiscordServer, process: Process) -> None:
    nickname = server.mention.replace("@", "@!")
    asked = await server.say(f"Dis {server.mention}, combien Meta a-t-il investi {nickname} ?")

    assert "### Dis , combien Meta a-t-il investi ?" in text_of(await server.replies_to(asked))


@played
async def test_a_reply_to_the_bot_is_answered(server: DiscordServer, process: Process) -> None:
    card = await card_of(server)

    reply = await server.replies_to(await server.say("Qui est Alexandr Wang ?", reply_to=card))

    assert "### Qui est Alexandr Wang ?" in text_of(reply)


@played
async def test_a_direct_message_is_answered(server: DiscordServer, process: Process) -> None:
    reply = await server.replies_to(await server.say(QUESTION, channel=server.dm))

    assert "14,3 milliards de dollars" in text_of(reply)


@played
async def test_an_empty_mention_gets_a_short_help(server: DiscordServer, process: Process) -> None:
    reply = await server.replies_to(await server.say(f"{server.mention} "))

    assert "/demander" in text_of(reply)
    assert "«\u00a0Meta Investit dans Scale AI" in text_of(reply)


@played
async def test_a_question_foreign_to_the_article_is_refused_without_a_quotation(
    server: DiscordServer, process: Process
) -> None:
    asked = await server.say(f"{server.mention} Quelle est la capitale de la Mongolie ?")

    refusal = text_of(await server.replies_to(asked))

    assert "L’article ne le dit pas" in refusal
    assert "> " not in refusal


@played
async def test_an_english_server_is_answered_in_english(
    server: DiscordServer, process: Process
) -> None:
    server.set_guild_locale("en-US")

    card = await card_of(server)
    server.set_guild_locale("fr")

    assert "The article answers:" in text_of(card)
    assert button_labelled(card, "Other passages")


@played
async def test_bots_webhooks_and_chatter_are_never_answered(
    server: DiscordServer, process: Process
) -> None:
    other = server.add_user("robot", is_bot=True)
    ignored = [
        await server.say(f"{server.mention} {QUESTION}", author=other),
        await server.say(f"{server.mention} {QUESTION}", fields={"webhook_id": "123"}),
        await server.say(QUESTION),
        await server.say(f"{server.mention} {QUESTION}", fields={"type": 6}),
    ]
    card = await card_of(server)

    assert all(server.answers_to(message) == [] for message in ignored)
    assert [m for m in server.messages if m["author"]["id"] == server.bot["id"]] == [card]


@played
async def test_a_question_cannot_ping_or_break_the_card(
    server: DiscordServer, process: Process
) -> None:
    hostile = f"@everyone {server.mention} **gras** <@&1> https://x.y # `code` || [a](https://b.c)"

    reply = await server.replies_to(await server.say(hostile))

    assert r"\@everyone" in text_of(reply)
    assert not reply["mention_everyone"]
    assert_pings_nobody(server)


@played
async def test_ask_answers_for_everybody_in_the_language_of_the_asker(
    server: DiscordServer, process: Process
) -> None:
    french = await server.slash("ask", {"question": QUESTION})
    english = await server.slash("ask", {"question": QUESTION}, locale="en-GB")

    assert french.message in server.messages
    assert "L’article répond" in text_of(french.message or {})
    assert "The article answers" in text_of(english.message or {})
    assert_pings_nobody(server)


@played
async def test_search_lists_passages_by_page(server: DiscordServer, process: Process) -> None:
    searched = await server.slash("search", {"words": "Meta"})
    listing = searched.message or {}
    assert searched.is_ephemeral
    assert "page 1 sur" in text_of(listing)

    turned = await server.press(listing, button_labelled(listing, "Suivants ▶"))
    assert turned.response_type == 7
    assert "page 2 sur" in text_of(listing)

    await server.press(listing, button_labelled(listing, "◀ Précédents"))
    assert "page 1 sur" in text_of(listing)


@played
async def test_search_completes_and_shows_the_chosen_passage(
    server: DiscordServer, process: Process
) -> None:
    typed = await server.autocomplete("search", "words", "droege")

    assert 1 <= len(typed.choices) <= 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in typed.choices)
    chosen = await server.slash("search", {"words": typed.choices[0]["value"]})
    assert "Jason Droege" in text_of(chosen.message or {})
    assert chosen.message in server.messages


@played
async def test_a_search_without_a_result_says_so(server: DiscordServer, process: Process) -> None:
    searched = await server.slash("search", {"words": "ornithorynque"})

    assert "Aucun passage ne contient ces mots." in text_of(searched.message or {})


@played
async def test_other_passages_are_shown_to_whoever_asks_for_them(
    server: DiscordServer, process: Process
) -> None:
    card = await card_of(server)
    before = text_of(card)
    other = server.add_user("dominique")

    pressed = await server.press(card, button_labelled(card, "Autres passages"), user=other)

    assert pressed.is_ephemeral
    assert f"### {QUESTION}" in text_of(pressed.message or {})
    assert "Autres passages" in text_of(pressed.message or {})
    assert text_of(card) == before


@played
async def test_a_dropped_gateway_is_resumed_and_nothing_is_answered_twice(
    server: DiscordServer, process: Process
) -> None:
    sessions, resumed = server.identifies, server.resumes
    await card_of(server)
    server.drop_gateway()
    missed = await server.say(f"{server.mention} {QUESTION}")

    await server.replies_to(missed, timeout_seconds=15)
    server.gateway.dispatch("MESSAGE_CREATE", missed)
    last = await card_of(server)

    assert server.resumes == resumed + 1
    assert server.identifies == sessions
    assert last
    assert len(server.answers_to(missed)) == 1


@played
async def test_a_new_session_begins_at_the_same_gateway(
    server: DiscordServer, process: Process
) -> None:
    sessions = server.identifies
    server.invalidate_session(is_resumable=False)
    await server.until(lambda: server.identifies == sessions + 1, timeout_seconds=20)

    assert await card_of(server)


@played
async def test_the_intents_are_not_privileged(server: DiscordServer, process: Process) -> None:
    presences, members, message_content = 1 << 8, 1 << 1, 1 << 15

    assert not server.gateway.intents & (presences | members | message_content)


@played
async def test_a_broken_event_is_logged_and_skipped(
    server: DiscordServer, process: Process
) -> None:
    connections = server.gateway.connection_count
    for session in server.gateway.connected:
        session.dispatch("MESSAGE_CREATE", {"garbage": 1})
        session.dispatch("INTERACTION_CREATE", {"id": "no number"})

    card = await card_of(server)

    assert "14,3 milliards de dollars" in text_of(card)
    assert server.gateway.connection_count == connections
