"""/library, /bibliothèque in French: the articles of a server."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.lengths import CHOICE_CHARACTERS
from bot.chat.moderation import library_phrases as phrases
from bot.chat.moderation.library_desk import completions
from bot.chat.moderation.permission import for_moderators, may_manage, moderated
from bot.chat.reading_room import Choices
from bot.chat.translation import said

MAX_ADDRESS_CHARACTERS = 2_000


@for_moderators
class LibraryCommands(
    commands.GroupCog,
    group_name=said(phrases.LIBRARY),
    group_description=said(phrases.LIBRARY_DESCRIPTION),
):
    """Lists, adds, removes and reloads the articles of a server."""

    @app_commands.command(name=said(phrases.LIST), description=said(phrases.LIST_DESCRIPTION))
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """List what is read here."""
        await moderated(interaction, partial(interaction.client.library.list, interaction))

    @app_commands.command(name=said(phrases.ADD), description=said(phrases.ADD_DESCRIPTION))
    @app_commands.rename(file=said(phrases.FILE), address=said(phrases.ADDRESS))
    @app_commands.describe(
        file=said(phrases.FILE_DESCRIPTION), address=said(phrases.ADDRESS_DESCRIPTION)
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment | None = None,
        address: app_commands.Range[str, 1, MAX_ADDRESS_CHARACTERS] | None = None,
    ) -> None:
        """Show what an article would be, and ask whether to add it."""
        work = partial(interaction.client.library.add, interaction, file, address)
        await moderated(interaction, work)

    @app_commands.command(name=said(phrases.REMOVE), description=said(phrases.REMOVE_DESCRIPTION))
    @app_commands.rename(title=said(phrases.TITLE))
    @app_commands.describe(title=said(phrases.TITLE_DESCRIPTION))
    async def remove(
        self,
        interaction: discord.Interaction[Any],
        title: app_commands.Range[str, 1, CHOICE_CHARACTERS],
    ) -> None:
        """Ask whether an article is to be removed."""
        work = partial(interaction.client.library.remove, interaction, title)
        await moderated(interaction, work)

    @remove.autocomplete("title")
    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Complete from the titles of the server's own articles."""
        choices: Choices = []
        if may_manage(interaction):
            await moderated(interaction, partial(completions, typed, choices))
        return choices

    @app_commands.command(name=said(phrases.RELOAD), description=said(phrases.RELOAD_DESCRIPTION))
    async def reload(self, interaction: discord.Interaction[Any]) -> None:
        """Read the articles again."""
        await moderated(interaction, partial(interaction.client.library.reload, interaction))
