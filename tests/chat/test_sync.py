"""Commands are told to Discord when they differ from what it has, and only then."""

import copy
from typing import Any

import pytest

from bot.chat.sync import differences

WANTED: dict[str, Any] = {
    "name": "ask",
    "description": "Ask",
    "type": 1,
    "nsfw": False,
    "dm_permission": True,
    "default_member_permissions": None,
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
    "name_localizations": {"fr": "demander"},
    "options": [
        {"type": 3, "name": "question", "description": "Q", "required": True, "max_length": 500}
    ],
}
# The same, as Discord gives it back.
KNOWN: dict[str, Any] = {
    **WANTED,
    "id": "1",
    "application_id": "2",
    "version": "3",
    "contexts": [2, 0, 1],
    "integration_types": [1, 0],
    "description_localizations": None,
    "options": [{**WANTED["options"][0], "autocomplete": False, "name_localizations": None}],
}


def test_what_discord_adds_is_no_difference() -> None:
    assert differences([WANTED], [KNOWN]) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["description"], "Ask me"),
        (["name_localizations"], {"fr": "poser"}),
        (["name_localizations"], None),
        (["contexts"], [0]),
        (["default_member_permissions"], "0"),
        (["options", 0, "max_length"], 400),
        (["options", 0, "name_localizations"], {"fr": "question"}),
        (["options"], []),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, list) else repr(value),
)
def test_any_change_of_ours_is_a_difference(path: list[Any], value: object) -> None:
    known = copy.deepcopy(KNOWN)
    target = known
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value

    assert differences([WANTED], [known]) == ["ask"]


def test_commands_that_only_one_side_has_differ() -> None:
    old = {**KNOWN, "name": "old"}

    assert differences([WANTED], [KNOWN, old]) == ["old"]
    assert differences([WANTED, {**WANTED, "name": "new"}], [KNOWN]) == ["new"]
