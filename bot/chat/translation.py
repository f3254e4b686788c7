"""Names and descriptions of commands, in the reader's language."""

import discord
from discord.app_commands import TranslationContextTypes, Translator, locale_str

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
