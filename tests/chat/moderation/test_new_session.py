"""Automatic answers are switched on while the bot runs as a process: nothing is lost by it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bot_process import running, start_anew
from tests.chat.moderation.managing import MANAGE_GUILD
from tests.discord_server import DiscordServer, button_labelled, text_of

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"
OTHER = "Qui est Jason Droege ?"


def test_a_new_session_begins_and_nothing_is_lost(tmp_path: Path) -> None:
    async def play() -> None:
        place = str(tmp_path)
        # A start that is measured: those of other tests are not.
        async with DiscordServer() as server, running(server, start_anew, DATA_DIR=place):
            moderator = server.add_user("alex", permissions=MANAGE_GUILD)
            asked = await server.say(f"{server.mention} {QUESTION}")
            card = await server.replies_to(asked)
            direct = await server.say(QUESTION, channel=server.dm)
            assert await server.replies_to(direct)
            opened = (await server.slash("settings", user=moderator)).message or {}
            # Whoever comes back waits at the door: something is said meanwhile.
            server.gateway.door.clear()

            chosen = [server.channel["id"]]
            await server.select(opened, "settings:automatic", chosen, user=moderator)
            await server.until(lambda: not server.gateway.connected, timeout_seconds=20)
            missed = [
                await server.say(f"{server.mention} {OTHER}"),
                await server.say(QUESTION),
                await server.say(OTHER, channel=server.dm),
            ]
            server.gateway.door.set()

            assert "Je me reconnecte à Discord" in text_of(opened)
            for message in missed:
                await server.replies_to(message, timeout_seconds=20)
            assert server.identifies == 2
            assert server.gateway.intents & 1 << 15
            assert await server.replies_to(await server.say(QUESTION))
            await server.edit(asked, f"{server.mention} {OTHER}")
            await server.until(lambda: OTHER in text_of(card), what="a corrected card")
            await server.press(card, button_labelled(card, "Utile"))
            await server.delete(asked)
            await server.until(lambda: card not in server.messages, what="a deleted card")
            assert all(len(server.answers_to(message)) == 1 for message in missed)
            # What is decided already begins no further session.
            await server.select(opened, "settings:automatic", chosen, user=moderator)
            assert "Je me reconnecte" not in text_of(opened)
            assert server.identifies == 2

    asyncio.run(play())
