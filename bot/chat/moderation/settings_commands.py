"""/settings, /réglages in French."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.moderation import settings_phrases
from bot.chat.moderation.permission import for_moderators
from bot.chat.translation import said


class SettingsCommands(commands.Cog):
    """The one command of what a server decides."""

    @app_commands.command(
        name=said(settings_phrases.SETTINGS),
        description=said(settings_phrases.SETTINGS_DESCRIPTION),
    )
    @for_moderators
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        """Show what this server decided, and let it be changed."""
        await interaction.client.desk.settings.opened(interaction)
