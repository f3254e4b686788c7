"""The reading room: articles, leafed through section by section and passage by passage."""

import asyncio
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.articles.article import Article, Corpus, Passage
from bot.chat import notes, phrases
from bot.chat.asking import Asking
from bot.chat.cards import Card, note
from bot.chat.contents import article_of, key_of, passages_of, sections_of
from bot.chat.passage_cards import choice_card, contents_card, passage_card, reading_card
from bot.chat.phrases import Language
from bot.chat.reading_buttons import Leaf, menu_label
from bot.chat.replies import (
    completed_in_time,
    guarded,
    nobody_to_tell,
    ready_in_time,
    say,
    show,
    turn_to,
)
from bot.chat.servers import Servers
from bot.chat.tally import NOT_FOUND, SHOWN, Tally
from bot.chat.underway import Underway
from bot.operations.metrics import Way
from bot.retrieval.librarian import Librarian

Choices = list[app_commands.Choice[str]]


class ReadingRoom:
    """Shows articles to one reader at a time; leafing in public would disturb the others."""

    def __init__(self, servers: Servers, asking: Asking, tally: Tally, underway: Underway) -> None:
        self._servers = servers
        self._asking = asking
        self._tally = tally
        self._underway = underway

    async def article(self, interaction: discord.Interaction[Any], title: str | None) -> None:
        """Answer /article: the contents of the only one, or of the one that was chosen."""
        reader = await self._servers.reader(interaction)
        found = self._servers.librarian(reader.guild_id)
        librarian = await ready_in_time(interaction, found, private=True)
        with self._tally.timed(Way.ARTICLE) as outcome:
            card = _opened(librarian, title, reader.language)
            outcome.status = SHOWN if card else NOT_FOUND
        missing = notes.NO_SUCH_ARTICLE.to(reader.language)
        await show(interaction, card or note(missing), private=True)

    async def passage(
        self, interaction: discord.Interaction[Any], number: int, title: str | None
    ) -> None:
        """Answer /passage: one paragraph, quoted for everybody."""
        audience = await self._asking.audience_of(interaction)
        reader = await self._servers.reader(interaction)
        found = self._servers.librarian(reader.guild_id)
        librarian = await ready_in_time(interaction, found, private=audience.is_private)
        article = _article(librarian, title)
        passage = _passage(librarian, article, number) if article else None
        if passage and await self._asking.is_too_early(interaction, audience):
            return
        with self._tally.timed(Way.PASSAGE) as outcome:
            card = passage and passage_card(passage, reader.language, audience)
            outcome.status = SHOWN if card else NOT_FOUND
        if card:
            await show(interaction, card, private=audience.is_private)
        else:
            await _say_missing(interaction, librarian.corpus, article, title, number)

    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Return the articles by the beginnings of their titles' words."""
        choices: Choices = []
        await guarded(self._complete(interaction.guild_id, typed, choices), nobody_to_tell)
        return choices

    async def turned(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        """Turn the card to a passage, or to a page of the contents."""
        self._underway.join()
        await guarded(self._turn(press, leaf, key, number), partial(say, press, phrases.FAILURE))

    async def _turn(
        self, press: discord.Interaction[Any], leaf: Leaf, key: str, number: int
    ) -> None:
        reader = await self._servers.reader(press)
        found = self._servers.librarian(reader.guild_id)
        librarian = await ready_in_time(press, found, private=True, in_place=True)
        with self._tally.timed(Way.BUTTON) as outcome:
            card = _leaf(librarian, leaf, key, number, reader.language)
            outcome.status = SHOWN if card else NOT_FOUND
        if card:
            await turn_to(press, card)
        else:
            await say(press, phrases.STALE)

    async def _titles(self, guild_id: int | None, typed: str) -> list[Article]:
        librarian = await self._servers.librarian(guild_id)
        return await asyncio.to_thread(librarian.titles, typed)

    async def _complete(self, guild_id: int | None, typed: str, choices: Choices) -> None:
        for article in await completed_in_time(self._titles(guild_id, typed)) or ():
            choice = app_commands.Choice(name=menu_label(article.title), value=key_of(article))
            choices.append(choice)


async def _say_missing(
    interaction: discord.Interaction[Any],
    corpus: Corpus,
    article: Article | None,
    title: str | None,
    number: int,
) -> None:
    """Say why there is no such passage: of which article is not known, or it is not there."""
    if article is not None:
        count = len(passages_of(corpus, article))
        await say(interaction, notes.NO_SUCH_PASSAGE, number=number, count=count)
    elif title is None and corpus.articles:
        await say(interaction, notes.WHICH_TITLE, count=len(corpus.articles))
    else:
        await say(interaction, notes.NO_SUCH_ARTICLE)


def _leaf(
    librarian: Librarian, leaf: Leaf, key: str, number: int, language: Language
) -> Card | None:
    article = article_of(librarian.corpus, key)
    if article is None:
        return None
    if leaf is Leaf.CONTENTS:
        return _contents(librarian, article, number, language)
    passage = _passage(librarian, article, number)
    count = len(passages_of(librarian.corpus, article))
    return reading_card(passage, count, language) if passage else None


def _opened(librarian: Librarian, title: str | None, language: Language) -> Card | None:
    """Return the contents of an article; without a title, the choice among several."""
    article = _article(librarian, title)
    if article is not None:
        return _contents(librarian, article, 0, language)
    return choice_card(librarian.corpus, language) if title is None else None


def _article(librarian: Librarian, title: str | None) -> Article | None:
    """Return the article of a key, or else of a title; without either, the only one."""
    articles = librarian.corpus.articles
    if title is None:
        return articles[0] if len(articles) == 1 else None
    chosen = article_of(librarian.corpus, title)
    return chosen or next(iter(librarian.titles(title, limit=1)), None)


def _passage(librarian: Librarian, article: Article, number: int) -> Passage | None:
    return librarian.passage(f"{article.id}#{number}")


def _contents(librarian: Librarian, article: Article, page: int, language: Language) -> Card:
    sections = sections_of(librarian.corpus, article)
    return contents_card(article, sections, page, language)
