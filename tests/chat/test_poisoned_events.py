"""Events that are not as Discord documents them: skipped, and the bot goes on."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from hypothesis import given, settings

from bot.chat.client import Souffleur
from bot.chat.connection import discord_errors, probe, use_address_of
from bot.chat.servers import Servers
from bot.chat.starting import stay
from bot.retrieval.librarian import Librarian
from tests.chat.playing import (
    CORPUS,
    HURRIED,
    QUESTION,
    Scenario,
    addresses_kept,
    card_of,
    play,
    played,
    settings_of,
)
from tests.chat.poison import POISONS, poisoned, sound_events
from tests.discord_server import DiscordServer, Payload, text_of

TYPING = {"channel_id": "1", "user_id": "1"}
BROKEN = [
    ("MESSAGE_CREATE", {"garbage": 1}),
    ("MESSAGE_CREATE", {"channel_id": "no number"}),
    ("INTERACTION_CREATE", {"id": "no number"}),
    ("INTERACTION_CREATE", {}),
    ("GUILD_CREATE", {"id": None}),
    ("GUILD_ROLE_CREATE", {}),
    ("TYPING_START", {**TYPING, "timestamp": 1 << 70}),
    ("TYPING_START", {**TYPING, "timestamp": 1 << 62}),
]


@pytest.mark.parametrize(("event", "data"), BROKEN, ids=[event for event, _ in BROKEN])
def test_a_broken_event_is_logged_once(
    event: str, data: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(server: DiscordServer) -> None:
        await card_of(server)
        caplog.clear()
        for session in server.gateway.connected:
            session.dispatch(event, data)
        await card_of(server)
        assert server.reconnects == 0

    with addresses_kept(), caplog.at_level(logging.WARNING):
        asyncio.run(play(scenario, Librarian(CORPUS), DiscordServer()))

    (record,) = caplog.records
    assert f"A broken {event} was skipped" in record.getMessage()
    assert record.exc_info is None


@played()
async def test_a_server_without_channels_is_borne(server: DiscordServer) -> None:
    bare = {"id": "5", "name": "vide", "roles": [], "emojis": [], "features": [], "owner_id": "1"}
    for session in server.gateway.connected:
        session.dispatch("GUILD_CREATE", bare)

    assert f"### {QUESTION}" in text_of(await card_of(server))


@played()
async def test_another_id_of_its_own_is_not_taken_over(server: DiscordServer) -> None:
    for session in server.gateway.connected:
        session.dispatch("USER_UPDATE", {**server.bot, "id": 1.5})

    assert f"### {QUESTION}" in text_of(await card_of(server))


@settings(max_examples=25)
@given(POISONS)
def test_whatever_an_event_holds_the_next_question_is_answered(
    poisons: list[tuple[int, int, int, int]],
) -> None:
    async def scenario(server: DiscordServer) -> None:
        sound = sound_events(server)
        for number, place, how, wrong in poisons:
            event, data = sound[number % len(sound)]
            for session in server.gateway.connected:
                session.dispatch(event, poisoned(data, place, how, wrong))

        assert f"### {QUESTION}" in text_of(await card_of(server))
        assert server.reconnects == 0

    with addresses_kept():
        asyncio.run(play(scenario, Librarian(CORPUS), DiscordServer()))


FRAMES = {
    "no JSON": "{",
    "a list": "[]",
    "a greeting without a rhythm": json.dumps({"op": 10, "d": {}}),
    "a rhythm that is no number": json.dumps({"op": 10, "d": {"heartbeat_interval": "fast"}}),
    "an unknown op": json.dumps({"op": 99, "d": None}),
    "no op": json.dumps({"d": None}),
    "ready, and no more": json.dumps({"op": 0, "t": "READY", "s": 9, "d": {}}),
    "ready without servers": json.dumps(
        {"op": 0, "t": "READY", "s": 9, "d": {"session_id": "x", "resume_gateway_url": "ws://x"}}
    ),
    "resumed, with nothing": json.dumps({"op": 0, "t": "RESUMED", "s": 9, "d": None}),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_whatever_the_gateway_says_the_bot_comes_back(frame: str) -> None:
    async def scenario(server: DiscordServer) -> None:
        await card_of(server)
        for session in server.gateway.connected:
            assert session.connection is not None
            session.connection.send(frame)
        # What is asked before the bot has a session again is lost with the one before.
        answers: list[Payload] = []
        for _ in range(50):
            asked = await server.say(f"{server.mention} {QUESTION}")
            await asyncio.sleep(0.1)
            answers = server.answers_to(asked)
            if answers:
                break
        assert len(answers) == 1

    with addresses_kept():
        asyncio.run(stay_through(scenario))


async def stay_through(scenario: Scenario) -> None:
    async with DiscordServer() as server:
        settings = settings_of(server)

        async def session() -> None:
            connection = await probe(settings)
            use_address_of(settings, connection.gateway_url)
            with discord_errors(settings):
                async with Souffleur(Servers(Librarian(CORPUS)), pace=HURRIED) as bot:
                    await bot.start(server.token)

        running = asyncio.create_task(stay(session, HURRIED))
        try:
            await server.ready()
            await scenario(server)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
