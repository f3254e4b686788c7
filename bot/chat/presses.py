"""What people press below an answer, and what comes of it."""

import contextlib
import re
from collections.abc import Awaitable
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.chat import labels, notes, phrases
from bot.chat.answer_buttons import ACT, Act, ActButton
from bot.chat.answering import Answering
from bot.chat.asking import Asking
from bot.chat.buttons import MORE, PAGE, Listing, MoreButton, PageButton
from bot.chat.cards import Card, note
from bot.chat.contents import neighbours
from bot.chat.erasing import ERASE, EraseButton
from bot.chat.modals import FIELD, one_field_modal
from bot.chat.moderation import registry
from bot.chat.moderation.permission import may_manage
from bot.chat.moderation.teaching_cards import offer_card
from bot.chat.passage_cards import context_card
from bot.chat.phrases import Language
from bot.chat.publishing import Publishing
from bot.chat.questions import Question, question_behind
from bot.chat.reading_buttons import ARTICLES, SECTIONS, TURN, ArticleMenu, SectionMenu, TurnButton
from bot.chat.refusals import is_closed
from bot.chat.replies import (
    edit_in_time,
    guarded,
    reader_language,
    say,
    send_in_time,
    show_privately,
)
from bot.chat.servers import Reader
from bot.chat.submissions import typed_in
from bot.chat.tally import CHANGED, SHOWN, Tally
from bot.chat.underway import Underway
from bot.chat.votes import Votes
from bot.operations.metrics import Way

ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    MoreButton,
    PageButton,
    ActButton,
    TurnButton,
    SectionMenu,
    ArticleMenu,
    EraseButton,
    *registry.ITEMS,
)
TEMPLATES: tuple[re.Pattern[str], ...] = (
    *(MORE, PAGE, ACT, TURN, SECTIONS, ARTICLES, ERASE),
    *registry.TEMPLATES,
)
PRECISE_MODAL = "precise"


def is_known(custom_id: str) -> bool:
    """Tell whether a button or a menu of that id is still one of ours."""
    return any(template.fullmatch(custom_id) for template in TEMPLATES)


class Presses:
    """Answers presses; what each needs is in its id and on its card."""

    def __init__(
        self,
        answering: Answering,
        asking: Asking,
        votes: Votes,
        tally: Tally,
        underway: Underway,
    ) -> None:
        self._answering = answering
        self._asking = asking
        self._tally = tally
        self._underway = underway
        self._votes = votes
        self._publishing = Publishing(answering)

    async def listed(
        self, press: discord.Interaction[Any], listing: Listing, *, on_new_message: bool
    ) -> None:
        """Show a page of the ranking for the question on the card, where the press asked for it."""
        await self._guarded(press, self._list(press, listing, on_new_message=on_new_message))

    async def acted(self, press: discord.Interaction[Any], act: Act, about: str) -> None:
        """Do what a button below an answer says."""
        await self._guarded(press, self._act(press, act, about))

    async def precised(self, submit: discord.Interaction[Any]) -> None:
        """Answer the question that a modal was filled in with, after the one on the card."""
        await self._guarded(submit, self._precise(submit))

    async def _guarded(self, press: discord.Interaction[Any], work: Awaitable[None]) -> None:
        self._underway.join()
        await guarded(work, partial(say, press, phrases.FAILURE))

    async def _act(self, press: discord.Interaction[Any], act: Act, about: str) -> None:
        if act is Act.DELETE:
            await _delete(press, about)
        elif act is Act.CONTEXT:
            await self._show_context(press, about)
        elif (question := question_behind(press)) is None:
            await say(press, phrases.STALE)
        else:
            await self._act_on(press, act, question, about)

    async def _act_on(
        self, press: discord.Interaction[Any], act: Act, question: Question, about: str
    ) -> None:
        """Do what needs to know the question on the card."""
        reader = await self._answering.servers.reader(press)
        if act is Act.WHY:
            work = self._answering.explained(question, reader, about)
            await send_in_time(press, _or_changed(work, reader), private=True)
        elif act is Act.PRECISE:
            await press.response.send_modal(_modal(reader.language))
        elif act is Act.PUBLISH:
            await self._publishing.publish(press, question, int(about) if about.isdecimal() else 0)
        elif press.message is not None:
            is_useful = act is Act.USEFUL
            is_news = self._votes.cast(press.message.id, press.user.id, is_useful=is_useful)
            # What is asked for one person alone is nobody else's.
            if is_news and not is_useful and not press.message.flags.ephemeral:
                self._answering.keeping.found_useless(press.guild_id, press.user.id, question)
            if not is_useful and may_manage(press):
                await show_privately(press, offer_card(question, reader_language(press)))
            else:
                await say(press, notes.VOTED)

    async def _list(
        self, press: discord.Interaction[Any], listing: Listing, *, on_new_message: bool
    ) -> None:
        question = question_behind(press)
        if question is None:
            await say(press, phrases.STALE)
            return
        reader = await self._answering.servers.reader(press)
        work = _or_changed(self._answering.leafed(question, listing, reader), reader)
        if on_new_message:
            await send_in_time(press, work, private=True)
        else:
            await edit_in_time(press, work)

    async def _show_context(self, press: discord.Interaction[Any], about: str) -> None:
        """Show a passage between its neighbours, wherever it stands in its article today."""
        reader = await self._answering.servers.reader(press)
        await send_in_time(press, self._context(about, reader), private=True)

    async def _context(self, about: str, reader: Reader) -> Card:
        key, seen = about.split(".", maxsplit=1) if "." in about else ("", "")
        with self._tally.timed(Way.BUTTON) as outcome:
            librarian = await self._answering.servers.librarian(reader.guild_id)
            near = neighbours(librarian.corpus, key, seen)
            outcome.status = SHOWN if near else CHANGED
        return context_card(near, reader.language) if near else _changed(reader)

    async def _precise(self, submit: discord.Interaction[Any]) -> None:
        before = question_behind(submit)
        question = Question.of(typed_in(submit).get(FIELD, ""), after=before)
        if before is None or not question.text:
            await say(submit, phrases.STALE if before is None else phrases.EMPTY_QUESTION)
            return
        is_private = submit.message is not None and submit.message.flags.ephemeral
        audience = await self._asking.audience_of(submit, is_private=is_private)
        await self._asking.ask(submit, question, audience, Way.MODAL)


async def _delete(press: discord.Interaction[Any], asker_id: str) -> None:
    """Delete the card, if the one who presses is its asker or manages the messages there."""
    if str(press.user.id) != asker_id and not press.permissions.manage_messages:
        await say(press, notes.NOT_YOURS)
        return
    await press.response.defer()
    try:
        # Somebody may have been faster.
        with contextlib.suppress(discord.NotFound):
            await press.delete_original_response()
    except discord.HTTPException as error:
        if not is_closed(error):
            raise
        await say(press, notes.THREAD_CLOSED)


async def _or_changed(work: Awaitable[Card | None], reader: Reader) -> Card:
    """Show what comes of the work; without a card, that the article has changed since."""
    return await work or _changed(reader)


def _changed(reader: Reader) -> Card:
    return note(notes.CHANGED.to(reader.language))


def _modal(language: Language) -> ui.Modal:
    title, label = labels.PRECISE_TITLE.to(language), labels.PRECISE_LABEL.to(language)
    return one_field_modal(PRECISE_MODAL, title, label)
