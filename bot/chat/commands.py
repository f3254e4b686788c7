"""The slash commands, named in the reader's language."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, Translator, locale_str
from discord.ext import commands

from bot.chat import phrases
from bot.chat.desk import Choices, Desk
from bot.chat.lengths import QUESTION_CHARACTERS
from bot.chat.phrases import Language, Phrase


def said(phrase: Phrase) -> locale_str:
    """Return a phrase for Discord: in English where it is not translated."""
    return locale_str(phrase.en, phrase=phrase)


class PhraseTranslator(Translator):
    """Gives Discord the French of our phrases; English is what every other language gets."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,  # noqa: ARG002 - the same everywhere
    ) -> str | None:
        """Return the French phrase for French clients, None for the others."""
        phrase = string.extras.get("phrase")
        if isinstance(phrase, Phrase) and locale is discord.Locale.french:
            return phrase.to(Language.FR)
        return None


class QuestionCommands(commands.Cog):
    """/ask and /search: /demander and /chercher in French clients."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @app_commands.command(name=said(phrases.ASK), description=said(phrases.ASK_DESCRIPTION))
    @app_commands.rename(question=said(phrases.QUESTION))
    @app_commands.describe(question=said(phrases.QUESTION_DESCRIPTION))
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, QUESTION_CHARACTERS],
    ) -> None:
        """Answer a question."""
        await self._desk.ask(interaction, question)

    @app_commands.command(name=said(phrases.SEARCH), description=said(phrases.SEARCH_DESCRIPTION))
    @app_commands.rename(words=said(phrases.WORDS))
    @app_commands.describe(words=said(phrases.WORDS_DESCRIPTION))
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
        interaction: discord.Interaction[Any],  # noqa: ARG002 - passages have one language
        typed: str,
    ) -> Choices:
        """Complete from real passages and sections."""
        return await self._desk.complete(typed)
