"""What can be pressed and chosen on the card of /settings."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.articles.article import Article
from bot.chat.contents import key_of
from bot.chat.moderation import settings_phrases as said
from bot.chat.phrases import Language
from bot.chat.prints import PRINT
from bot.chat.reading_buttons import MENU_CHOICES, menu_label


class Places(StrEnum):
    """A list of channels that a server decides; the value is a part of the menu's id."""

    ONLY = "only"
    SILENT = "silent"
    AUTOMATIC = "automatic"


class Act(StrEnum):
    """What a button of the card asks for."""

    KEEP = "keep"
    STOP = "stop"
    ERASE = "erase"
    BACK = "back"
    LIMITS = "limits"
    PRUNE = "prune"


LANGUAGE = re.compile(r"settings:language")
PLACES = re.compile(rf"settings:(?P<places>{'|'.join(Places)})")
ARTICLES = re.compile(rf"settings:articles:(?P<page>\d{{1,4}}):{PRINT}")
PAGE = re.compile(r"settings:page:(?P<page>\d{1,4})")
ACT = re.compile(rf"settings:(?P<act>{'|'.join(Act)})")
LABELS = {
    Act.KEEP: said.KEEP_BUTTON,
    Act.STOP: said.STOP_BUTTON,
    Act.ERASE: said.ERASE_BUTTON,
    Act.BACK: said.BACK_BUTTON,
    Act.LIMITS: said.LIMITS_BUTTON,
    Act.PRUNE: said.PRUNE_BUTTON,
}
# Where a person writes for others to read; threads go with the channel that they are in.
WRITTEN_IN = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.media,
]
ANYWHERE = [*WRITTEN_IN, discord.ChannelType.voice, discord.ChannelType.stage_voice]


class LanguageMenu(ui.DynamicItem[ui.Select[Any]], template=LANGUAGE):
    """Decides in which language everybody is answered; the value `own` leaves it to each."""

    def __init__(self, decided: str | None, language: Language) -> None:
        names = {
            "own": said.LANGUAGE_OWN,
            Language.FR.value: said.LANGUAGE_FRENCH,
            Language.EN.value: said.LANGUAGE_ENGLISH,
        }
        options = [
            discord.SelectOption(
                label=name.to(language), value=value, default=value == (decided or "own")
            )
            for value, name in names.items()
        ]
        super().__init__(ui.Select(custom_id="settings:language", options=options))

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Read the menu back; what was chosen comes with the interaction."""
        return cls(None, Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        await interaction.client.desk.settings.language_chosen(interaction, chosen_in(interaction))


class PlacesMenu(ui.DynamicItem[ui.ChannelSelect[Any]], template=PLACES):
    """Decides a list of channels: what is chosen in it takes the place of what was."""

    def __init__(self, places: Places, channel_ids: Sequence[int], language: Language) -> None:
        menu = ui.ChannelSelect[Any](
            custom_id=f"settings:{places}",
            channel_types=WRITTEN_IN if places is Places.AUTOMATIC else ANYWHERE,
            placeholder=said.NO_CHANNEL.to(language),
            min_values=0,
            max_values=MENU_CHOICES,
            default_values=[
                discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.channel)
                for each in channel_ids[:MENU_CHOICES]
            ],
        )
        super().__init__(menu)
        self.places = places

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the menu back from the id that Discord hands over."""
        return cls(Places(match["places"]), (), Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        chosen = chosen_in(interaction)
        await interaction.client.desk.settings.places_chosen(interaction, self.places, chosen)


class ArticlesMenu(ui.DynamicItem[ui.Select[Any]], template=ARTICLES):
    """Decides which articles of a page the server sees; `seen` is the print of that page.

    The values are the articles' keys.
    """

    def __init__(
        self,
        page: int,
        seen: str,
        articles: Sequence[Article],
        hidden_ids: Sequence[str],
        language: Language,
    ) -> None:
        options = [
            discord.SelectOption(
                label=menu_label(article.title),
                value=key_of(article),
                default=article.id not in hidden_ids,
            )
            for article in articles
        ]
        menu = ui.Select[Any](
            custom_id=f"settings:articles:{page}:{seen}",
            options=options,
            placeholder=said.NO_ARTICLE.to(language),
            min_values=0,
            max_values=max(len(options), 1),
        )
        super().__init__(menu)
        self.page, self.seen = page, seen

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the menu back from the id that Discord hands over."""
        return cls(int(match["page"]), match["seen"], (), (), Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        room, chosen = interaction.client.desk.settings, chosen_in(interaction)
        await room.articles_chosen(interaction, self.page, self.seen, chosen)


class ArticlesPageButton(ui.DynamicItem[ui.Button[Any]], template=PAGE):
    """Shows another page of the articles; pages count from 0."""

    def __init__(self, page: int, label: str, *, disabled: bool = False) -> None:
        custom_id = f"settings:page:{page}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(int(match["page"]), "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.settings.turned(interaction, self.page)


class SettingsButton(ui.DynamicItem[ui.Button[Any]], template=ACT):
    """Does what its label says."""

    def __init__(self, act: Act, label: str) -> None:
        is_grave = act is Act.ERASE
        style = discord.ButtonStyle.danger if is_grave else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, custom_id=f"settings:{act}", style=style))
        self.act = act

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(Act(match["act"]), "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.settings.pressed(interaction, self.act)


def settings_button(act: Act, language: Language) -> SettingsButton:
    """Return a button, labelled in the moderator's language."""
    return SettingsButton(act, LABELS[act].to(language))


def chosen_in(interaction: discord.Interaction[Any]) -> list[str]:
    """Return the values that were chosen in a menu, as Discord says them."""
    data: Mapping[str, Any] = interaction.data or {}
    return [str(value) for value in data.get("values", ())][:MENU_CHOICES]
