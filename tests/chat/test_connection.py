"""The way to Discord: what it says, and the invite link."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.chat.connection import invite_url, probe
from bot.errors import DiscordError
from tests.chat.playing import addresses_kept, settings_of
from tests.discord_server import DiscordServer


def test_the_invite_link_has_exactly_the_scopes_and_permissions_needed() -> None:
    link = urlsplit(invite_url(123))
    asked = parse_qs(link.query)

    assert link.netloc == "discord.com"
    assert asked["client_id"] == ["123"]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    assert discord.Permissions(int(asked["permissions"][0])) == discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        read_message_history=True,
    )


def test_a_probe_says_who_the_bot_is() -> None:
    async def found() -> None:
        async with DiscordServer(shards=3) as server:
            connection = await probe(settings_of(server))

            assert connection.bot_name.startswith("souffleur")
            assert connection.application_id == int(server.application_id)
            assert connection.gateway_url == server.gateway.url
            assert connection.shards == 3

    with addresses_kept():
        asyncio.run(found())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DISCORD_TOKEN": "wrong.token"}, "Discord refuses DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": ""}, "DISCORD_TOKEN is not set"),
        ({"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}, "cannot be reached"),
    ],
    ids=["wrong token", "no token", "nobody there"],
)
def test_a_probe_that_fails_says_what_to_do(settings: dict[str, str], words: str) -> None:
    async def found() -> None:
        async with DiscordServer() as server:
            with pytest.raises(DiscordError, match=words) as raised:
                await probe(settings_of(server, **settings))
            assert "\n" not in str(raised.value)
            assert "wrong.token" not in str(raised.value)

    with addresses_kept():
        asyncio.run(found())
