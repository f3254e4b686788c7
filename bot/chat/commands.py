"""The commands that ask, named in the reader's language."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import labels
from bot.chat.lengths import QUESTION_CHARACTERS
from bot.chat.reading_room import Choices
from bot.chat.translation import said

if TYPE_CHECKING:
    # The desk knows all buttons, and some of them stand beside commands that are named as these.
    from bot.chat.desk import Desk


class QuestionCommands(commands.Cog):
    """/ask and /search, /demander and /chercher in French; « Chercher la réponse » on messages."""

    def __init__(self, bot: commands.AutoShardedBot, desk: "Desk") -> None:
        self._bot = bot
        self._desk = desk
        self._menu = app_commands.ContextMenu(name=said(labels.FIND), callback=self.find)

    async def cog_load(self) -> None:
        """Add the menu of messages, which discord.py does not find by itself."""
        self._bot.tree.add_command(self._menu)

    async def find(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Answer what a message asks, in private."""
        bot_id = self._bot.user.id if self._bot.user else 0
        await self._desk.find(interaction, message, bot_id)

    @app_commands.command(name=said(labels.ASK), description=said(labels.ASK_DESCRIPTION))
    @app_commands.rename(question=said(labels.QUESTION), private=said(labels.PRIVATE))
    @app_commands.describe(
        question=said(labels.QUESTION_DESCRIPTION), private=said(labels.PRIVATE_DESCRIPTION)
    )
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, QUESTION_CHARACTERS],
        private: bool = False,
    ) -> None:
        """Answer a question."""
        await self._desk.ask(interaction, question, is_private=private)

    @app_commands.command(name=said(labels.SEARCH), description=said(labels.SEARCH_DESCRIPTION))
    @app_commands.rename(words=said(labels.WORDS))
    @app_commands.describe(words=said(labels.WORDS_DESCRIPTION))
    async def search(
        self,
        interaction: discord.Interaction[Any],
        words: app_commands.Range[str, 1, QUESTION_CHARACTERS],
    ) -> None:
        """List the passages that hold some words, or show the one that was chosen."""
        await self._desk.search(interaction, words)

    @search.autocomplete("words")
    async def complete(
        self,
        interaction: discord.Interaction[Any],
        typed: str,
    ) -> Choices:
        """Complete from real passages and sections."""
        return await self._desk.complete(interaction, typed)
