"""Events as Discord documents them, and the same with something wrong."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from tests.discord_payloads import Payload
from tests.discord_server import DiscordServer

WRONG: tuple[Any, ...] = (
    *(None, True, -1, 1 << 70, 1.5, "", "x", "é" * 3, "1" * 40),
    *([], {}, [[]], [None], {"": 0}),
)
"""What may stand where something else should."""

Poison = tuple[int, int, int, str]
"""Which event, which of its places, what is done there, and with which wrong value."""
POISONS = st.lists(
    st.tuples(
        st.integers(0, 99), st.integers(0, 999), st.integers(0, 2), st.integers(0, len(WRONG) - 1)
    ),
    min_size=1,
    max_size=25,
)


def sound_events(server: DiscordServer) -> list[tuple[str, Payload]]:
    """Return events that the bot knows how to read, none of them a question to it."""
    world, place = server.world, {"guild_id": server.guild["id"]}
    button = {"type": 2, "style": 1, "label": "x", "custom_id": "more:1:0a1b2c3d"}
    message = {
        **world.write(server.channel, server.user, {"content": "Bonjour"}, []),
        "mentions": [server.user],
        "reactions": [{"emoji": {"id": None, "name": "👍"}, "count": 1, "me": False}],
        "components": [{"type": 1, "components": [button]}],
        "message_reference": {"channel_id": server.channel["id"], "message_id": "1"},
    }
    where = {"channel_id": server.channel["id"], "message_id": message["id"], **place}
    press = {
        "id": world.snowflakes.next(),
        "application_id": server.application_id,
        "type": 3,
        "token": "t",
        "version": 1,
        "data": {"custom_id": "more:1:0a1b2c3d", "component_type": 2, "id": 1},
        "channel_id": server.channel["id"],
        "channel": server.channel,
        "member": {"user": server.user, "roles": [], "permissions": "0", "joined_at": None},
        "message": message,
        "locale": "fr",
        "guild_locale": "fr",
        "app_permissions": "0",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 0,
        "attachment_size_limit": 1,
        **place,
    }
    ask = {"id": "1", "name": "ask", "type": 1, "options": [{"type": 3, "name": "question"}]}
    role = {"id": "7", "name": "r", "permissions": "0", "position": 1, "color": 0, "hoist": False}
    return [
        ("MESSAGE_CREATE", message),
        ("MESSAGE_UPDATE", message),
        ("MESSAGE_DELETE", {"id": message["id"], **where}),
        ("MESSAGE_REACTION_ADD", {"user_id": server.user["id"], "emoji": {"name": "x"}, **where}),
        ("INTERACTION_CREATE", press),
        ("INTERACTION_CREATE", {**press, "type": 2, "data": ask}),
        ("INTERACTION_CREATE", {**press, "type": 4, "data": ask}),
        ("GUILD_CREATE", {**world.guild_created(), "id": "5", "channels": []}),
        ("GUILD_UPDATE", {**server.guild, "id": "5"}),
        ("CHANNEL_CREATE", {**server.channel, "id": "6"}),
        ("CHANNEL_UPDATE", server.channel),
        ("THREAD_CREATE", {**server.channel, "id": "8", "type": 11}),
        ("GUILD_ROLE_CREATE", {"role": role, **place}),
        ("GUILD_MEMBER_UPDATE", {"user": server.user, "roles": [], **place}),
        ("USER_UPDATE", {**server.bot, "verified": True, "mfa_enabled": True}),
        ("PRESENCE_UPDATE", {"user": server.user, "status": "online", "activities": [], **place}),
        ("TYPING_START", {"user_id": server.user["id"], "timestamp": 1, **where}),
        ("ENTITLEMENT_CREATE", {"id": "1", "sku_id": "2", "application_id": "3", "type": 1}),
        ("SOMETHING_NEW", {"of": ["tomorrow"]}),
    ]


def poisoned(sound: Payload, place: int, how: int, wrong: int) -> Payload:
    """Return the event with one of its fields removed, replaced, or joined by an unknown one."""
    event = copy.deepcopy(sound)
    places = list(_places(event))
    inside, key = places[place % len(places)]
    if how == 0:
        del inside[key]
    elif how == 1:
        inside[key] = copy.deepcopy(WRONG[wrong])
    elif isinstance(inside, dict):
        inside["field_of_tomorrow"] = {"since": 2027}
    else:
        inside.append(copy.deepcopy(WRONG[wrong]))
    return event


def _places(inside: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(inside) if isinstance(inside, dict) else range(len(inside))
    for key in keys:
        yield inside, key
        if isinstance(inside[key], dict | list):
            yield from _places(inside[key])
