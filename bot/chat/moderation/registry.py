"""What this room adds to the bot: one line each for its commands, buttons, menus and modals."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

Submitted = Callable[[discord.Interaction[Any]], Awaitable[None]]

COGS: tuple[type[commands.Cog], ...] = ()
"""Made without an argument: what they need is on the interaction's client."""
MENUS: tuple[Callable[[], app_commands.ContextMenu], ...] = ()
"""Each makes a command of the Apps menu of messages, anew for every bot."""
ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = ()
TEMPLATES: tuple[re.Pattern[str], ...] = ()
"""Of the items, in their order; any other id is answered as one of a card that is out of date."""
MODALS: tuple[tuple[re.Pattern[str], Submitted], ...] = ()
"""By the id of the modal; each hands itself to `moderated`, as the items do."""


def submitted(custom_id: str) -> Submitted | None:
    """Return what answers a modal of that id; None where it is none of this room's."""
    return next((answer for template, answer in MODALS if template.fullmatch(custom_id)), None)
