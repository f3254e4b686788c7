"""The desk where questions come in from Discord, and go out as cards."""

import asyncio
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.chat import notes, phrases, screens
from bot.chat.answering import Answering
from bot.chat.asking import Asking
from bot.chat.cards import Card, help_card
from bot.chat.erasing import EraseButton, Erasing
from bot.chat.keeping import Keeping
from bot.chat.lengths import CHOICE_CHARACTERS, length, shorten
from bot.chat.markdown import one_line
from bot.chat.messages import Messages
from bot.chat.moderation.settings_room import SettingsRoom
from bot.chat.passage_cards import passage_card
from bot.chat.presses import Presses
from bot.chat.questions import Question, without_mention
from bot.chat.reading_room import Choices, ReadingRoom
from bot.chat.replies import (
    completed_in_time,
    guarded,
    nobody_to_tell,
    ready_in_time,
    say,
    send_in_time,
    show,
    show_privately,
)
from bot.chat.servers import Servers
from bot.chat.tally import SHOWN, Tally
from bot.chat.underway import Underway
from bot.chat.votes import Votes
from bot.operations.metrics import Metrics, Way
from bot.retrieval.completion import Completion


class Desk:
    """Takes what people ask in Discord to the librarian, and brings the cards back."""

    def __init__(
        self,
        servers: Servers,
        metrics: Metrics,
        underway: Underway,
    ) -> None:
        self._servers = servers
        self._tally = Tally(metrics)
        keeping = Keeping(servers.memory, underway)
        self._answering = Answering(servers, self._tally, keeping)
        self._asking = Asking(self._answering)
        self.messages = Messages(self._answering)
        self.votes = Votes()
        self._erasing = Erasing(servers, self.messages, self.votes)
        self._underway = underway
        self.settings = SettingsRoom()
        self.presses = Presses(self._answering, self._asking, self.votes, self._tally, underway)
        self.reading_room = ReadingRoom(servers, self._asking, self._tally, underway)

    async def ask(
        self, interaction: discord.Interaction[Any], text: str, *, is_private: bool
    ) -> None:
        """Answer /ask, for everybody to see or in private."""
        question = Question.of(text)
        if question.text:
            audience = await self._asking.audience_of(interaction, is_private=is_private)
            way = Way.ASK_PRIVATELY if is_private else Way.ASK
            await self._asking.ask(interaction, question, audience, way)
        else:
            await self.help(interaction)

    async def find(
        self, interaction: discord.Interaction[Any], message: discord.Message, bot_id: int
    ) -> None:
        """Answer what somebody's message asks, in private; the answer may be posted below it."""
        question = Question.of(without_mention(message.content, bot_id))
        if question.text:
            audience = await self._asking.audience_of(
                interaction, is_private=True, target_id=message.id
            )
            await self._asking.ask(interaction, question, audience, Way.CONTEXT_MENU)
        else:
            await say(interaction, notes.NO_TEXT)

    async def search(self, interaction: discord.Interaction[Any], words: str) -> None:
        """Answer /search: a passage chosen while typing for everybody, a list for the searcher.

        A list is turned page by page; in public, that would disturb the others.
        """
        reader, question = await self._servers.reader(interaction), Question.of(words)
        found = self._servers.librarian(reader.guild_id)
        librarian = await ready_in_time(interaction, found, private=True)
        chosen = librarian.passage(words)
        if chosen is not None:
            audience = await self._asking.audience_of(interaction)
            if await self._asking.is_too_early(interaction, audience):
                return
            with self._tally.timed(Way.SEARCH) as outcome:
                card = passage_card(chosen, reader.language, audience)
                outcome.status = SHOWN
            await show(interaction, card, private=audience.is_private)
        elif question.text:
            work = self._answering.searched(question, reader)
            await send_in_time(interaction, work, private=True)
        else:
            await self.help(interaction)

    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Return the choices for what was typed so far; none when that fails or takes too long."""
        choices: Choices = []
        await guarded(self._complete(interaction.guild_id, typed, choices), nobody_to_tell)
        return choices

    async def summary(self, interaction: discord.Interaction[Any]) -> None:
        """Answer /summary, for everybody to see."""
        audience = await self._asking.audience_of(interaction)
        if await self._asking.is_too_early(interaction, audience):
            return
        reader = await self._servers.reader(interaction)
        work = self._answering.summed_up(reader, audience)
        await send_in_time(interaction, work, private=audience.is_private)

    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Say in private all that the bot does."""
        reader = await self._servers.reader(interaction)
        found = self._servers.librarian(reader.guild_id)
        librarian = await ready_in_time(interaction, found, private=True)
        await show(interaction, help_card(librarian.corpus, reader.language), private=True)

    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        """Say in private what the bot reads and keeps."""
        reader = await self._servers.reader(interaction)
        here = await self._kept_here(reader.guild_id, is_alone=interaction.client.held.is_whole)
        said = ui.TextDisplay[Any](screens.privacy(here, reader.language))
        button = ui.ActionRow[Any](EraseButton(reader.language))
        await show_privately(interaction, Card([said, button]))

    async def erase(self, interaction: discord.Interaction[Any]) -> None:
        """Erase what is kept of whoever asks for it."""
        self._underway.join()
        interaction.client.missed.forget(interaction.user.id)
        work = self._erasing.erase(interaction)
        await guarded(work, partial(say, interaction, phrases.FAILURE))

    def people(self) -> set[int]:
        """Return of whom this process knows anything, by number."""
        return self._erasing.people()

    def forget(self, person_id: int) -> None:
        """Forget somebody who had what concerns them erased in another process."""
        self._erasing.forget(person_id)

    async def _kept_here(self, guild_id: int | None, *, is_alone: bool) -> screens.KeptHere:
        memory = self._servers.memory
        channels = sorted(await self._servers.automatic_channel_ids(guild_id))
        if memory is None or guild_id is None:
            return screens.KeptHere(channels, keeps_direct=guild_id is None and not is_alone)
        decided = await self._servers.settings(guild_id)
        return screens.KeptHere(
            channels,
            has_memory=True,
            question_days=decided.retention_days if decided.keeps_questions else 0,
            lessons=len(await memory.lessons(guild_id)),
            articles=len(await memory.article_digests(guild_id)),
        )

    async def _completions(self, guild_id: int | None, typed: str) -> list[Completion]:
        librarian = await self._servers.librarian(guild_id)
        return await asyncio.to_thread(librarian.completions, typed)

    async def _complete(self, guild_id: int | None, typed: str, choices: Choices) -> None:
        for completion in await completed_in_time(self._completions(guild_id, typed)) or ():
            name = shorten(one_line(completion.label), CHOICE_CHARACTERS)
            # A value is never cut: it would no longer be the id of a passage.
            if name and length(completion.passage_id) <= CHOICE_CHARACTERS:
                choices.append(app_commands.Choice(name=name, value=completion.passage_id))
