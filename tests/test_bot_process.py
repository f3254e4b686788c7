"""`python -m bot run`, started, told to stop, and started again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

import pytest

from tests import discord_payloads as payloads
from tests.bot_process import line_holding, running, start, stop, stop_by_itself
from tests.discord_messages import components_in
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of
from tests.test_bot_end_to_end import QUESTION, card_of

# Measured, a start takes twice as long; test_start and test_looked_after show the same lines.
pytestmark = pytest.mark.unmeasured


def test_buttons_work_after_a_restart() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            async with running(server):
                card = await card_of(server)
                searched = await server.slash("search", {"words": "Meta"})
            listing = searched.message or {}
            async with running(server):
                await server.until(lambda: server.identifies == 2)

                pressed = await server.press(card, button_labelled(card, "Autres passages"))
                await server.press(listing, button_labelled(listing, "Suivants ▶"))

                assert f"### {QUESTION}" in text_of(pressed.message or {})
                assert "page 2 sur" in text_of(listing)

    asyncio.run(play())


def test_all_that_can_be_pressed_below_an_answer_outlives_a_restart() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            async with running(server):
                card = await card_of(server)
                asked = await server.slash("ask", {"question": QUESTION, "private": True})
                opened = await server.slash("article")
                modal = await server.press(card, button_labelled(card, "Préciser…"))
            private, contents = asked.message or {}, opened.message or {}
            async with running(server):
                await server.until(lambda: server.identifies == 2)
                for label in ("Contexte", "Pourquoi ce passage\u202f?", "Utile", "Pas utile"):
                    pressed = await server.press(card, button_labelled(card, label))
                    assert pressed.is_ephemeral
                    assert "ne sert plus" not in text_of(pressed.message or {})
                modal.message = card
                answered = await server.submit_modal(modal, {"question": "Et à qui ?"})
                assert "### Et à qui ?" in text_of(answered.message or {})
                await server.select(contents, menu_id(contents), ["5"])
                assert "> Le départ d’Alexandr Wang" in text_of(contents)
                await server.press(private, button_labelled(private, "Publier dans le salon"))
                published = "Réponse publiée par"
                await server.until(lambda: any(published in text_of(m) for m in server.messages))
                assert "Publier dans le salon" not in str(private)
                await server.press(card, button_labelled(card, "Supprimer"))
                await server.until(lambda: card not in server.messages)
                # The bot is not stopped before it has heard that the card is gone.
                assert await card_of(server)

    asyncio.run(play())


def menu_id(card: Payload) -> str:
    return str(next(c["custom_id"] for _, c in components_in(card["components"]) if c["type"] == 3))


def test_without_its_intent_the_bot_says_so_and_goes_on_without_automatic_answers() -> None:
    async def play() -> None:
        async with DiscordServer(grants_message_content=False) as server:
            async with running(server, AUTO_ANSWER_CHANNELS=server.channel["id"]) as process:
                said = await line_holding(process, "Automatic answers are off")
                silent = await server.say(QUESTION)
                card = await card_of(server)

            assert "switch on Message Content Intent" in said
            assert "14,3 milliards de dollars" in text_of(card)
            assert server.answers_to(silent) == []
            assert not server.gateway.intents & 1 << 15

    asyncio.run(play())


def test_an_intent_that_is_refused_at_the_gateway_does_not_stop_the_bot() -> None:
    async def play() -> None:
        async with DiscordServer(grants_message_content=False) as server:
            world = server.world
            granted = payloads.application(
                world.application_id, world.bot, world.user, flags=1 << 19
            )
            server.fail_next("GET", "/applications/@me$", 200, body=granted)
            process = await start(server, AUTO_ANSWER_CHANNELS=server.channel["id"])

            said = await line_holding(process, "Automatic answers are off")
            await server.ready()

            assert "switch on Message Content Intent" in said
            assert server.identifies == 2
            assert await card_of(server)
            code, log = await stop(process)
            assert code == 0, log
            assert "Traceback" not in log

    asyncio.run(play())


def test_automatic_answers_are_given_where_they_are_switched_on() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            async with running(server, AUTO_ANSWER_CHANNELS=f"12, {server.channel['id']}"):
                reply = await server.replies_to(await server.say(QUESTION))

            assert "14,3 milliards de dollars" in text_of(reply)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("is_granted", "code", "line"),
    [
        (True, 0, "ok    Automatic answers: on in 2 channels"),
        (
            False,
            1,
            "fail  Automatic answers: AUTO_ANSWER_CHANNELS needs the message content intent",
        ),
    ],
    ids=["granted", "not granted"],
)
def test_check_says_whether_automatic_answers_can_be_given(
    tmp_path: Path, is_granted: bool, code: int, line: str
) -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer(grants_message_content=is_granted) as server:
            # What is checked here is not the data folder: that can be written.
            settings = {"AUTO_ANSWER_CHANNELS": "12,13", "DATA_DIR": str(tmp_path)}
            return await stop_by_itself(await start(server, command="check", **settings))

    ended, printed = asyncio.run(play())

    assert ended == code
    assert line in printed


def test_the_cooldown_is_what_the_settings_say() -> None:
    async def play() -> None:
        async with DiscordServer() as server, running(server, COOLDOWN_PERSON_QUESTIONS="1"):
            await server.slash("ask", {"question": QUESTION})

            late = await server.slash("ask", {"question": QUESTION})

            assert late.is_ephemeral
            assert "Doucement" in text_of(late.message or {})

    asyncio.run(play())


def test_commands_are_told_to_discord_once() -> None:
    async def play() -> None:
        async with DiscordServer() as server:
            async with running(server):
                known = {command["name"]: command for command in server.commands}
                assert len(known) == 13
                assert known["ask"]["name_localizations"] == {"fr": "demander"}
                assert known["search"]["name_localizations"] == {"fr": "chercher"}
                (words,) = known["search"]["options"]
                assert words["name_localizations"] == {"fr": "mots"}
                assert words["autocomplete"]
            async with running(server):
                await server.until(lambda: server.identifies == 2)
            assert len(server.calls_to("PUT", "/commands$")) == 1

    asyncio.run(play())


def test_a_wrong_token_is_one_line_and_exit_code_2() -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            return await stop_by_itself(await start(server, DISCORD_TOKEN="wrong.token.here"))

    code, printed = asyncio.run(play())

    assert code == 2
    assert len(printed.splitlines()) == 1
    assert "DISCORD_TOKEN" in printed
    assert "wrong.token" not in printed


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, "<html>Bonjour</html>", "does not answer as Discord does; check DISCORD_API_URL"),
        (403, {"message": "Missing Access", "code": 50001}, "answers 403 and says: Missing Access"),
    ],
    ids=["another site", "a refusal"],
)
def test_what_is_not_discord_is_one_line_and_exit_code_2(
    status: int, body: object, words: str
) -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            server.fail_next("GET", "/users/@me$", status, body=body)
            return await stop_by_itself(await start(server))

    code, printed = asyncio.run(play())

    assert code == 2
    assert len(printed.splitlines()) == 1
    assert words in printed


def test_intents_that_discord_refuses_are_told_and_exit_code_2() -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            server.gateway.refusal = 4014
            return await stop_by_itself(await start(server))

    code, printed = asyncio.run(play())

    assert code == 2
    assert "Error: Discord refuses the intents that the bot asks for (4014); switch" in printed
    assert "Traceback" not in printed.splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_a_signal_closes_the_gateway(number: signal.Signals) -> None:
    async def play() -> None:
        async with DiscordServer() as server, running(server) as process:
            ready = await line_holding(process, "Ready as")

            process.send_signal(number)
            code, log = await stop_by_itself(process)

            assert "servers: 1, passages: " in ready
            assert code == 0, log
            assert "Stopped" in log
            await server.until(lambda: not server.gateway.connections)

    asyncio.run(play())


def test_a_bot_that_is_told_to_stop_again_closes_all_the_same() -> None:
    async def play() -> None:
        async with DiscordServer() as server, running(server) as process:
            await line_holding(process, "Ready as")

            for _ in range(60):
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(signal.SIGTERM)
                await asyncio.sleep(0.001)
            code, log = await stop_by_itself(process)

            # Once all is closed, a signal ends it as it ends any process.
            assert code in {0, -signal.SIGTERM}, log
            assert "Traceback" not in log
            await server.until(lambda: not server.gateway.connections)

    asyncio.run(play())


def test_what_is_being_answered_is_sent_before_the_bot_stops() -> None:
    async def play() -> None:
        async with DiscordServer() as server, running(server) as process:
            await line_holding(process, "Ready as")
            server.fail_next("POST", r"/channels/\d+/messages$", delay_seconds=1.5)
            asked = await server.say(f"{server.mention} {QUESTION}")
            await server.until(lambda: bool(server.calls_to("POST", r"/messages$")))

            process.send_signal(signal.SIGTERM)
            code, log = await stop_by_itself(process)

            assert code == 0, log
            assert "Traceback" not in log
            assert "14,3 milliards de dollars" in text_of(await server.replies_to(asked))

    asyncio.run(play())


def test_a_bot_that_reconnects_stops_when_it_is_told_to() -> None:
    async def play() -> None:
        async with DiscordServer() as server, running(server) as process:
            await line_holding(process, "Ready as")
            server.gateway.door.clear()
            server.drop_gateway()
            await server.until(lambda: server.gateway.waiting_count)
            # Now it knocks; a moment later it waits for the door to open.
            await asyncio.sleep(0.2)

            process.send_signal(signal.SIGTERM)
            code, log = await stop(process)

            assert code == 0, log
            assert "Stopped" in log

    asyncio.run(play())
