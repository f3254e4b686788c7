"""Modals of one field: what they look like, and what was typed into them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.lengths import QUESTION_CHARACTERS

FIELD = "question"


def one_field_modal(custom_id: str, title: str, label: str) -> ui.Modal:
    """Ask for a text as long as a question; title and label have 45 characters at most."""
    text = ui.TextInput[Any](
        style=discord.TextStyle.paragraph,
        custom_id=FIELD,
        max_length=QUESTION_CHARACTERS,
    )
    modal = ui.Modal(title=title, custom_id=custom_id)
    modal.add_item(ui.Label(text=label, component=text))
    # A modal that is stopped is not stored: what is filled in may come back after a restart.
    modal.stop()
    return modal


def typed_into(submit: discord.Interaction[Any]) -> str:
    """Return what was typed into the modal's only field."""
    data: Mapping[str, Any] = submit.data or {}
    fields = _fields(data.get("components", ()))
    return next((text for name, text in fields if name == FIELD), "")


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        yield component.get("custom_id", ""), component.get("value", "")
        inside = component.get("component")
        yield from _fields([*component.get("components", ()), *([inside] if inside else [])])
