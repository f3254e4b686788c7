"""What Discord's REST door does wrong, and the one answer that a question gets all the same."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

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
)
from tests.discord_server import DiscordServer, text_of

SEND = ("POST", r"/channels/\d+/messages$")
LIMITED = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
VIA = {"Via": "1.1 google"}
NONSENSE = {"X-RateLimit-Remaining": "many", "X-RateLimit-Limit": "∞", "X-RateLimit-Bucket": "b"}


def played_with(server: DiscordServer, scenario: Scenario) -> None:
    with addresses_kept():
        asyncio.run(play(scenario, Librarian(CORPUS), server, HURRIED))


async def assert_answered_once(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {QUESTION}")
    answer = await server.replies_to(asked, timeout_seconds=15)
    # What comes after it shows that nothing more came to the first.
    await server.replies_to(await server.say(f"{server.mention} {QUESTION}"), timeout_seconds=15)

    assert f"### {QUESTION}" in text_of(answer)
    assert server.answers_to(asked) == [answer]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 429, "body": LIMITED, "headers": VIA}, id="429 without limits"),
        pytest.param({"status": 429, "body": LIMITED}, id="429 from nobody known"),
        pytest.param({"status": 429, "body": "<html>1015</html>"}, id="429 of a proxy"),
        pytest.param({"status": 429, "body": {}, "headers": VIA}, id="429 without a time"),
        pytest.param(
            {"status": 429, "body": [], "headers": VIA | NONSENSE}, id="429 with nonsense"
        ),
        pytest.param(
            {"status": 429, "body": LIMITED, "headers": {"Retry-After": "soon"}},
            id="429 with a time that is no number",
        ),
        pytest.param({"status": 503, "body": "upstream connect error"}, id="503"),
        pytest.param({"is_reset": True}, id="a reset"),
        pytest.param({"is_cut": True}, id="half an answer"),
        pytest.param({"is_taken": True, "delay_seconds": 1.2}, id="silence after it was taken"),
        pytest.param({"delay_seconds": 1.2}, id="silence"),
        pytest.param({"status": 503, "is_taken": True}, id="503 though it was taken"),
        pytest.param({"is_reset": True, "is_taken": True}, id="a reset after it was taken"),
        pytest.param({"status": 200, "body": {}, "is_taken": True}, id="an answer without fields"),
        pytest.param({"status": 200, "body": "{", "is_taken": True}, id="an answer in no JSON"),
        pytest.param(
            {"status": 200, "body": {}, "is_taken": True, "headers": NONSENSE},
            id="an answer with broken limits",
        ),
        pytest.param(
            {
                "status": 200,
                "body": {},
                "is_taken": True,
                "headers": {"X-RateLimit-Remaining": "0", "X-RateLimit-Bucket": "b"},
            },
            id="an answer whose limit has no end",
        ),
    ],
)
def test_a_question_is_answered_once_whatever_becomes_of_the_request(
    fault: dict[str, Any],
) -> None:
    server = DiscordServer()
    server.fail_next(*SEND, **fault)

    played_with(server, assert_answered_once)


@pytest.mark.unmeasured
@pytest.mark.parametrize("status", [500, 502, 504])
@pytest.mark.parametrize("is_taken", [False, True], ids=["not taken", "taken"])
def test_an_error_of_the_server_is_outlived(status: int, is_taken: bool) -> None:
    server = DiscordServer()
    server.fail_next(*SEND, status=status, body="upstream", is_taken=is_taken)

    played_with(server, assert_answered_once)


@pytest.mark.parametrize("is_global", [False, True], ids=["of the route", "global"])
def test_a_rate_limit_is_waited_for(is_global: bool) -> None:
    async def scenario(server: DiscordServer) -> None:
        server.limit_next(*SEND, is_global=is_global, retry_after_seconds=0.2, times=2)
        await assert_answered_once(server)

        first, second, *_ = [call.at for call in server.calls_to(*SEND)]
        assert second - first >= 0.2

    played_with(DiscordServer(), scenario)


def test_several_faults_in_a_row_leave_one_answer() -> None:
    server = DiscordServer()
    server.fail_next(*SEND, is_reset=True, is_taken=True)
    server.fail_next(*SEND, is_cut=True)
    server.fail_next(*SEND, 503, is_taken=True)
    server.fail_next(*SEND, is_reset=True)

    played_with(server, assert_answered_once)


@played()
async def test_a_reply_that_cannot_be_sent_is_given_up(server: DiscordServer) -> None:
    server.fail_next(*SEND, is_reset=True, times=14)
    lost = await server.say(f"{server.mention} {QUESTION}")
    await server.until(lambda: len(server.calls_to(*SEND)) == 14)

    await card_of(server)

    assert server.answers_to(lost) == []


@played()
async def test_every_reply_carries_its_question_as_a_nonce(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {QUESTION}")
    await server.replies_to(asked)

    (call,) = server.calls_to(*SEND)
    assert call.body["nonce"] == asked["id"]
    assert call.body["enforce_nonce"] is True


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "fault",
    [
        {"is_reset": True},
        {"is_reset": True, "is_taken": True},
        {"is_cut": True},
        {"status": 503, "is_taken": True, "body": "upstream"},
        {"is_taken": True, "delay_seconds": 0.8},
        {"delay_seconds": 0.8},
    ],
    ids=["a reset", "taken", "half an answer", "503 though taken", "silence, taken", "silence"],
)
def test_a_command_is_answered_though_its_response_is_lost(
    fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(server: DiscordServer) -> None:
        server.fail_next("POST", "/callback$", **fault)
        asked = await server.slash("ask", {"question": QUESTION})
        await server.until(lambda: len(server.calls_to("POST", "/callback$")) == 2)
        await server.slash("ask", {"question": QUESTION})

        assert f"### {QUESTION}" in text_of(asked.message or {})
        assert asked.followups == []

    with caplog.at_level(logging.ERROR):
        played_with(DiscordServer(), scenario)
    assert caplog.records == []


def test_the_token_of_an_interaction_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    tokens: list[str] = []

    async def scenario(server: DiscordServer) -> None:
        server.fail_next("POST", "/callback$", is_reset=True)
        asked = await server.slash("ask", {"question": QUESTION})
        tokens.append(asked.payload["token"])

    with caplog.at_level(logging.INFO):
        played_with(DiscordServer(), scenario)

    assert "again in" in caplog.text
    assert tokens[0] not in caplog.text
