"""Commands are told to Discord only when it does not know them yet.

Discord allows 200 command creations a day, and a bot may well start more often than that.
"""

import logging
from typing import Any

from discord.app_commands import CommandTree, Translator
from discord.ext import commands
from discord.http import Route

_log = logging.getLogger(__name__)

# What of a command is ours to say. Discord adds ids, versions and defaults of its own; the
# deprecated dm_permission says again what contexts say.
_FIELDS = frozenset(
    """type name name_localizations description description_localizations options required choices
    value autocomplete channel_types min_value max_value min_length max_length nsfw
    default_member_permissions contexts integration_types""".split()
)
_UNORDERED = frozenset({"contexts", "integration_types", "channel_types"})


async def sync_when_changed(
    tree: CommandTree[commands.AutoShardedBot], translator: Translator
) -> list[str]:
    """Sync the tree when Discord holds other commands; return the names of those that differ."""
    changed = await unknown_commands(tree, translator)
    if changed:
        await tree.sync()
        _log.info("Commands told to Discord: %s", ", ".join(changed))
    else:
        _log.info("Discord knows the %d commands already", len(tree.get_commands()))
    return changed


async def unknown_commands(
    tree: CommandTree[commands.AutoShardedBot], translator: Translator
) -> list[str]:
    """Return the names of the commands that Discord does not know as they are now, in order."""
    await tree.set_translator(translator)
    wanted = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    # fetch_commands would do but for the translations, which it neither asks for nor gets.
    path = "/applications/{application_id}/commands"
    route = Route("GET", path, application_id=tree.client.application_id)
    known = await tree.client.http.request(route, params={"with_localizations": "true"})
    return differences(wanted, known)


def differences(wanted: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[str]:
    """Return the names of the commands that only one side has, or that differ, in order."""
    ours, theirs = _by_name(wanted), _by_name(known)
    names = {name for name, _ in ours.keys() ^ theirs.keys()}
    names |= {key[0] for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]}
    return sorted(names)


def _by_name(payloads: list[dict[str, Any]]) -> dict[tuple[str, int], Any]:
    return {(each["name"], each.get("type", 1)): _canonical(each) for each in payloads}


def _canonical(payload: dict[str, Any]) -> dict[str, Any]:
    """Keep what is ours, without what Discord may leave out or write in another way."""
    kept: dict[str, Any] = {}
    for field in _FIELDS & payload.keys():
        value = payload[field]
        if field in {"options", "choices"} and value:
            kept[field] = [_canonical(each) for each in value]
        elif field in _UNORDERED and value is not None:
            kept[field] = sorted(value)
        elif field == "default_member_permissions" and value is not None:
            kept[field] = str(value)
        elif value not in (None, False, [], {}, ""):
            kept[field] = value
    return kept
