"""The reading room: articles, leafed through section by section and passage by passage."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.articles.article import Article, Passage
from bot.chat import notes, phrases
from bot.chat.asking import audience_of
from bot.chat.cards import Card
from bot.chat.contents import article_of, key_of, passages_of, sections_of
from bot.chat.passage_cards import choice_card, contents_card, passage_card, reading_card
from bot.chat.phrases import Language
from bot.chat.reading_buttons import Leaf, menu_label
from bot.chat.replies import guarded, nobody_to_tell, reader_language, say, show_privately
from bot.retrieval.librarian import Librarian

Choices = list[app_commands.Choice[str]]


class ReadingRoom:
    """Shows articles to one reader at a time; leafing in public would disturb the others."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian

    async def article(self, interaction: discord.Interaction[Any], title: str | None) -> None:
        """Answer /article: the contents of the only one, or of the one that was chosen."""
        language = reader_language(interaction)
        article = self._article(title)
        if article is not None:
            await show_privately(interaction, self._contents(article, 0, language))
        elif title is None:
            await show_privately(interaction, choice_card(self._librarian.corpus, language))
        else:
            await say(interaction, notes.NO_SUCH_ARTICLE)

    async def passage(
        self, interaction: discord.Interaction[Any], number: int, title: str | None
    ) -> None:
        """Answer /passage: one paragraph, quoted for everybody."""
        article = self._article(title)
        if article is None:
            await say(interaction, notes.NO_SUCH_ARTICLE)
            return
        passage = self._passage(article, number)
        if passage is None:
            count = len(passages_of(self._librarian.corpus, article))
            await say(interaction, notes.NO_SUCH_PASSAGE, number=number, count=count)
            return
        audience = audience_of(interaction)
        card = passage_card(passage, reader_language(interaction), audience)
        await interaction.response.send_message(view=card, ephemeral=audience.is_private)

    async def complete(self, typed: str) -> Choices:
        """Return the articles by the beginnings of their titles' words."""
        choices: Choices = []
        await guarded(self._complete(typed, choices), nobody_to_tell)
        return choices

    async def turned(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        """Turn the card to a passage, or to a page of the contents."""
        await guarded(self._turn(press, leaf, key, number), partial(say, press, phrases.FAILURE))

    async def _turn(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        language = reader_language(press)
        article = article_of(self._librarian.corpus, key)
        passage = self._passage(article, number) if article else None
        if article is not None and leaf is Leaf.CONTENTS:
            await press.response.edit_message(view=self._contents(article, number, language))
        elif article is not None and passage is not None:
            count = len(passages_of(self._librarian.corpus, article))
            await press.response.edit_message(view=reading_card(passage, count, language))
        else:
            await say(press, phrases.STALE)

    async def _complete(self, typed: str, choices: Choices) -> None:
        for article in self._librarian.titles(typed):
            choice = app_commands.Choice(name=menu_label(article.title), value=key_of(article))
            choices.append(choice)

    def _article(self, title: str | None) -> Article | None:
        """Return the article of a key, or else of a title; without either, the only one."""
        articles = self._librarian.corpus.articles
        if title is None:
            return articles[0] if len(articles) == 1 else None
        chosen = article_of(self._librarian.corpus, title)
        return chosen or next(iter(self._librarian.titles(title, limit=1)), None)

    def _passage(self, article: Article, number: int) -> Passage | None:
        return self._librarian.passage(f"{article.id}#{number}")

    def _contents(self, article: Article, page: int, language: Language) -> Card:
        sections = sections_of(self._librarian.corpus, article)
        return contents_card(article, sections, page, language)
