"""How an interaction asks: for whom its answer is, and whether it comes too early."""

from typing import Any

import discord

from bot.chat import notes
from bot.chat.answer_buttons import Audience
from bot.chat.answering import Answering
from bot.chat.manners import Wait, Whose
from bot.chat.phrases import Phrase
from bot.chat.questions import Question
from bot.chat.replies import reader_language, say, send_in_time
from bot.chat.servers import place_of
from bot.operations.metrics import Way


class Asking:
    """Answers the questions of commands, menus and modals."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: Question,
        audience: Audience,
        way: Way,
    ) -> None:
        """Answer a question; whoever asks too many is told in private to wait."""
        if not await self._is_told_to_wait(interaction):
            reader = await self._answering.servers.reader(interaction)
            work = self._answering.answered(question, reader, audience, way)
            await send_in_time(interaction, work, private=audience.is_private)

    async def audience_of(
        self,
        interaction: discord.Interaction[Any],
        *,
        is_private: bool = False,
        target_id: int = 0,
    ) -> Audience:
        """Return for whom an answer is: in private where that is wished, or all that is allowed."""
        asker_id = interaction.user.id
        reason = _hidden_because(interaction)
        servers = self._answering.servers
        if reason is None and await servers.is_silent(place_of(interaction)):
            reason = notes.SILENT_HERE
        if reason is not None:
            remark = "" if is_private else reason.to(reader_language(interaction))
            return Audience(asker_id, is_private=True, remark=remark)
        return Audience(
            asker_id, is_private=is_private, may_be_published=is_private, target_id=target_id
        )

    async def is_too_early(self, interaction: discord.Interaction[Any], audience: Audience) -> bool:
        """Count what everybody is about to see; return True to whoever was told to wait."""
        return not audience.is_private and await self._is_told_to_wait(interaction)

    async def _is_told_to_wait(self, interaction: discord.Interaction[Any]) -> bool:
        cooldowns = await self._answering.servers.cooldowns(interaction.guild_id)
        wait = cooldowns.wait_for(interaction.user.id, interaction.channel_id or 0)
        if wait is not None:
            phrase = waiting(wait, interaction.guild_id)
            channel = f"<#{interaction.channel_id}>"
            await say(interaction, phrase, seconds=wait.seconds, channel=channel)
        return wait is not None


def is_external(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a server shows what an app of a member's own says to that member alone."""
    is_guest = interaction.guild_id is not None and not interaction.is_guild_integration()
    return is_guest and not interaction.permissions.use_external_apps


def may_write(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the person may write there: the bot says nothing for those who may not."""
    if interaction.guild_id is None:
        return True
    allowed = interaction.permissions
    is_thread = isinstance(interaction.channel, discord.Thread)
    return allowed.send_messages_in_threads if is_thread else allowed.send_messages


def _hidden_because(interaction: discord.Interaction[Any]) -> Phrase | None:
    """Return why an answer there can only be private, None where it may be public."""
    if is_external(interaction):
        return notes.EXTERNAL
    return None if may_write(interaction) else notes.READER_ONLY


def waiting(wait: Wait, guild_id: int | None) -> Phrase:
    """Say whose questions are too many, and when to ask again.

    Only a server's channels have a name that can be told.
    """
    is_channel = wait.whose is Whose.CHANNEL and guild_id is not None
    return notes.WAIT_CHANNEL if is_channel else notes.WAIT_PERSON
