"""Buttons and menus whose whole meaning is in their ids, for those who manage a server alone."""

import re
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.chat.moderation.permission import Moderator, moderated

# discord.py asks every such class for a template; no id is as these two.
NO_BUTTON, NO_MENU = re.compile("button(?!)"), re.compile("menu(?!)")


class ModeratorsButton(ui.DynamicItem[ui.Button[Any]], template=NO_BUTTON):
    """A button whose template names an `act`, and what that is `about`."""

    def __init__(self, button: ui.Button[Any], act: str, about: str) -> None:
        super().__init__(button)
        self.act, self.about = act, about

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(item, match["act"], match["about"])  # type: ignore[arg-type] # it is a button

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press of who may."""
        await moderated(interaction, partial(self.pressed, interaction))

    async def pressed(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what the button says."""
        raise NotImplementedError


class ModeratorsMenu(ui.DynamicItem[ui.Select[Any]], template=NO_MENU):
    """A menu of one choice."""

    def __init__(self, menu: ui.Select[Any], match: re.Match[str]) -> None:
        super().__init__(menu)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the menu back; what was chosen comes with the interaction."""
        return cls(item, match)  # type: ignore[arg-type] # it is a menu

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice of who may."""
        await moderated(interaction, partial(self.chosen, interaction))

    async def chosen(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what was chosen: the first of the item's values."""
        raise NotImplementedError
