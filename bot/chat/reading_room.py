"""The reading room: articles, leafed through section by section and passage by passage."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.articles.article import Article, Passage
from bot.chat import notes, phrases
from bot.chat.asking import Asking, audience_of
from bot.chat.cards import Card
from bot.chat.contents import article_of, key_of, passages_of, sections_of
from bot.chat.passage_cards import choice_card, contents_card, passage_card, reading_card
from bot.chat.phrases import Language
from bot.chat.reading_buttons import Leaf, menu_label
from bot.chat.replies import (
    completed_in_time,
    guarded,
    nobody_to_tell,
    reader_language,
    say,
    show_privately,
)
from bot.chat.tally import NOT_FOUND, SHOWN, Tally
from bot.chat.underway import Underway
from bot.operations.metrics import Way
from bot.retrieval.librarian import Librarian

Choices = list[app_commands.Choice[str]]


class ReadingRoom:
    """Shows articles to one reader at a time; leafing in public would disturb the others."""

    def __init__(
        self, librarian: Librarian, asking: Asking, tally: Tally, underway: Underway
    ) -> None:
        self._librarian = librarian
        self._asking = asking
        self._tally = tally
        self._underway = underway

    async def article(self, interaction: discord.Interaction[Any], title: str | None) -> None:
        """Answer /article: the contents of the only one, or of the one that was chosen."""
        with self._tally.timed(Way.ARTICLE) as outcome:
            card = self._opened(title, reader_language(interaction))
            outcome.status = SHOWN if card else NOT_FOUND
        if card:
            await show_privately(interaction, card)
        else:
            await say(interaction, notes.NO_SUCH_ARTICLE)

    async def passage(
        self, interaction: discord.Interaction[Any], number: int, title: str | None
    ) -> None:
        """Answer /passage: one paragraph, quoted for everybody."""
        audience = audience_of(interaction)
        article = self._article(title)
        passage = self._passage(article, number) if article else None
        if passage and await self._asking.is_too_early(interaction, audience):
            return
        with self._tally.timed(Way.PASSAGE) as outcome:
            card = passage and passage_card(passage, reader_language(interaction), audience)
            outcome.status = SHOWN if card else NOT_FOUND
        if card:
            await interaction.response.send_message(view=card, ephemeral=audience.is_private)
        else:
            await self._say_missing(interaction, article, title, number)

    async def complete(self, typed: str) -> Choices:
        """Return the articles by the beginnings of their titles' words."""
        choices: Choices = []
        await guarded(self._complete(typed, choices), nobody_to_tell)
        return choices

    async def turned(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        """Turn the card to a passage, or to a page of the contents."""
        self._underway.join()
        await guarded(self._turn(press, leaf, key, number), partial(say, press, phrases.FAILURE))

    async def _say_missing(
        self,
        interaction: discord.Interaction[Any],
        article: Article | None,
        title: str | None,
        number: int,
    ) -> None:
        """Say why there is no such passage: of which article is not known, or it is not there."""
        corpus = self._librarian.corpus
        if article is not None:
            count = len(passages_of(corpus, article))
            await say(interaction, notes.NO_SUCH_PASSAGE, number=number, count=count)
        elif title is None and corpus.articles:
            await say(interaction, notes.WHICH_TITLE, count=len(corpus.articles))
        else:
            await say(interaction, notes.NO_SUCH_ARTICLE)

    async def _turn(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        with self._tally.timed(Way.BUTTON) as outcome:
            card = self._leaf(leaf, key, number, reader_language(press))
            outcome.status = SHOWN if card else NOT_FOUND
        if card:
            await press.response.edit_message(view=card)
        else:
            await say(press, phrases.STALE)

    def _leaf(self, leaf: Leaf, key: str, number: int, language: Language) -> Card | None:
        article = article_of(self._librarian.corpus, key)
        if article is None:
            return None
        if leaf is Leaf.CONTENTS:
            return self._contents(article, number, language)
        passage = self._passage(article, number)
        count = len(passages_of(self._librarian.corpus, article))
        return reading_card(passage, count, language) if passage else None

    async def _complete(self, typed: str, choices: Choices) -> None:
        for article in await completed_in_time(partial(self._librarian.titles, typed)):
            choice = app_commands.Choice(name=menu_label(article.title), value=key_of(article))
            choices.append(choice)

    def _opened(self, title: str | None, language: Language) -> Card | None:
        """Return the contents of an article; without a title, the choice among several."""
        article = self._article(title)
        if article is not None:
            return self._contents(article, 0, language)
        return choice_card(self._librarian.corpus, language) if title is None else None

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
