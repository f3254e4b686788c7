"""The modal of one field: a text as long as a question."""

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
