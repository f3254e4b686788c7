"""Messages: how Discord makes them, how much of them a bot sees, and what is on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.discord_payloads import Payload, member, now

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15
MESSAGE_CONTENT = 1 << 15
"""The intent (Gateway, "List of Intents")."""


def message(message_id: str, channel: Payload, author: Payload, fields: Payload) -> Payload:
    """Resources › Message, "Message Object", with the guild fields of the gateway's events."""
    place: Payload = {"channel_id": channel["id"]}
    if "guild_id" in channel:
        place["guild_id"] = channel["guild_id"]
        if "webhook_id" not in fields:
            place["member"] = {k: v for k, v in member(author).items() if k != "user"}
    return {
        "id": message_id,
        **place,
        "author": author,
        "content": "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        **fields,
    }


def withheld(of: Payload, bot_id: str, intents: int) -> Payload:
    """Return the message as a bot with these intents may see it.

    Gateway, "Message Content Intent": without it the fields are empty, but in direct messages,
    in messages that mention the bot, and in its own. A quoted message is judged by itself.
    """
    seen = dict(of)
    if seen.get("referenced_message"):
        quoted = withheld(seen["referenced_message"], bot_id, intents)
        seen["referenced_message"] = outside_events(quoted)
    is_readable = (
        intents & MESSAGE_CONTENT
        or "guild_id" not in of
        or of["author"]["id"] == bot_id
        or any(person["id"] == bot_id for person in of["mentions"])
    )
    if not is_readable:
        seen |= {"content": "", "embeds": [], "attachments": [], "components": []}
        seen.pop("poll", None)
    return seen


def outside_events(of: Payload) -> Payload:
    """Return the message as everything but the gateway's message events has it.

    Gateway Events, "Message Create": `guild_id` and `member` are extra fields of the event.
    """
    plain = {key: value for key, value in of.items() if key not in ("guild_id", "member")}
    if plain.get("referenced_message"):
        plain["referenced_message"] = outside_events(plain["referenced_message"])
    return plain


def components_in(
    components: list[Payload], at: str = "components"
) -> Iterator[tuple[str, Payload]]:
    """Every component with its dotted path, nested ones after the one that holds them."""
    for number, component in enumerate(components):
        yield from _components_of(component, f"{at}.{number}")


def _components_of(component: Payload, at: str) -> Iterator[tuple[str, Payload]]:
    yield at, component
    yield from components_in(component.get("components") or [], f"{at}.components")
    for key in ("accessory", "component"):
        if component.get(key):
            yield from _components_of(component[key], f"{at}.{key}")


def text_of(of: Payload) -> str:
    """All that a reader sees of a message: its content, then its text displays, one a line."""
    shown = [c["content"] for _, c in components_in(of["components"]) if c["type"] == 10]
    return "\n".join(part for part in (of["content"], *shown) if part)


def button_labelled(of: Payload, label: str) -> str:
    """The custom_id of the message's button with this label; LookupError names those there are."""
    buttons = [c for _, c in components_in(of["components"]) if c["type"] == 2]
    for button in buttons:
        if button.get("label") == label:
            return str(button["custom_id"])
    raise LookupError(f"no button {label!r}, only {[b.get('label') for b in buttons]}")


def mentioned_ids(text: str) -> list[str]:
    """Reference, "Message Formatting": <@id>, also the older <@!id>."""
    return re.findall(r"<@!?(\d+)>", text)
