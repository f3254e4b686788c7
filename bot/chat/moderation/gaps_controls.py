"""What can be pressed and chosen on the cards about gaps; what each needs is in its id."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.moderation import gaps_phrases as said
from bot.chat.phrases import Language

GAPS = re.compile(r"gaps:(?P<act>page|done|export):(?P<about>[0-9a-f.]{0,24})")
GAPS_MENU = re.compile(r"gaps-menu:(?P<page>\d{1,3})")
# Of a settled gap: the key of one of its questions, and the page to go back to.
SETTLED = re.compile(r"(?P<key>[0-9a-f]{16})\.(?P<page>\d{1,3})")
PAGE = re.compile(r"\d{1,3}")


def gaps_button(act: str, about: str, label: str, *, disabled: bool = False) -> ui.Button[Any]:
    """Return a button; with "page" `about` is one, with "done" what SETTLED reads."""
    return ui.Button(label=label, custom_id=f"gaps:{act}:{about}", disabled=disabled)


def gaps_menu(
    page: int, options: Sequence[discord.SelectOption], language: Language
) -> ui.Select[Any]:
    """Return the menu that opens a gap of a page."""
    return ui.Select(
        placeholder=said.CHOOSE_GAP.to(language),
        custom_id=f"gaps-menu:{page}",
        options=list(options),
    )
