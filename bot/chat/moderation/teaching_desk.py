"""Teaching: a moderator points out the passage that answers a question.

The question stands on every card of it, and the passage is in the ids, by its article's key and
its print: whatever is pressed works after a restart, and notices when the passage is gone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.chat import phrases
from bot.chat.cards import Card
from bot.chat.contents import passage_at
from bot.chat.markdown import one_line
from bot.chat.modals import FIELD
from bot.chat.moderation import teaching_phrases as said
from bot.chat.moderation.controls import ModeratorsButton, ModeratorsMenu
from bot.chat.moderation.lesson_places import passage_of
from bot.chat.moderation.permission import Moderator, for_moderators, moderated
from bot.chat.moderation.teaching_cards import (
    choice_card,
    ended_card,
    learnt_card,
    looked_for,
    preview_card,
)
from bot.chat.moderation.teaching_controls import TEACH, TEACH_MENU, UNDONE, words_modal
from bot.chat.prints import print_of_text
from bot.chat.questions import Question, question_behind, question_on, without_mention
from bot.chat.reading_buttons import MENU_CHOICES
from bot.chat.replies import edit_in_time, say, send_in_time
from bot.chat.submissions import typed_in
from bot.chat.translation import said as named
from bot.errors import TooMany
from bot.memory.kept import Lesson, sameness
from bot.memory.lessons import MAX_LESSONS

Step = Callable[[Moderator, Question, str], Awaitable[Card]]


class TeachButton(ModeratorsButton, template=TEACH):
    """One step of teaching."""

    async def pressed(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what the button says."""
        await _pressed(press, self.act, self.about, moderator)


class TeachMenu(ModeratorsMenu, template=TEACH_MENU):
    """Previews a passage; the values are addresses."""

    async def chosen(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what was chosen."""
        await _chosen(press, self.item.values[0], moderator)


def not_that() -> app_commands.ContextMenu:
    """Make « Ce n’est pas ça », of the Apps menu of messages; only moderators see it."""
    menu = app_commands.ContextMenu(name=named(said.NOT_THAT), callback=_not_that)
    return for_moderators(menu)


async def words_typed(submit: discord.Interaction[Any]) -> None:
    """Fill the menu of passages with those of other words."""
    await moderated(submit, partial(_search, submit))


async def _not_that(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await moderated(interaction, partial(_open_from, interaction, message))


async def _open_from(
    interaction: discord.Interaction[Any], message: discord.Message, moderator: Moderator
) -> None:
    """Ask which passage answers the question on an answer, or in somebody's message."""
    user = interaction.client.user
    if message.author == user:
        question = question_on(message)
    else:
        text = without_mention(message.content, user.id if user else 0)
        question = Question.of(text)
    if question is None or not question.text:
        await say(interaction, said.NO_QUESTION)
        return
    await send_in_time(interaction, _choice(moderator, Question(question.alone)), private=True)


async def _pressed(
    press: discord.Interaction[Any], act: str, about: str, moderator: Moderator
) -> None:
    question = question_behind(press)
    if act == "cancel":
        await _show(press, ended_card(said.NOTHING_TAUGHT, moderator.language))
    elif question is None:
        await say(press, phrases.STALE)
    elif act == "words":
        await press.response.send_modal(words_modal(moderator.language))
    else:
        await edit_in_time(press, STEPS[act](moderator, question, about))


async def _chosen(press: discord.Interaction[Any], address: str, moderator: Moderator) -> None:
    question = question_behind(press)
    if question is None:
        await say(press, phrases.STALE)
        return
    await edit_in_time(press, _preview(moderator, question, address))


async def _search(submit: discord.Interaction[Any], moderator: Moderator) -> None:
    question, words = question_behind(submit), one_line(typed_in(submit).get(FIELD, ""))
    if question is None:
        await say(submit, phrases.STALE)
        return
    remarks = [looked_for(words, moderator.language)] if words else []
    await edit_in_time(submit, _found(moderator, question, words or question.text, remarks))


async def _show(press: discord.Interaction[Any], card: Card) -> None:
    await press.response.edit_message(view=card, attachments=card.files())


async def _choice(moderator: Moderator, question: Question, _about: str = "") -> Card:
    return await _found(moderator, question, question.text, ())


async def _found(
    moderator: Moderator, question: Question, words: str, remarks: Sequence[str]
) -> Card:
    """Offer the passages that share a word with `words`."""
    librarian = await moderator.servers.librarian(moderator.guild_id)
    matches = await asyncio.to_thread(partial(librarian.search, words, limit=MENU_CHOICES))
    return choice_card(question, matches, librarian.corpus, moderator.language, remarks)


async def _preview(moderator: Moderator, question: Question, address: str) -> Card:
    librarian = await moderator.servers.librarian(moderator.guild_id)
    passage = passage_at(librarian.corpus, address)
    if passage is None:
        return await _gone(moderator, question)
    return preview_card(question, passage, moderator.language)


async def _gone(moderator: Moderator, question: Question) -> Card:
    gone = said.PASSAGE_GONE.to(moderator.language)
    return await _found(moderator, question, question.text, [gone])


async def _teach(moderator: Moderator, question: Question, address: str) -> Card:
    """Keep what was chosen, and ask the question anew."""
    memory, guild_id, language = moderator.memory, moderator.guild_id, moderator.language
    librarian = await moderator.servers.librarian(guild_id)
    passage = passage_at(librarian.corpus, address)
    if passage is None:
        return await _gone(moderator, question)
    same = await _same(moderator, question.text)
    before = passage_of(same, librarian) if same else None
    try:
        lesson = await memory.teach(guild_id, question.text, passage.article.id, passage.text)
    except TooMany:
        return ended_card(said.TOO_MANY, language, most=MAX_LESSONS)
    moderator.servers.holdings.changed(guild_id)
    librarian = await moderator.servers.librarian(guild_id)
    answer = await asyncio.to_thread(librarian.answer, question.text)
    return learnt_card(question, lesson, answer, before if before != passage else None, language)


async def _undo(moderator: Moderator, _question: Question, about: str) -> Card:
    """Forget a lesson, unless it says something else by now; teach again what it replaced."""
    language, guild_id, memory = moderator.language, moderator.guild_id, moderator.memory
    undone = UNDONE.fullmatch(about)
    lessons = {lesson.id: lesson for lesson in await memory.lessons(guild_id)}
    lesson = lessons.get(int(undone["id"])) if undone else None
    if not undone or not lesson or undone["seen"] != _print_of(lesson):
        return ended_card(said.CHANGED_SINCE, language)
    librarian = await moderator.servers.librarian(guild_id)
    before = passage_at(librarian.corpus, undone["before"] or "")
    if before is not None:
        await memory.teach(guild_id, lesson.question, before.article.id, before.text)
    else:
        await memory.unteach(guild_id, lesson.id)
    moderator.servers.holdings.changed(guild_id)
    return ended_card(said.UNDONE_TO_OLD if before else said.UNDONE, language)


async def _same(moderator: Moderator, text: str) -> Lesson | None:
    """Return what was taught of that very question."""
    lessons = await moderator.memory.lessons(moderator.guild_id)
    return next((each for each in lessons if sameness(each.question) == sameness(text)), None)


def _print_of(lesson: Lesson) -> str:
    return print_of_text(lesson.article_id, lesson.passage_text)


STEPS: Mapping[str, Step] = {"open": _choice, "ok": _teach, "undo": _undo}
