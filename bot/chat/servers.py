"""What each server reads: one librarian for all, which is swapped whole when articles change."""

import time
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.phrases import Language
from bot.chat.replies import place_language, reader_language
from bot.retrieval.librarian import Librarian


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a card is: in which language, and in which server; None in a direct message."""

    language: Language
    guild_id: int | None = None


class Servers:
    """Knows which librarian answers in a server."""

    def __init__(self, librarian: Librarian) -> None:
        self.swap(librarian)

    @property
    def shared(self) -> Librarian:
        """The librarian of the articles that all servers see."""
        return self._shared

    def swap(self, librarian: Librarian) -> None:
        """Let another librarian answer from now on; what was begun goes on with the one before."""
        self._shared = librarian
        self.indexed_at = time.time()

    async def librarian(self, guild_id: int | None) -> Librarian:  # noqa: ARG002
        """Return the librarian of a server, of direct messages for None.

        Whoever answers asks once: the whole of an answer comes from one librarian.
        """
        return self._shared

    def reader(self, interaction: discord.Interaction[Any]) -> Reader:
        """Return who is behind an interaction."""
        return Reader(reader_language(interaction), interaction.guild_id)

    def reader_of(self, message: discord.Message) -> Reader:
        """Return for whom a reply to a message is: all who read there."""
        return Reader(place_language(message), message.guild.id if message.guild else None)
