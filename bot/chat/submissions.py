"""What was typed into a modal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord


def typed_in(submit: discord.Interaction[Any]) -> dict[str, str]:
    """Return what was typed into each field of a modal, by the field's id."""
    data: Mapping[str, Any] = submit.data or {}
    return dict(_fields(data.get("components", ())))


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        yield component.get("custom_id", ""), component.get("value", "")
        inside = component.get("component")
        yield from _fields([*component.get("components", ()), *([inside] if inside else [])])
