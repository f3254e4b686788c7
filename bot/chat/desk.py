"""The desk where questions come in from Discord, and go out as cards."""

import asyncio
import re
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.chat import phrases
from bot.chat.buttons import Listing, Ranking
from bot.chat.cards import Card, answer_card, help_card, list_card, passage_card, question_on
from bot.chat.lengths import CHOICE_CHARACTERS, QUESTION_CHARACTERS, length, shorten
from bot.chat.markdown import one_line
from bot.chat.phrases import Language
from bot.chat.replies import (
    edit_in_time,
    guarded,
    place_language,
    reader_language,
    say,
    send_in_time,
)
from bot.retrieval.answer import Match
from bot.retrieval.librarian import Librarian

# How far « Autres passages » and /search go: ten pages.
RANKED_PASSAGES = 50
# Completions cannot be deferred: better none than too late.
COMPLETION_SECONDS = 2.0

Choices = list[app_commands.Choice[str]]


class Desk:
    """Takes what people ask in Discord to the librarian, and brings the cards back.

    The librarian is asked in a thread: while one question is worked on, the bot hears the others.
    """

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian

    async def reply(self, message: discord.Message, text: str) -> None:
        """Reply to a message that asks `text`; to one that asks nothing, with the help."""
        language = place_language(message)
        asked = as_asked(text)
        if asked:
            card = await self._answered(asked, language)
        else:
            card = help_card(self._librarian.corpus, language)
        # A message deleted meanwhile must not keep the answer from coming.
        reference = message.to_reference(fail_if_not_exists=False)
        # The nonce: however often it is sent, a question has one answer.
        await message.channel.send(
            view=card, reference=reference, mention_author=False, nonce=message.id
        )

    async def ask(self, interaction: discord.Interaction[Any], question: str) -> None:
        """Answer /ask, for everybody to see."""
        language, asked = reader_language(interaction), as_asked(question)
        if asked:
            await send_in_time(interaction, self._answered(asked, language), private=False)
        else:
            await self._help(interaction, language)

    async def search(self, interaction: discord.Interaction[Any], words: str) -> None:
        """Answer /search: a passage chosen while typing for everybody, a list for the searcher.

        A list is turned page by page; in public, that would disturb the others.
        """
        language, asked = reader_language(interaction), as_asked(words)
        chosen = self._librarian.passage(words)
        if chosen is not None:
            await interaction.response.send_message(view=passage_card(chosen, language))
        elif asked:
            listing = Listing(Ranking.SEARCH, 0, 0)
            await send_in_time(interaction, self._listed(asked, listing, language), private=True)
        else:
            await self._help(interaction, language)

    async def complete(self, typed: str) -> Choices:
        """Return the choices for what was typed so far; none when that fails or takes too long."""
        choices: Choices = []
        await guarded(self._complete(typed, choices), _nobody_to_tell)
        return choices

    async def pressed(
        self, press: discord.Interaction[Any], listing: Listing, *, on_new_message: bool
    ) -> None:
        """Show a page of the ranking for the question on the card, where the press asked for it."""
        await guarded(
            self._turn(press, listing, on_new_message=on_new_message),
            partial(say, press, phrases.FAILURE),
        )

    async def _turn(
        self, press: discord.Interaction[Any], listing: Listing, *, on_new_message: bool
    ) -> None:
        # Discord shows our buttons on our own cards alone; a press on another message is forged.
        is_ours = press.message is not None and press.message.author == press.client.user
        asked = question_on(press.message) if press.message and is_ours else None
        if not asked:
            await say(press, phrases.STALE)
            return
        card = self._listed(asked, listing, reader_language(press))
        if on_new_message:
            await send_in_time(press, card, private=True)
        else:
            await edit_in_time(press, card)

    async def _answered(self, asked: str, language: Language) -> Card:
        answer = await asyncio.to_thread(self._librarian.answer, asked)
        return answer_card(answer, self._librarian.corpus, language)

    async def _listed(self, asked: str, listing: Listing, language: Language) -> Card:
        matches = await asyncio.to_thread(self._ranked, asked, listing.ranking)
        return list_card(asked, matches, listing, self._librarian.corpus, language)

    def _ranked(self, asked: str, ranking: Ranking) -> list[Match]:
        if ranking is Ranking.SEARCH:
            return self._librarian.search(asked, limit=RANKED_PASSAGES)
        return list(self._librarian.answer(asked, limit=RANKED_PASSAGES).matches)

    async def _complete(self, typed: str, choices: Choices) -> None:
        async with asyncio.timeout(COMPLETION_SECONDS):
            found = await asyncio.to_thread(self._librarian.completions, typed)
        for completion in found:
            name = shorten(one_line(completion.label), CHOICE_CHARACTERS)
            # A value is never cut: it would no longer be the id of a passage.
            if name and length(completion.passage_id) <= CHOICE_CHARACTERS:
                choices.append(app_commands.Choice(name=name, value=completion.passage_id))

    async def _help(self, interaction: discord.Interaction[Any], language: Language) -> None:
        card = help_card(self._librarian.corpus, language)
        await interaction.response.send_message(view=card, ephemeral=True)


def as_asked(text: str) -> str:
    """Return a question as it is asked and shown: on one line, at most 500 characters long."""
    return shorten(one_line(text), QUESTION_CHARACTERS)


def without_mention(text: str, user_id: int) -> str:
    """Return a message's text without the mention of that user, wherever it stands."""
    return re.sub(rf"<@!?{user_id}>", " ", text)


async def _nobody_to_tell() -> None:
    """Do nothing: a list of choices has no room for a word of regret."""
