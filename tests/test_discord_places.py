"""The stand-in's threads, forums and closed places, held against the unmodified client."""

from __future__ import annotations

import asyncio

import discord
import pytest

from tests.discord_server import DiscordServer, Payload, text_of
from tests.test_discord_server import TinyBot, play, played, pointed_at


async def refusal_at(bot: TinyBot, place: Payload) -> tuple[int, int]:
    """Write there, and return the status and the code that it is refused with."""
    with pytest.raises(discord.HTTPException) as refused:
        await bot.get_partial_messageable(int(place["id"])).send("…")
    return refused.value.status, refused.value.code


@played
async def test_a_thread_and_its_parent_are_known_to_the_bot(
    server: DiscordServer, bot: TinyBot
) -> None:
    thread = server.add_thread("Questions")
    await server.replies_to(await server.say(server.mention, channel=thread))

    found = bot.get_channel(int(thread["id"]))
    assert isinstance(found, discord.Thread)
    assert str(found.parent_id) == server.channel["id"]
    assert found.name == "Questions"


@played
async def test_a_forum_s_first_post_bears_the_id_of_its_thread(
    server: DiscordServer, bot: TinyBot
) -> None:
    forum = server.add_forum("questions")
    post = server.add_post(forum, "Un titre", server.mention, fields={"mentions": [server.bot]})

    await server.replies_to(post)

    seen = next(message for message in bot.seen if message.author != bot.user)
    assert isinstance(seen.channel, discord.Thread)
    assert seen.channel.id == seen.id
    assert isinstance(seen.channel.parent, discord.ForumChannel)


@played
async def test_what_discord_does_not_let_a_bot_write_is_refused_by_its_codes(
    server: DiscordServer, bot: TinyBot
) -> None:
    locked, closed = server.add_thread("Fermé"), server.add_channel("annonces")
    server.archive(locked, is_locked=True)
    server.forbid_writing(closed)
    server.forbid_writing(server.dm)
    gone = server.add_channel("éphémère")
    server.remove_channel(gone)

    places = {"locked": locked, "closed": closed, "direct": server.dm, "gone": gone}
    refused = {name: await refusal_at(bot, place) for name, place in places.items()}

    assert refused == {
        "locked": (400, 50083),
        "closed": (403, 50013),
        "direct": (403, 50007),
        "gone": (404, 10003),
    }


@played
async def test_messages_deleted_at_once_are_told_in_one_event(
    server: DiscordServer, bot: TinyBot
) -> None:
    said = [await server.say("un"), await server.say("deux")]
    deleted: list[set[int]] = []

    async def on_raw_bulk_message_delete(event: discord.RawBulkMessageDeleteEvent) -> None:
        deleted.append(event.message_ids)

    bot.event(on_raw_bulk_message_delete)
    server.delete_at_once(said)
    await server.replies_to(await server.say(server.mention))

    assert deleted == [{int(message["id"]) for message in said}]


@played
async def test_a_user_s_own_app_answers_in_private_unless_it_is_allowed(
    server: DiscordServer, bot: TinyBot
) -> None:
    over = {"authorizing_integration_owners": {"1": server.user["id"]}}
    private = await server.slash("dire", {"words": "bas"}, over=over)
    server.world.permissions[server.user["id"]] |= 1 << 50
    public = await server.slash("dire", {"words": "haut"}, over=over)

    assert private.is_ephemeral
    assert not public.is_ephemeral
    assert [text_of(message) for message in server.messages] == ["haut"]


def test_an_intent_that_is_not_granted_closes_the_gateway_with_4014() -> None:
    async def scenario() -> None:
        server = DiscordServer(grants_message_content=False)
        async with server, TinyBot(reads_everything=True) as bot:
            with pointed_at(server), pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(server.token)
            assert not bot.application_flags.gateway_message_content_limited

    asyncio.run(scenario())


def test_an_intent_that_is_granted_stands_in_the_flags() -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        assert bot.application_flags.gateway_message_content_limited

    asyncio.run(play(scenario, DiscordServer(), TinyBot(reads_everything=True)))
