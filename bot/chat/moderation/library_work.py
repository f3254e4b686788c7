"""What becomes of a server's articles, as cards: offered, kept, removed, read again."""

import asyncio
import time
from datetime import UTC, datetime

import discord

from bot.articles.imports.importing import Imported
from bot.chat import phrases
from bot.chat.cards import Card, note
from bot.chat.holdings import OWN
from bot.chat.manners import Cooldowns, Limits
from bot.chat.moderation import library_phrases as said
from bot.chat.moderation.library_cards import (
    done_card,
    list_card,
    preview_card,
    reloaded_card,
    removal_card,
    titled,
)
from bot.chat.moderation.library_catalogue import own_entries, own_entry, shared_entries
from bot.chat.moderation.library_intake import Intake
from bot.chat.moderation.library_pending import WAITING_MINUTES, Offer, Pending
from bot.chat.moderation.library_preview import preview_of
from bot.chat.moderation.permission import Moderator
from bot.chat.phrases import Phrase
from bot.chat.reloading import Reloading
from bot.errors import TooMany
from bot.memory.kept import KeptArticle
from bot.memory.shelves import MAX_ARTICLES, MAX_SOURCE_CHARACTERS
from bot.retrieval.librarian import Librarian

# To read the folder again is work for the host: how often one server may ask for it, and all.
RELOADS = Limits(person_questions=1, channel_questions=6, seconds=60.0)
EVERYBODY = 0


class Shelving:
    """Adds, removes and reloads; each work ends in a card for the moderator who asked for it.

    Without `reloading` there is no folder to read again. BotErrors say what is refused.
    """

    def __init__(
        self,
        reloading: Reloading | None,
        intake: Intake,
        pending: Pending,
        *,
        reloads: Limits,
    ) -> None:
        self._reloading = reloading
        self._intake = intake
        self._pending = pending
        self._cooldowns = Cooldowns(reloads, time.monotonic)

    async def offered(
        self, moderator: Moderator, file: discord.Attachment | None, address: str | None
    ) -> Card:
        """Show a file or a page as the article that it would be."""
        if file is not None and not address:
            found, origin = await self._intake.from_file(file), file.filename
        elif address and file is None:
            found, origin = await self._intake.from_address(address), address.strip()
        else:
            return _note(said.ONE_OF_TWO, moderator)
        return await self._offer(moderator, _kept(OWN + found.name, found, origin))

    async def _offer(self, moderator: Moderator, article: KeptArticle) -> Card:
        """Let an article wait, and show it; what it says already needs no adding."""
        guild_id, memory = moderator.guild_id, moderator.memory
        before = await memory.article(guild_id, article.article_id)
        around = await moderator.servers.librarian(guild_id)
        preview = await asyncio.to_thread(preview_of, article, before, around.corpus)
        if before is not None and before.digest == article.digest:
            return _note(said.UNCHANGED, moderator, title=titled(preview.article.title))
        if before is None and len(await memory.article_notes(guild_id)) >= MAX_ARTICLES:
            raise TooMany("the server has all the articles that it may have")
        offer = Offer(article, before.digest if before else None)
        token = self._pending.keep(guild_id, offer)
        return preview_card(preview, token, moderator.language)

    async def added(self, moderator: Moderator, token: str) -> Card:
        """Keep what waits under that token."""
        offer = self._pending.look(moderator.guild_id, token)
        if offer is None:
            return _note(said.GONE, moderator, minutes=WAITING_MINUTES)
        article = offer.article
        before = await moderator.memory.article(moderator.guild_id, article.article_id)
        if (before.digest if before else None) != offer.before:
            # Another moderator was faster: this is no longer what was asked.
            return await self._offer(moderator, article)
        await moderator.memory.add_article(moderator.guild_id, article)
        self._pending.forget(moderator.guild_id, token)
        librarian = await _changed(moderator)
        own = [p for p in librarian.corpus.passages if p.article.id == article.article_id]
        told = said.ADDED.to(moderator.language).format(
            title=titled(own[0].article.title if own else article.article_id),
            passages=phrases.passages(len(own), moderator.language),
        )
        return done_card(told, librarian.orphans, moderator.language)

    async def removed(self, moderator: Moderator, key: str) -> Card:
        """Remove an article; it waits for a while, to be put back."""
        guild_id, memory = moderator.guild_id, moderator.memory
        entry = await own_entry(moderator, key)
        article = await memory.article(guild_id, entry.article_id) if entry else None
        if entry is None or article is None:
            return _note(said.NO_SUCH_ARTICLE, moderator)
        await memory.remove_article(guild_id, entry.article_id)
        token = self._pending.keep(guild_id, Offer(article, None))
        librarian = await _changed(moderator)
        told = said.REMOVED.to(moderator.language).format(
            title=titled(entry.title), minutes=WAITING_MINUTES
        )
        return done_card(told, librarian.orphans, moderator.language, restored_by=token)

    async def cancelled(self, moderator: Moderator, token: str) -> Card:
        """Let go of what waits."""
        self._pending.forget(moderator.guild_id, token)
        return _note(said.CANCELLED, moderator)

    async def reloaded(self, moderator: Moderator) -> Card:
        """Read the shared articles again, and name those that can be fetched anew."""
        wait = self._cooldowns.wait_for(moderator.guild_id, EVERYBODY)
        if wait is not None:
            return _note(said.WAIT, moderator, seconds=wait.seconds)
        lines = await self._reread(moderator)
        librarian = await _changed(moderator)
        corpus = librarian.corpus
        served = said.SERVED_NOW.to(moderator.language).format(
            articles=len(corpus.articles), passages=len(corpus.passages)
        )
        fetched = [each for each in await own_entries(moderator) if each.is_from_the_web]
        return reloaded_card(
            [*lines, served],
            fetched if self._intake.fetches else [],
            librarian.orphans,
            moderator.language,
        )

    async def _reread(self, moderator: Moderator) -> list[str]:
        """Read the folder, and say what came of it."""
        if self._reloading is None:
            return []
        again = await self._reloading.again()
        phrase = said.RELOADED if again.is_new else said.NOT_CHANGED
        lines = [phrase.to(moderator.language)]
        if again.corpus.skipped:
            skipped = said.SKIPPED.to(moderator.language).format(count=len(again.corpus.skipped))
            lines.append(skipped)
        return lines

    async def fetched_again(self, moderator: Moderator, key: str) -> Card:
        """Fetch an article from where it came from, and offer it in its own place."""
        entry = await own_entry(moderator, key)
        if entry is None or not entry.is_from_the_web:
            return _note(said.NO_SUCH_ARTICLE, moderator)
        found = await self._intake.from_address(entry.origin)
        return await self._offer(moderator, _kept(entry.article_id, found, entry.origin))


async def listed(moderator: Moderator, page: int) -> Card:
    """Show a page of what the server reads."""
    entries = [*await own_entries(moderator), *await shared_entries(moderator)]
    return list_card(entries, page, moderator.language)


async def removal(moderator: Moderator, title: str) -> Card:
    """Ask whether an article is to be removed, of that title, or of a key that was chosen."""
    entry = await own_entry(moderator, title)
    if entry is None:
        return _note(said.NO_SUCH_ARTICLE, moderator)
    lessons = await moderator.memory.lessons(moderator.guild_id)
    about_it = sum(lesson.article_id == entry.article_id for lesson in lessons)
    return removal_card(entry, about_it, moderator.language)


async def _changed(moderator: Moderator) -> Librarian:
    """Return the server's librarian as it is after a change."""
    moderator.servers.holdings.changed(moderator.guild_id)
    return await moderator.servers.librarian(moderator.guild_id)


def _kept(article_id: str, found: Imported, origin: str) -> KeptArticle:
    today = datetime.now(UTC).date()
    source = origin[:MAX_SOURCE_CHARACTERS]
    return KeptArticle.of(article_id, found.markdown, source=source, added_on=today)


def _note(phrase: Phrase, moderator: Moderator, **fields: object) -> Card:
    return note(phrase.to(moderator.language).format(**fields))
