"""Who may use the moderators' side: asked again at every press, for a card outlives a permission.

A command of this room is a Cog's, marked `@for_moderators`, and hands its work to `moderated`; so
does every button, menu and modal. The server is always the interaction's, never one of an id.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.chat import phrases
from bot.chat.moderation import permission_phrases
from bot.chat.phrases import Language, Phrase
from bot.chat.replies import guarded, reader_language, say
from bot.chat.servers import Servers
from bot.errors import NotKept
from bot.memory.memory import Memory

Marked = TypeVar("Marked")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may manage the server that an interaction came from.

    The language is their own, whatever language the server's answers are in.
    """

    guild_id: int
    language: Language
    servers: Servers
    memory: Memory


def for_moderators(command: Marked) -> Marked:
    """Mark a command as one of « Gérer le serveur », in servers that the bot is a member of."""
    installed = app_commands.allowed_installs(guilds=True, users=False)
    managing = app_commands.default_permissions(manage_guild=True)
    # `guild_only` would leave direct messages to what the bot allows by default.
    there = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    return managing(there(installed(command)))


def may_manage(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether somebody manages the server of an interaction, and there is a memory for it."""
    return _refused_because(interaction) is None


async def refuse(interaction: discord.Interaction[Any]) -> None:
    """Say in private why somebody may not, or cannot, do that."""
    await say(interaction, _refused_because(interaction) or permission_phrases.NOT_A_MANAGER)


async def moderated(
    interaction: discord.Interaction[Any], work: Callable[[Moderator], Awaitable[None]]
) -> None:
    """Let who may do the work, and tell everybody else why not.

    What the memory could not keep, and what nobody foresaw, is said in private.
    """
    interaction.client.underway.join()
    await guarded(_moderated(interaction, work), partial(say, interaction, phrases.FAILURE))


async def _moderated(
    interaction: discord.Interaction[Any], work: Callable[[Moderator], Awaitable[None]]
) -> None:
    servers: Servers = interaction.client.servers
    guild_id, memory = interaction.guild_id, servers.memory
    if guild_id is None or memory is None or not may_manage(interaction):
        await refuse(interaction)
        return
    try:
        await work(Moderator(guild_id, reader_language(interaction), servers, memory))
    except NotKept as error:
        # The memory told the log already.
        _log.debug("A moderator's change was not kept: %s", error)
        await say(interaction, permission_phrases.NOT_KEPT)


def _refused_because(interaction: discord.Interaction[Any]) -> Phrase | None:
    # A user's own app is used in servers that the bot is no member of: nothing is kept of them.
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return permission_phrases.NOT_HERE
    allowed = interaction.permissions
    if not (allowed.manage_guild or allowed.administrator):
        return permission_phrases.NOT_A_MANAGER
    if interaction.client.servers.memory is None:
        return permission_phrases.NO_MEMORY
    return None
