"""Questions asked while the bot had no session, and what is not one of them."""

from __future__ import annotations

import asyncio

from bot.retrieval.librarian import Librarian
from tests.chat.playing import CORPUS, QUESTION, addresses_kept, card_of, play, played
from tests.discord_server import DiscordServer, Payload, text_of


async def missed_in(server: DiscordServer, *channels: Payload) -> list[Payload]:
    """Give the session up and ask in every channel before the bot is back."""
    server.gateway.forget()
    return [await server.say(f"{server.mention} {QUESTION}", channel=each) for each in channels]


@played()
async def test_questions_missed_between_two_sessions_are_answered_once(
    server: DiscordServer,
) -> None:
    other = server.add_channel("autre")
    await server.replies_to(await server.say(QUESTION, channel=server.dm))

    missed = await missed_in(server, server.channel, other, server.dm, other)

    for question in missed:
        reply = await server.replies_to(question, timeout_seconds=15)
        assert f"### {QUESTION}" in text_of(reply)
    await card_of(server)
    assert [len(server.answers_to(question)) for question in missed] == [1, 1, 1, 1]


@played()
async def test_what_was_answered_before_is_not_answered_again(server: DiscordServer) -> None:
    before = await server.say(f"{server.mention} {QUESTION}")
    await server.replies_to(before)
    chatter = await server.say("Bonjour à tous")

    (missed,) = await missed_in(server, server.channel)
    await server.replies_to(missed, timeout_seconds=15)
    await card_of(server)

    assert len(server.answers_to(before)) == 1
    assert server.answers_to(chatter) == []


@played()
async def test_a_channel_that_may_not_be_read_costs_the_others_nothing(
    server: DiscordServer,
) -> None:
    await card_of(server)
    other = server.add_channel("autre")
    body = {"message": "Missing Access", "code": 50001}
    server.fail_next("GET", f"/channels/{server.channel['id']}/messages$", 403, body=body)

    lost, missed = await missed_in(server, server.channel, other)

    await server.replies_to(missed, timeout_seconds=15)
    assert server.answers_to(lost) == []


def test_a_bot_that_starts_answers_nothing_that_was_asked_before() -> None:
    async def scenario(server: DiscordServer) -> None:
        await server.until(lambda: server.calls_to("GET", "/gateway/bot$"))
        await card_of(server)
        assert server.calls_to("GET", r"/channels/\d+/messages$") == []

    server = DiscordServer()
    with addresses_kept():
        asyncio.run(play(scenario, Librarian(CORPUS), server))


@played()
async def test_a_server_that_the_bot_knows_nothing_of_is_no_direct_message(
    server: DiscordServer,
) -> None:
    unknown = {**server.add_channel("ailleurs"), "guild_id": "1"}
    chatter = await server.say(QUESTION, channel=unknown)
    asked = await server.say(f"{server.mention} {QUESTION}", channel=unknown)

    await server.replies_to(asked)

    assert server.answers_to(chatter) == []
