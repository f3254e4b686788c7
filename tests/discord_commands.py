"""Application commands: what the bot registers, and what Discord makes of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from tests.discord_payloads import Payload
from tests.discord_rest import Call, Rest
from tests.discord_rules import Refusal, check_choices, check_length, invalid, unknown
from tests.discord_world import World

LOCALES = set(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru "
    "uk hi th zh-CN ja zh-TW ko".split()
)
LOCALIZED = ("name_localizations", "description_localizations")


class Commands:
    """Interactions › Application Commands, "Endpoints", global and of the guild."""

    def __init__(self, world: World, rest: Rest) -> None:
        self.world = world
        for below in ("", "/guilds/{guild}"):
            every = f"/applications/{{application}}{below}/commands"
            rest.route("GET", every, self._list)
            rest.route("POST", every, self._upsert)
            rest.route("PUT", every, self._overwrite)
            rest.route("GET", f"{every}/{{command}}", self._read)
            rest.route("PATCH", f"{every}/{{command}}", self._edit)
            rest.route("DELETE", f"{every}/{{command}}", self._delete)

    def named(self, name: str, kind: int = 1) -> Payload:
        """Return the registered command; the guild's own hides a global one of that name."""
        every = [c for scope in self.world.commands.values() for c in scope.values()]
        for command in reversed(every):
            if (command["name"], command["type"]) == (name, kind):
                return command
        raise LookupError(f"no command {name!r}, only {[c['name'] for c in every]}")

    def _scope(self, call: Call) -> dict[str, Payload]:
        if call.parts["application"] != self.world.application_id:
            raise unknown(10002, "Application")
        return self.world.commands.setdefault(call.parts.get("guild"), {})

    def _found(self, call: Call) -> Payload:
        try:
            return self._scope(call)[call.parts["command"]]
        except KeyError:
            raise unknown(10063, "application command") from None

    async def _list(self, call: Call) -> list[Payload]:
        """Names and descriptions in other languages come only with `with_localizations`."""
        is_whole = call.query.get("with_localizations", "").lower() in ("1", "true")
        every = self._scope(call).values()
        return list(every) if is_whole else [_without_localizations(c) for c in every]

    async def _read(self, call: Call) -> Payload:
        return self._found(call)

    async def _upsert(self, call: Call) -> Payload:
        check_command(call.body)
        return self._store(call, call.body, self._scope(call).values())

    async def _overwrite(self, call: Call) -> list[Payload]:
        """Replace all; a command that was there under this name and type keeps its id."""
        scope = self._scope(call)
        check_length(call.body, 0, 130, "commands")
        for number, command in enumerate(call.body):
            check_command(command, f"{number}.")
        identities = [(command.get("type", 1), command["name"]) for command in call.body]
        if len(set(identities)) < len(identities):
            reason = "Application command names must be unique"
            raise invalid("commands", "APPLICATION_COMMANDS_DUPLICATE_NAME", reason)
        if [kind for kind, _ in identities].count(1) > 100:
            raise Refusal(400, 30032, "Maximum number of application commands reached (100)")
        before = list(scope.values())
        scope.clear()
        return [self._store(call, command, before) for command in call.body]

    async def _edit(self, call: Call) -> Payload:
        edited = {**self._found(call), **call.body}
        check_command(edited)
        edited["version"] = self.world.snowflakes.next()
        self._scope(call)[edited["id"]] = edited
        return edited

    async def _delete(self, call: Call) -> None:
        del self._scope(call)[self._found(call)["id"]]

    def _store(self, call: Call, command: Payload, before: Iterable[Payload]) -> Payload:
        stored: Payload = {
            "id": self.world.snowflakes.next(),
            "application_id": self.world.application_id,
            "version": self.world.snowflakes.next(),
            "type": 1,
            "description": "",
            "name_localizations": None,
            "description_localizations": None,
            "default_member_permissions": None,
            "dm_permission": True,
            "contexts": None,
            "integration_types": [0],
            "nsfw": False,
            **command,
        }
        if "guild" in call.parts:
            stored["guild_id"] = call.parts["guild"]
        if "options" in command:
            stored["options"] = [_tidied(option) for option in command["options"]]
        for known in before:
            if (known["type"], known["name"]) == (stored["type"], stored["name"]):
                stored["id"] = known["id"]
        self._scope(call)[stored["id"]] = stored
        return stored


def _tidied(option: Payload) -> Payload:
    """Discord leaves out of an option what is false or null."""
    tidy = {key: value for key, value in option.items() if value is not None and value is not False}
    if "options" in option:
        tidy["options"] = [_tidied(inner) for inner in option["options"]]
    return tidy


def _without_localizations(command: Payload) -> Payload:
    bare = {key: value for key, value in command.items() if key not in LOCALIZED}
    for inside in ("options", "choices"):
        if inside in bare:
            bare[inside] = [_without_localizations(inner) for inner in bare[inside]]
    return bare


def check_command(command: Payload, at: str = "") -> None:
    """Interactions › Application Commands, "Application Command Structure"."""
    if command.get("type", 1) == 1:
        _check_described(command, at)
        return
    for path, name in _said_in_all(command, "name", at):
        check_length(name, 1, 32, path)
    if command.get("description"):
        reason = "Context menu commands cannot have description"
        raise invalid(
            f"{at}description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED", reason
        )


def _check_described(command: Payload, at: str) -> None:
    """Check a chat command or one of its options: they share the rules for names and texts."""
    for path, name in _said_in_all(command, "name", at):
        if not is_command_name(name):
            raise invalid(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    for path, description in _said_in_all(command, "description", at):
        check_length(description, 1, 100, path)
    check_choices(command.get("choices") or [], f"{at}choices")
    options = command.get("options") or []
    check_length(options, 0, 25, f"{at}options")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        reason = "Required options must be placed before non-required options"
        raise invalid(f"{at}options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", reason)
    for number, option in enumerate(options):
        _check_described(option, f"{at}options.{number}.")


def _said_in_all(command: Payload, field: str, at: str) -> list[tuple[str, Any]]:
    """A name or description in every language, each with its path (Reference, "Locales")."""
    localized = command.get(f"{field}_localizations") or {}
    for locale in localized.keys() - LOCALES:
        reason = f"Value must be one of {sorted(LOCALES)}"
        raise invalid(f"{at}{field}_localizations.{locale}", "ENUM_TYPE_COERCE", reason)
    inside = [(f"{at}{field}_localizations.{key}", text) for key, text in localized.items()]
    return [(f"{at}{field}", command.get(field)), *inside]


def is_command_name(name: object) -> bool:
    r"""Interactions › Application Commands, "Application Command Naming".

    That is ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, and lower case where there is one.
    """

    def is_allowed(character: str) -> bool:
        is_word = unicodedata.category(character)[0] in "LN" or character in "-_'"
        return is_word or unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))

    if not isinstance(name, str) or not 1 <= len(name) <= 32:
        return False
    return name == name.lower() and all(map(is_allowed, name))
