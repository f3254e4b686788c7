"""The buttons and menus of the cards about a server's articles."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.chat.moderation import library_phrases
from bot.chat.moderation.library_catalogue import Entry
from bot.chat.moderation.permission import moderated
from bot.chat.phrases import Language, Phrase
from bot.chat.reading_buttons import MENU_CHOICES, menu_label

BUTTON = re.compile(r"library:(?P<act>add|cancel|remove|list):(?P<about>[0-9A-Za-z_-]{0,22})")
MENU = re.compile(r"library-again:(?P<number>\d)")


class Act(StrEnum):
    """What a button does, about the token of what waits, an article's key, or a page."""

    ADD = "add"
    CANCEL = "cancel"
    REMOVE = "remove"
    LIST = "list"


class LibraryButton(ui.DynamicItem[ui.Button[Any]], template=BUTTON):
    """Does something to the articles of the server that it is pressed in."""

    def __init__(
        self,
        act: Act,
        about: str,
        label: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        *,
        disabled: bool = False,
    ) -> None:
        custom_id = f"library:{act}:{about}"
        button = ui.Button[Any](label=label, custom_id=custom_id, style=style, disabled=disabled)
        super().__init__(button)
        self.act, self.about = act, about

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(Act(match["act"]), match["about"], "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        desk = interaction.client.library
        await moderated(interaction, partial(desk.pressed, interaction, self.act, self.about))


class AgainMenu(ui.DynamicItem[ui.Select[Any]], template=MENU):
    """Fetches one of the server's articles anew; the values are their keys."""

    def __init__(self, number: int, entries: Sequence[Entry], language: Language) -> None:
        options = [
            discord.SelectOption(label=menu_label(entry.title), value=entry.key)
            for entry in entries[number * MENU_CHOICES : (number + 1) * MENU_CHOICES]
        ]
        named = library_phrases.CHOOSE_AGAIN_MORE if number else library_phrases.CHOOSE_AGAIN
        select = ui.Select[Any](
            placeholder=named.to(language), custom_id=f"library-again:{number}", options=options
        )
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the menu back; what was chosen comes with the interaction."""
        return cls(int(match["number"]), [], Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        chosen = self.item.values[0]
        desk = interaction.client.library
        await moderated(interaction, partial(desk.chosen_again, interaction, chosen))


def button(
    act: Act,
    phrase: Phrase,
    language: Language,
    about: str = "",
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> LibraryButton:
    """Return a button that bears a phrase."""
    return LibraryButton(act, about, phrase.to(language), style)


def again_menus(entries: Sequence[Entry], language: Language) -> list[ui.Item[Any]]:
    """Return menus for all of `entries`, each in a row of its own."""
    menus = range(-(-len(entries) // MENU_CHOICES))
    return [ui.ActionRow(AgainMenu(number, entries, language)) for number in menus]
