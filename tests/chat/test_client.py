"""The bot against a loopback Discord, with librarians that are slow or fail."""

from __future__ import annotations

import asyncio
import copy
import logging
import re
import time
from typing import Any

import pytest

from bot.retrieval.answer import Answer, Match
from bot.retrieval.librarian import Librarian
from tests.chat.playing import CORPUS, QUESTION, addresses_kept, card_of, play, played
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of


class SlowLibrarian(Librarian):
    """Takes longer than a person waits before Discord must hear something."""

    def answer(self, question: str, **how: Any) -> Answer:
        time.sleep(1.7)
        return super().answer(question, **how)

    def search(self, words: str, *, limit: int = 50) -> list[Match]:
        time.sleep(1.7)
        return super().search(words, limit=limit)


class FailingLibrarian(Librarian):
    """Fails as no program should."""

    def answer(self, question: str, **how: Any) -> Answer:
        raise ZeroDivisionError(question)

    def search(self, words: str, *, limit: int = 50) -> list[Match]:
        raise ZeroDivisionError(words)

    def completions(self, typed: str, *, limit: int = 25) -> Any:
        raise ZeroDivisionError(typed)


@played(SlowLibrarian)
async def test_a_slow_answer_is_deferred_then_shown(server: DiscordServer) -> None:
    asked = await server.slash("ask", {"question": QUESTION})

    assert asked.response_type == 5
    assert not asked.is_ephemeral
    assert f"### {QUESTION}" in text_of(asked.message or {})


@played(SlowLibrarian)
async def test_a_slow_list_is_deferred_in_private_and_turned_in_place(
    server: DiscordServer,
) -> None:
    searched = await server.slash("search", {"words": "mer"})
    listing = searched.message or {}
    assert searched.response_type == 5
    assert searched.is_ephemeral

    turned = await server.press(listing, button_labelled(listing, "Suivants ▶"))
    await server.until(lambda: "page 2 sur 2" in text_of(listing))

    assert turned.response_type == 6


@played(SlowLibrarian)
async def test_slow_other_passages_come_in_a_message_of_their_own(server: DiscordServer) -> None:
    card = await card_of(server)

    pressed = await server.press(card, button_labelled(card, "Autres passages"))

    assert pressed.response_type == 5
    assert pressed.is_ephemeral
    assert "page 1 sur 2" in text_of(pressed.message or {})
    assert f"### {QUESTION}" in text_of(card)


@played(FailingLibrarian)
async def test_a_failure_is_told_kindly_wherever_it_happens(server: DiscordServer) -> None:
    mentioned = await card_of(server)
    asked = await server.slash("ask", {"question": QUESTION}, locale="en-US")
    typed = await server.autocomplete("search", "words", "mer")

    assert text_of(mentioned).startswith("Désolé, ")
    assert text_of(asked.message or {}).startswith("Sorry, ")
    assert asked.is_ephemeral
    assert typed.choices == []


def test_a_failed_press_is_told_kindly(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(server: DiscordServer) -> None:
        card = await card_of(server)
        card = copy.deepcopy(card)
        pressed = await server.press(card, button_labelled(card, "Autres passages"))

        assert pressed.is_ephemeral
        assert text_of(pressed.message or {}).startswith("Désolé, ")

    class FailingLater(Librarian):
        """Answers once, then fails."""

        asked = 0

        def answer(self, question: str, **how: Any) -> Answer:
            self.asked += 1
            if self.asked > 1:
                raise ZeroDivisionError
            return super().answer(question, **how)

    with addresses_kept(), caplog.at_level(logging.ERROR):
        asyncio.run(play(scenario, FailingLater(CORPUS), DiscordServer()))

    assert [record.name for record in caplog.records] == ["bot.chat.replies"]
    assert caplog.records[0].exc_info is not None


@played()
async def test_a_forged_or_old_button_is_refused_kindly(server: DiscordServer) -> None:
    card = await card_of(server)
    for custom_id in ("more:99999", "old-button", "page:secret:0:0"):
        forged = copy.deepcopy(card)
        forged["components"] = _renamed(forged["components"], custom_id)

        pressed = await server.press(forged, custom_id, locale="en-US")

        assert pressed.is_ephemeral
        assert text_of(pressed.message or {}).startswith("This message is out of date.")


@played()
async def test_a_button_on_a_card_without_its_question_is_refused_kindly(
    server: DiscordServer,
) -> None:
    card = copy.deepcopy(await card_of(server))
    card["components"][0]["components"].pop(0)

    pressed = await server.press(card, button_labelled(card, "Autres passages"))

    assert text_of(pressed.message or {}).startswith("Ce message ne sert plus.")


@played()
async def test_a_press_on_a_message_of_somebody_else_is_refused_kindly(
    server: DiscordServer,
) -> None:
    card = copy.deepcopy(await card_of(server))
    card["author"] = server.add_user("autre", is_bot=True)

    pressed = await server.press(card, button_labelled(card, "Autres passages"))

    assert pressed.is_ephemeral
    assert text_of(pressed.message or {}).startswith("Ce message ne sert plus.")


@played()
async def test_a_button_beyond_the_last_passage_says_so(server: DiscordServer) -> None:
    card = copy.deepcopy(await card_of(server))
    more = re.sub(r"more:\d+:", "more:999:", button_labelled(card, "Autres passages"))
    card["components"] = _renamed(card["components"], more)

    pressed = await server.press(card, more)

    assert "Il n’y a pas d’autre passage" in text_of(pressed.message or {})


@played()
async def test_a_message_delivered_twice_is_answered_once(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {QUESTION}")
    server.gateway.dispatch("MESSAGE_CREATE", asked)
    await server.replies_to(asked)
    await card_of(server)

    assert len(server.answers_to(asked)) == 1


@played()
async def test_a_very_long_question_is_cut_where_the_card_shows_it(server: DiscordServer) -> None:
    asked = await server.say(f"{server.mention} {QUESTION} " + "et *encore* " * 300)

    reply = await server.replies_to(asked)

    assert f"### {QUESTION}" in text_of(reply)
    assert "…\n" in text_of(reply)


@played()
async def test_a_search_without_words_gets_the_help_in_private(server: DiscordServer) -> None:
    searched = await server.slash("search", {"words": "\u200b"})
    asked = await server.slash("ask", {"question": " \u200e "})

    assert searched.is_ephemeral
    assert asked.is_ephemeral
    assert "/demander" in text_of(asked.message or {})


@played()
async def test_a_passage_is_shown_by_its_id(server: DiscordServer) -> None:
    chosen = await server.slash("search", {"words": "mer#3"})

    assert "La mer monte de 3 mètres sur la plage." in text_of(chosen.message or {})
    assert not chosen.is_ephemeral


def test_commands_that_discord_refuses_do_not_keep_mentions_from_working() -> None:
    async def scenario(server: DiscordServer) -> None:
        assert await card_of(server)

    server = DiscordServer()
    server.fail_next("PUT", "/commands$", 403, body={"message": "Missing Access", "code": 50001})
    with addresses_kept():
        asyncio.run(play(scenario, Librarian(CORPUS), server))


def _renamed(components: list[Payload], custom_id: str) -> list[Payload]:
    """Give every button another id."""
    for component in components:
        if "custom_id" in component:
            component["custom_id"] = custom_id
        _renamed(component.get("components", []), custom_id)
    return components
