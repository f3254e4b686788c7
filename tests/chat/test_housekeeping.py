"""Servers that the bot leaves, that come back, or that are only out of order; what is swept."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import NotKept
from bot.memory.kept import GuildSettings, Outcome
from bot.memory.memory import Memory
from bot.retrieval.librarian import Librarian
from tests.chat.moderation.managing import Stage, staged
from tests.chat.playing import BUILDER, LIGHTHOUSE, addresses_kept, card_of, play
from tests.discord_server import DiscordServer
from tests.memory.ready import lay

ENGLISH = GuildSettings(language="en")
TODAY = datetime.now(UTC).date()
LONG_AGO = TODAY - timedelta(days=31)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for the memory, which tells no test of its changes."""
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - no event tells of what is kept
            await asyncio.sleep(0.02)


def leave(stage: Stage, **how: bool) -> None:
    stage.server.gateway.dispatch("GUILD_DELETE", {"id": stage.server.guild["id"], **how})


@staged()
async def test_a_server_that_the_bot_is_sent_away_from_is_noted(stage: Stage) -> None:
    await stage.decide(language="en")

    leave(stage)

    await until(lambda: _is_departed(stage.memory, stage.guild_id))
    exported = await stage.memory.export(stage.guild_id)
    # It may have struck midnight since.
    assert exported["left_on"] in {TODAY.isoformat(), datetime.now(UTC).date().isoformat()}
    assert (await stage.decided()).language == "en"


@staged()
async def test_an_outage_is_no_departure(stage: Stage) -> None:
    await stage.decide(language="en")

    leave(stage, unavailable=True)
    stage.server.gateway.dispatch("GUILD_CREATE", stage.server.world.guild_created())
    card = await card_of(stage.server, BUILDER)

    assert card
    assert await stage.memory.departed() == []


@staged()
async def test_a_server_that_calls_the_bot_back_is_as_it_was(stage: Stage) -> None:
    await stage.decide(language="en")
    leave(stage)
    await until(lambda: _is_departed(stage.memory, stage.guild_id))

    stage.server.gateway.dispatch("GUILD_CREATE", stage.server.world.guild_created())

    await until(lambda: _is_nothing_departed(stage.memory))
    assert (await stage.decided()).language == "en"


async def _is_departed(memory: Memory, guild_id: int) -> bool:
    return guild_id in await memory.departed()


async def _is_nothing_departed(memory: Memory) -> bool:
    return not await memory.departed()


def begun(
    prepare: Callable[[Memory, int], Awaitable[None]],
    check: Callable[[Memory, int], Awaitable[None]],
) -> None:
    """Start the bot on a memory that holds something already."""

    async def check_guild(memory: Memory, server: DiscordServer) -> None:
        await check(memory, int(server.guild["id"]))

    begun_with(prepare, check_guild)


def begun_with(
    prepare: Callable[[Memory, int], Awaitable[None]],
    check: Callable[[Memory, DiscordServer], Awaitable[None]],
) -> None:
    async def on_stage(url: str) -> None:
        memory, server = await Memory.open(url), DiscordServer()
        await prepare(memory, int(server.guild["id"]))

        async def scenario(there: DiscordServer) -> None:
            await check(memory, there)
            assert await card_of(there, BUILDER)

        try:
            await play(scenario, Librarian(LIGHTHOUSE), server, memory=memory)
        finally:
            await memory.close()

    with addresses_kept(), tempfile.TemporaryDirectory() as folder:
        asyncio.run(on_stage(lay(Path(folder) / "m.db")))


@pytest.mark.unmeasured
def test_a_server_left_while_the_bot_was_away_is_noted_at_its_start() -> None:
    async def prepare(memory: Memory, guild_id: int) -> None:
        await memory.change_settings(42, ENGLISH)
        await memory.change_settings(guild_id, ENGLISH)

    async def check(memory: Memory, guild_id: int) -> None:
        await until(lambda: _is_departed(memory, 42))
        assert await memory.departed() == [42]

    begun(prepare, check)


@pytest.mark.unmeasured
def test_a_server_that_is_gone_for_thirty_days_is_erased_at_the_start() -> None:
    async def prepare(memory: Memory, guild_id: int) -> None:
        await memory.change_settings(42, ENGLISH)
        await memory.left(42, on=LONG_AGO)

    async def check(memory: Memory, guild_id: int) -> None:
        async def is_gone() -> bool:
            return await memory.kept_guilds() == []

        await until(is_gone)

    begun(prepare, check)


@pytest.mark.unmeasured
def test_a_server_that_called_the_bot_back_while_it_was_away_is_not_erased() -> None:
    async def prepare(memory: Memory, guild_id: int) -> None:
        await memory.change_settings(guild_id, ENGLISH)
        await memory.left(guild_id, on=LONG_AGO)

    async def check(memory: Memory, guild_id: int) -> None:
        await until(lambda: _is_nothing_departed(memory))
        assert (await memory.export(guild_id))["settings"]["language"] == "en"

    begun(prepare, check)


@pytest.mark.unmeasured
def test_questions_that_have_served_their_time_are_swept_at_the_start() -> None:
    async def prepare(memory: Memory, guild_id: int) -> None:
        await memory.change_settings(guild_id, GuildSettings(keeps_questions=True))
        for day, text in ((TODAY, "Neuve ?"), (LONG_AGO, "Vieille ?")):
            await _keep(memory, guild_id, text, day)

    async def check(memory: Memory, guild_id: int) -> None:
        async def is_swept() -> bool:
            return [each.text for each in await memory.unanswered(guild_id)] == ["Neuve ?"]

        await until(is_swept)

    begun(prepare, check)


async def _keep(memory: Memory, guild_id: int, text: str, day: date) -> None:
    await memory.keep_question(guild_id, 1, text, Outcome.NOT_FOUND, day=day)


@staged(busy_seconds=0.1, again_seconds=0.2)
async def test_a_departure_while_the_memory_is_held_is_noted_after(stage: Stage) -> None:
    await stage.decide(language="en")
    async with out_of_order(stage):
        leave(stage)
        await until(lambda: _is_there(stage, expected=False))

    await until(lambda: _is_departed(stage.memory, stage.guild_id))


@pytest.mark.unmeasured
@staged(busy_seconds=0.1, again_seconds=0.2)
async def test_a_return_while_the_memory_is_held_is_noted_after(stage: Stage) -> None:
    await stage.decide(language="en")
    leave(stage)
    await until(lambda: _is_departed(stage.memory, stage.guild_id))
    async with out_of_order(stage):
        stage.server.gateway.dispatch("GUILD_CREATE", stage.server.world.guild_created())
        await until(lambda: _is_there(stage, expected=True))

    await until(lambda: _is_nothing_departed(stage.memory))


@pytest.mark.unmeasured
def test_a_server_that_is_there_in_a_new_session_has_not_been_left() -> None:
    async def prepare(memory: Memory, _guild_id: int) -> None:
        await memory.left(42, on=LONG_AGO)

    async def check(memory: Memory, server: DiscordServer) -> None:
        # The first sweep is over then, and the next one hours away.
        await until(lambda: _is_nothing_departed(memory))
        await memory.left(int(server.guild["id"]), on=LONG_AGO)

        server.invalidate_session(is_resumable=False)

        await until(lambda: _is_nothing_departed(memory))

    begun_with(prepare, check)


@asynccontextmanager
async def out_of_order(stage: Stage) -> AsyncIterator[None]:
    """Another program holds the memory, which knows it: what would write is refused at once."""
    async with stage.held():
        with pytest.raises(NotKept):
            await stage.memory.left(42, on=TODAY)
        yield


async def _is_there(stage: Stage, *, expected: bool) -> bool:
    return bool(stage.bot.guilds) == expected
