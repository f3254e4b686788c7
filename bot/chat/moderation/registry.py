"""What this room adds to the bot: one line each for its commands, buttons, menus and modals."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.chat.moderation import settings_buttons
from bot.chat.moderation.gaps_controls import GAPS, GAPS_MENU
from bot.chat.moderation.gaps_desk import GapsButton, GapsCommands, GapsMenu
from bot.chat.moderation.library_buttons import BUTTON, MENU, AgainMenu, LibraryButton
from bot.chat.moderation.library_commands import LibraryCommands
from bot.chat.moderation.settings_commands import SettingsCommands
from bot.chat.moderation.settings_modal import LIMITS_MODAL
from bot.chat.moderation.taught_desk import TaughtButton, TaughtCommands, TaughtMenu
from bot.chat.moderation.teaching_controls import (
    TAUGHT,
    TAUGHT_MENU,
    TEACH,
    TEACH_MENU,
    WORDS_MODAL,
)
from bot.chat.moderation.teaching_desk import TeachButton, TeachMenu, not_that, words_typed

Submitted = Callable[[discord.Interaction[Any]], Awaitable[None]]

COGS: tuple[type[commands.Cog], ...] = (
    SettingsCommands,
    GapsCommands,
    TaughtCommands,
    LibraryCommands,
)
"""Made without an argument: what they need is on the interaction's client."""
MENUS: tuple[Callable[[], app_commands.ContextMenu], ...] = (not_that,)
"""Each makes a command of the Apps menu of messages, anew for every bot."""
ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    settings_buttons.LanguageMenu,
    settings_buttons.PlacesMenu,
    settings_buttons.ArticlesMenu,
    settings_buttons.ArticlesPageButton,
    settings_buttons.SettingsButton,
    *(GapsButton, GapsMenu, TeachButton, TeachMenu, TaughtButton, TaughtMenu),
    *(LibraryButton, AgainMenu),
)
TEMPLATES: tuple[re.Pattern[str], ...] = (
    settings_buttons.LANGUAGE,
    settings_buttons.PLACES,
    settings_buttons.ARTICLES,
    settings_buttons.PAGE,
    settings_buttons.ACT,
    *(GAPS, GAPS_MENU, TEACH, TEACH_MENU, TAUGHT, TAUGHT_MENU),
    *(BUTTON, MENU),
)
"""Of the items, in their order; any other id is answered as one of a card that is out of date."""
MODALS: tuple[tuple[re.Pattern[str], Submitted], ...] = (
    (re.compile(LIMITS_MODAL), lambda submit: submit.client.desk.settings.limits_typed(submit)),
    (WORDS_MODAL, words_typed),
)
"""By the id of the modal; each hands itself to `moderated`, as the items do."""


def submitted(custom_id: str) -> Submitted | None:
    """Return what answers a modal of that id; None where it is none of this room's."""
    return next((answer for template, answer in MODALS if template.fullmatch(custom_id)), None)
