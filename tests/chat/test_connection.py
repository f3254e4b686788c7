"""The invite link asks for what the bot needs, and nothing else."""

from urllib.parse import parse_qs, urlsplit

import discord

from bot.chat.connection import invite_url


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
