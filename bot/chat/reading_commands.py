"""The commands that show what there is to read, and what the bot does."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import labels
from bot.chat.desk import Desk
from bot.chat.lengths import CHOICE_CHARACTERS
from bot.chat.reading_room import Choices
from bot.chat.translation import said

MAX_NUMBER = 999_999
Title = app_commands.Range[str, 1, CHOICE_CHARACTERS]


class ReadingCommands(commands.Cog):
    """/article, /passage, /summary, /help and /privacy."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @app_commands.command(name=said(labels.ARTICLE), description=said(labels.ARTICLE_DESCRIPTION))
    @app_commands.rename(title=said(labels.TITLE))
    @app_commands.describe(title=said(labels.TITLE_DESCRIPTION))
    async def article(
        self, interaction: discord.Interaction[Any], title: Title | None = None
    ) -> None:
        """Show the contents of an article."""
        await self._desk.reading_room.article(interaction, title)

    @app_commands.command(name=said(labels.PASSAGE), description=said(labels.PASSAGE_DESCRIPTION))
    @app_commands.rename(number=said(labels.NUMBER), title=said(labels.TITLE))
    @app_commands.describe(
        number=said(labels.NUMBER_DESCRIPTION), title=said(labels.TITLE_DESCRIPTION)
    )
    async def passage(
        self,
        interaction: discord.Interaction[Any],
        number: app_commands.Range[int, 1, MAX_NUMBER],
        title: Title | None = None,
    ) -> None:
        """Quote one paragraph."""
        await self._desk.reading_room.passage(interaction, number, title)

    @article.autocomplete("title")
    @passage.autocomplete("title")
    async def complete(
        self,
        interaction: discord.Interaction[Any],
        typed: str,
    ) -> Choices:
        """Complete from the titles of the articles."""
        return await self._desk.reading_room.complete(interaction, typed)

    @app_commands.command(name=said(labels.SUMMARY), description=said(labels.SUMMARY_DESCRIPTION))
    async def summary(self, interaction: discord.Interaction[Any]) -> None:
        """Quote the sentences that carry the articles."""
        await self._desk.summary(interaction)

    @app_commands.command(name=said(labels.HELP), description=said(labels.HELP_DESCRIPTION))
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Say all that the bot does."""
        await self._desk.help(interaction)

    @app_commands.command(name=said(labels.PRIVACY), description=said(labels.PRIVACY_DESCRIPTION))
    @app_commands.rename(erase=said(labels.ERASE))
    @app_commands.describe(erase=said(labels.ERASE_DESCRIPTION))
    async def privacy(self, interaction: discord.Interaction[Any], erase: bool = False) -> None:
        """Say what the bot reads and keeps, or erase what it keeps of whoever asks."""
        if erase:
            await self._desk.erase(interaction)
        else:
            await self._desk.privacy(interaction)
