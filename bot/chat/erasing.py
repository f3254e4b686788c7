"""« Effacer ce qui me concerne »: what is kept of one person, erased at their wish."""

import asyncio
import re
from typing import Any, Self

import discord
from discord import ui

from bot.chat import labels, screens
from bot.chat.cards import Card, note
from bot.chat.messages import Messages
from bot.chat.phrases import Language
from bot.chat.replies import reader_language, send_in_time
from bot.chat.servers import Servers
from bot.chat.votes import Votes
from bot.errors import NotKept

ERASE = re.compile(r"privacy:erase")


class EraseButton(ui.DynamicItem[ui.Button[Any]], template=ERASE):
    """Erases what is kept of whoever presses it."""

    def __init__(self, language: Language) -> None:
        label = labels.ERASE_BUTTON.to(language)
        super().__init__(ui.Button(label=label, custom_id="privacy:erase"))

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Read the button back; whom it is about is told by who presses it."""
        return cls(Language.FR)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.erase(interaction)


class Erasing:
    """Erases what is linked to a person: in the memory of all servers, and in this process.

    What counts their last questions, so that they are not too many, is forgotten by itself within
    moments, and not before: else nobody would ever have to wait.
    """

    def __init__(self, servers: Servers, messages: Messages, votes: Votes) -> None:
        self._servers = servers
        self._messages = messages
        self._votes = votes
        # Each looks through all that is kept: one after the other.
        self._turn = asyncio.Lock()

    def people(self) -> set[int]:
        """Return of whom this process knows anything, by number."""
        return self._votes.people() | self._messages.people() | self._servers.people()

    def forget(self, person_id: int) -> int:
        """Forget a person in this process; return how many opinions and messages that were."""
        self._servers.forget(person_id)
        return self._votes.forget(person_id) + self._messages.forget(person_id)

    async def erase(self, interaction: discord.Interaction[Any]) -> None:
        """Erase what is kept of whoever asks for it, and tell them how much that was."""
        is_alone = interaction.client.held.is_whole
        work = self._erased(interaction.user.id, reader_language(interaction), is_alone=is_alone)
        await send_in_time(interaction, work, private=True)

    async def _erased(self, person_id: int, language: Language, *, is_alone: bool) -> Card:
        others = self.forget(person_id)
        try:
            async with self._turn:
                memory = self._servers.memory
                questions = await memory.erase_person(person_id) if memory else 0
                if memory and not is_alone:
                    await memory.processes.tell_erased(person_id)
        except NotKept:
            return note(screens.ERASED_IN_PART.to(language).format(others=others))
        return note(screens.ERASED.to(language).format(questions=questions, others=others))
