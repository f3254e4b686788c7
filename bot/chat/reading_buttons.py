"""Leafing through an article: its contents, its sections, its passages one by one."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.articles.article import Article
from bot.chat import labels
from bot.chat.contents import Section, key_of
from bot.chat.lengths import CHOICE_CHARACTERS, shorten
from bot.chat.markdown import one_line
from bot.chat.phrases import SECTION_SEPARATOR, Language

TURN = re.compile(r"(?P<leaf>read|contents):(?P<key>[0-9a-f]{12}):(?P<number>\d{1,6})")
SECTIONS = re.compile(r"sections:(?P<key>[0-9a-f]{12})")
ARTICLES = re.compile(r"articles:")
# Discord's limit for the choices of a menu.
MENU_CHOICES = 25


class Leaf(StrEnum):
    """What a card of the reading room shows: a passage by its number, or a page of contents."""

    READ = "read"
    CONTENTS = "contents"


class TurnButton(ui.DynamicItem[ui.Button[Any]], template=TURN):
    """Turns the card to another passage, or to a page of the contents, which count from 0."""

    def __init__(
        self, leaf: Leaf, key: str, number: int, label: str, *, disabled: bool = False
    ) -> None:
        custom_id = f"{leaf}:{key}:{number}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.leaf, self.key, self.number = leaf, key, number

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(Leaf(match["leaf"]), match["key"], int(match["number"]), "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        room = interaction.client.desk.reading_room
        await room.turned(interaction, self.leaf, self.key, self.number)


class SectionMenu(ui.DynamicItem[ui.Select[Any]], template=SECTIONS):
    """Opens a section of an article; the values are the numbers of their first passages."""

    def __init__(self, key: str, sections: Sequence[Section], language: Language) -> None:
        options = [
            discord.SelectOption(label=_label(section, language), value=str(section.first_number))
            for section in sections
        ]
        placeholder = labels.CHOOSE_SECTION.to(language)
        custom_id = f"sections:{key}"
        super().__init__(ui.Select(placeholder=placeholder, custom_id=custom_id, options=options))
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the menu back from the id that Discord hands over."""
        return cls(match["key"], [], Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        number = int(self.item.values[0])
        room = interaction.client.desk.reading_room
        await room.turned(interaction, Leaf.READ, self.key, number)


class ArticleMenu(ui.DynamicItem[ui.Select[Any]], template=ARTICLES):
    """Opens one of the articles; the values are their keys."""

    def __init__(self, articles: Sequence[Article], language: Language) -> None:
        options = [
            discord.SelectOption(label=menu_label(article.title), value=key_of(article))
            for article in articles
        ]
        placeholder = labels.CHOOSE_ARTICLE.to(language)
        super().__init__(ui.Select(placeholder=placeholder, custom_id="articles:", options=options))

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Read the menu back; what was chosen comes with the interaction."""
        return cls([], Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the choice."""
        room = interaction.client.desk.reading_room
        await room.turned(interaction, Leaf.CONTENTS, self.item.values[0], 0)


def menu_label(text: str) -> str:
    """Return `text` as a choice of a menu, which shows no Markdown and must not be empty."""
    return shorten(one_line(text), CHOICE_CHARACTERS) or "…"


def _label(section: Section, language: Language) -> str:
    headings = SECTION_SEPARATOR.join(section.headings)
    return menu_label(headings or labels.OPENING.to(language))
