"""Who leaves sends first what is being answered: messages, commands and presses alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.chat.playing import CORPUS, QUESTION, addresses_kept, card_of, play
from tests.chat.test_client import SlowLibrarian
from tests.discord_server import DiscordServer, Payload, button_labelled

Asking = Callable[[DiscordServer, Payload], Awaitable[object]]


async def command(server: DiscordServer, _card: Payload) -> None:
    await server.slash("ask", {"question": QUESTION})


async def press(server: DiscordServer, card: Payload) -> None:
    await server.press(card, button_labelled(card, "Autres passages"))


@pytest.mark.unmeasured
@pytest.mark.parametrize("ask", [command, press], ids=["a command", "a press"])
def test_what_is_being_answered_is_sent_before_the_bot_leaves(ask: Asking) -> None:
    async def play_it() -> None:
        server = DiscordServer()
        asking: list[asyncio.Task[object]] = []

        async def scenario(server: DiscordServer) -> None:
            card = await card_of(server)
            before = len(server.calls_to("POST", "/callback$"))
            asking.append(asyncio.ensure_future(ask(server, card)))
            # It is deferred; the bot is closed while the answer is worked on.
            await server.until(lambda: len(server.calls_to("POST", "/callback$")) > before)

        await play(scenario, SlowLibrarian(CORPUS), server)
        await asyncio.gather(*asking)

    with addresses_kept():
        asyncio.run(play_it())
