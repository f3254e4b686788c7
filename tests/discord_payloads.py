"""What Discord says: a builder for each object, field by field as its reference lists them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

DISCORD_EPOCH_MILLISECONDS = 1_420_070_400_000

TEXT_CHANNEL, DIRECT_CHANNEL = 0, 1
# React, view, send, embed, attach, read history, external emojis, use commands, send in threads
# (Topics › Permissions, "Bitwise Permission Flags").
MEMBER_PERMISSIONS = sum(1 << bit for bit in (6, 10, 11, 14, 15, 16, 18, 31, 38))


class Snowflakes:
    """Ids that grow with time and never repeat (Reference, "Snowflakes")."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        milliseconds = time.time_ns() // 1_000_000 - DISCORD_EPOCH_MILLISECONDS
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)

    def next_of(self, shard_id: int, shard_count: int) -> str:
        """An id of a guild that comes through that shard (Gateway, "Sharding Formula")."""
        number = (int(self.next()) >> 22) + 1
        self._last = (number + (shard_id - number) % shard_count) << 22
        return str(self._last)


def now() -> str:
    return datetime.now(UTC).isoformat()


def user(user_id: str, name: str, *, is_bot: bool = False) -> Payload:
    """Resources › User, "User Object"."""
    return {
        "id": user_id,
        "username": name,
        "discriminator": "0",
        "global_name": None if is_bot else name.capitalize(),
        "avatar": None,
        "bot": is_bot,
        "public_flags": 0,
    }


def member(of: Payload, *, permissions: int | None = None) -> Payload:
    """Resources › Guild, "Guild Member Object"; `permissions` only inside an interaction."""
    fields: Payload = {
        "user": of,
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return fields if permissions is None else {**fields, "permissions": str(permissions)}


def guild_channel(channel_id: str, guild_id: str, name: str, kind: int = TEXT_CHANNEL) -> Payload:
    """Resources › Channel, "Channel Object", in a guild."""
    return {
        "id": channel_id,
        "type": kind,
        "guild_id": guild_id,
        "name": name,
        "topic": None,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }


def thread(thread_id: str, parent: Payload, name: str, *, owner: Payload) -> Payload:
    """Resources › Channel, "Channel Object", of a public thread."""
    return {
        "id": thread_id,
        "type": 11,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner["id"],
        "name": name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": now(),
            "locked": False,
        },
        "flags": 0,
    }


def direct_channel(channel_id: str, recipient: Payload) -> Payload:
    """Resources › Channel, "Channel Object", between the bot and one person."""
    return {
        "id": channel_id,
        "type": DIRECT_CHANNEL,
        "last_message_id": None,
        "recipients": [recipient],
        "flags": 0,
    }


def guild(guild_id: str, name: str, *, owner: Payload, locale: str) -> Payload:
    """Resources › Guild, "Guild Object", as `GET /guilds/{id}` answers it."""
    everyone = {
        "id": guild_id,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(MEMBER_PERMISSIONS),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    absent = ("icon", "splash", "discovery_splash", "description", "banner", "vanity_url_code")
    places = ("afk", "system", "rules", "public_updates", "safety_alerts")
    return {
        "id": guild_id,
        "name": name,
        "owner_id": owner["id"],
        "preferred_locale": locale,
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "features": [],
        "afk_timeout": 300,
        "application_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_flags": 0,
        "incidents_data": None,
        **dict.fromkeys(absent),
        **{f"{place}_channel_id": None for place in places},
    }


def guild_created(of: Payload, channels: list[Payload], members: list[Payload]) -> Payload:
    """Gateway Events, "Guild Create": the guild and what is in it."""
    return {
        **of,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": len(members),
        "members": members,
        "channels": channels,
        "voice_states": [],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application(application_id: str, bot: Payload, owner: Payload, *, flags: int) -> Payload:
    """Resources › Application, "Application Object"."""
    return {
        "id": application_id,
        "name": bot["username"],
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "owner": owner,
        "team": None,
        "bot": bot,
        "integration_types_config": {"0": {}, "1": {}},
    }
