"""Two bots of one token, each with two of four shards, and what they have in common."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.marks import Marks
from bot.memory.kept import GuildSettings
from bot.shards import Shards
from tests.chat.playing import QUESTION, shown
from tests.chat.sharding import HIGH, LOW, QUICK, Cluster, both, clustered
from tests.discord_server import DiscordServer, Payload, text_of

TODAY = datetime.now(UTC).date()
LONG_AGO = TODAY - timedelta(days=31)


async def ask(server: DiscordServer, channel: Payload) -> Payload:
    return await server.say(f"{server.mention} {QUESTION}", channel=channel)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - no event tells of what is kept
            await asyncio.sleep(0.02)


@pytest.mark.unmeasured
@clustered()
async def test_each_question_is_answered_once_by_the_process_of_its_shard(there: Cluster) -> None:
    server = there.server
    async with both(there):
        asked = [await ask(server, channel) for channel in there.channels]
        asked.append(await server.say(QUESTION, channel=server.dm))
        for question in asked:
            assert f"### {QUESTION}" in text_of(await server.replies_to(question))
        for channel in (*there.channels, server.dm):
            answer = await server.slash("ask", {"question": QUESTION}, channel=channel)
            assert answer.message is not None
        assert [len(server.answers_to(question)) for question in asked] == [1] * 5

        assert sorted(each["shard"][0] for each in server.gateway.identifies) == [0, 1, 2, 3]
        assert {each["shard"][1] for each in server.gateway.identifies} == {4}


@pytest.mark.unmeasured
@clustered()
async def test_the_process_of_the_first_shard_alone_tells_the_commands(there: Cluster) -> None:
    async with there.running(HIGH):
        assert there.server.calls_to("GET", "/commands$") == []
        assert there.server.commands == []
        async with there.running(LOW):
            assert len(there.server.calls_to("PUT", "/commands$")) == 1


@clustered(at_once=1, apart_seconds=0.1)
async def test_sessions_of_both_begin_one_after_the_other(there: Cluster) -> None:
    # Far enough apart that a busy machine is not taken for a bot that does not wait.
    there.pace = replace(QUICK, new_session_seconds=0.3)
    async with AsyncExitStack() as stack:
        starting = [stack.enter_async_context(there.running(each)) for each in (LOW, HIGH)]
        await asyncio.gather(*starting)

        assert there.server.gateway.too_early_count == 0
        assert there.server.identifies == 4


@pytest.mark.unmeasured
@clustered()
async def test_a_process_knows_nothing_of_the_servers_of_another_and_erases_none(
    there: Cluster,
) -> None:
    def gone(shard_id: int) -> int:
        """A server that the bot is not in."""
        return int(there.server.world.snowflakes.next_of(shard_id, 4))

    just_left, long_gone, of_another = gone(1), gone(1), gone(2)
    # This one called the bot back while the process that would know was not running.
    back = there.guild_id(3)
    present = [there.guild_id(shard_id) for shard_id in range(3)]
    async with there.memory() as memory:
        for guild_id in (just_left, long_gone, of_another, back, *present):
            await memory.change_settings(guild_id, GuildSettings(language="en"))
        for guild_id in (long_gone, of_another, back):
            await memory.left(guild_id, on=LONG_AGO)

        async def is_swept() -> bool:
            return long_gone not in await memory.kept_guilds()

        async with there.running(LOW):
            await until(is_swept)

        assert await memory.kept_guilds() == sorted([just_left, of_another, back, *present])
        assert set(await memory.departed()) == {just_left, of_another, back}


@pytest.mark.unmeasured
@clustered()
async def test_a_process_that_takes_the_place_of_another_answers_what_it_missed(
    there: Cluster,
) -> None:
    server, (low, quiet, high, _) = there.server, there.channels
    async with there.running(HIGH):
        async with there.running(LOW):
            before = [await ask(server, channel) for channel in (low, server.dm)]
            for question in before:
                await server.replies_to(question)
        missed = [await ask(server, channel) for channel in (low, quiet, server.dm)]
        meanwhile = await ask(server, high)
        await server.replies_to(meanwhile)
        # What was answered and then not marked as heard is seen to be answered.
        server.world.nonces.clear()

        async with there.running(LOW):
            for question in missed:
                await server.replies_to(question, timeout_seconds=10)
            after = await ask(server, low)
            await server.replies_to(after)

        asked = (*before, *missed, meanwhile, after)
        assert [len(server.answers_to(each)) for each in asked] == [1] * 7


@pytest.mark.unmeasured
@clustered()
async def test_a_shard_that_was_away_misses_nothing_because_another_heard(there: Cluster) -> None:
    server = there.server
    async with there.running(LOW):
        await server.replies_to(await ask(server, there.channels[1]))
        (session,) = [each for each in server.gateway.connected if each.shard[0] == 1]
        cut = session.connection
        assert cut is not None
        session.connection = None
        del server.gateway.sessions[session.id]
        missed = await ask(server, there.channels[1])
        # The other shard goes on hearing, three seconds later by Discord's clock.
        later = str(int(missed["id"]) + (3000 << 22))
        text = f"{server.mention} {QUESTION}"
        heard = await server.say(text, channel=there.channels[0], fields={"id": later})
        await server.replies_to(heard)
        cut.drop()

        await server.replies_to(missed, timeout_seconds=10)


@clustered()
async def test_who_is_forgotten_in_one_process_is_forgotten_in_all(there: Cluster) -> None:
    server = there.server
    async with both(there) as (low, high):
        await server.replies_to(await ask(server, there.channels[0]))
        await server.replies_to(await ask(server, there.channels[2]))
        await server.replies_to(await ask(server, server.dm))
        assert low.missed.heard().direct_ms
        person_id = int(server.user["id"])
        assert person_id in low.desk.people()
        assert person_id in high.desk.people()
        other = server.add_user("alex")
        await server.replies_to(
            await server.say(
                f"{server.mention} {QUESTION}", channel=there.channels[2], author=other
            )
        )

        private = await server.slash("privacy", channel=server.dm)
        assert "Pendant dix minutes" in shown(private)
        card = await server.slash("privacy", channel=there.channels[0])
        assert card.message is not None
        await server.press(card.message, "privacy:erase")
        marks = high.get_cog("Marks")
        assert isinstance(marks, Marks)
        await marks.write()

        # There are no cooldowns here that would be forgotten by themselves.
        assert high.desk.messages.people() == {int(other["id"])}
        assert not low.missed.heard().direct_ms


@pytest.mark.unmeasured
@clustered()
async def test_only_the_process_of_a_server_that_wants_it_listens(there: Cluster) -> None:
    async with there.memory() as memory, both(there) as (low, high):
        automatic = GuildSettings(automatic_channel_ids=(int(there.channels[2]["id"]),))
        await memory.change_settings(there.guild_id(2), automatic)

        assert not await low.servers.is_listening_wanted(low.held)
        assert await high.servers.is_listening_wanted(high.held)


def test_a_shard_that_two_processes_have_is_told(caplog: pytest.LogCaptureFixture) -> None:
    @clustered()
    async def played(there: Cluster) -> None:
        async with there.running(LOW) as one, there.running(Shards((1,), 4)):
            # The shard is there already: the second one to have it is waited for here.
            await there.server.until(lambda: len(there.server.gateway.connected) == 3)
            await there.server.replies_to(await ask(there.server, there.channels[1]))
            marks = one.get_cog("Marks")
            assert isinstance(marks, Marks)
            await marks.write()

    with caplog.at_level(logging.WARNING, "bot.chat.marks"):
        played()

    told = [record.getMessage() for record in caplog.records if record.name == "bot.chat.marks"]
    assert told[0].startswith("Another process has shards of this one too: 1;")
