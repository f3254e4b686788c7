"""/taught: what was taught in a server, listed and removed."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import phrases
from bot.chat.cards import Card
from bot.chat.contents import passage_at
from bot.chat.lengths import CHOICE_CHARACTERS
from bot.chat.markdown import one_line
from bot.chat.moderation import teaching_phrases as said
from bot.chat.moderation.controls import ModeratorsButton, ModeratorsMenu
from bot.chat.moderation.gaps_controls import PAGE
from bot.chat.moderation.lesson_places import passage_of, told
from bot.chat.moderation.permission import Moderator, for_moderators, may_manage, moderated
from bot.chat.moderation.taught_cards import (
    Shown,
    lesson_label,
    orphan_card,
    removed_card,
    taught_card,
)
from bot.chat.moderation.teaching_cards import ended_card
from bot.chat.moderation.teaching_controls import TAUGHT, TAUGHT_MENU
from bot.chat.moderation.working import working
from bot.chat.questions import Question, question_behind
from bot.chat.reading_buttons import MENU_CHOICES
from bot.chat.reading_room import Choices
from bot.chat.replies import edit_in_time, guarded, nobody_to_tell, say, send_in_time
from bot.chat.translation import said as named
from bot.errors import TooMany
from bot.memory.kept import Lesson, sameness
from bot.memory.lessons import MAX_LESSONS
from bot.retrieval.words import fold


@for_moderators
class TaughtCommands(
    commands.GroupCog,
    group_name=named(said.TAUGHT),
    group_description=named(said.TAUGHT_DESCRIPTION),
):
    """/taught list and /taught remove, /appris liste and /appris retirer in French."""

    @app_commands.command(name=named(said.LIST), description=named(said.LIST_DESCRIPTION))
    async def list_taught(self, interaction: discord.Interaction[Any]) -> None:
        """List what was taught."""
        await moderated(interaction, partial(_open, interaction))

    @app_commands.command(name=named(said.REMOVE), description=named(said.REMOVE_DESCRIPTION))
    @app_commands.rename(question=named(said.QUESTION))
    @app_commands.describe(question=named(said.QUESTION_DESCRIPTION))
    async def remove(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, CHOICE_CHARACTERS],
    ) -> None:
        """Remove what was chosen, or typed as it was taught."""
        await moderated(interaction, partial(_remove_typed, interaction, question))

    @remove.autocomplete("question")
    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> Choices:
        """Complete from what was taught, for who may see it."""
        choices: Choices = []
        await guarded(_complete(interaction, typed, choices), nobody_to_tell)
        return choices


class TaughtButton(ModeratorsButton, template=TAUGHT):
    """Turns the list, removes an orphan, or teaches again what was removed."""

    async def pressed(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what the button says."""
        await _pressed(press, self.act, self.about, moderator)


class TaughtMenu(ModeratorsMenu, template=TAUGHT_MENU):
    """Removes a lesson; the values are their ids."""

    async def chosen(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what was chosen."""
        await _chosen(press, self.item.values[0], moderator)


async def _open(interaction: discord.Interaction[Any], moderator: Moderator) -> None:
    await send_in_time(interaction, _list(moderator, 0), private=True)


async def _remove_typed(
    interaction: discord.Interaction[Any], typed: str, moderator: Moderator
) -> None:
    lessons, same = await _lessons(moderator), sameness(one_line(typed))
    wanted = [each for each in lessons if str(each.id) == typed]
    wanted += [each for each in lessons if sameness(each.question) == same]
    if not wanted:
        await say(interaction, said.NO_LESSON)
        return
    await send_in_time(interaction, _removal(moderator, wanted[0]), private=True)


async def _chosen(press: discord.Interaction[Any], value: str, moderator: Moderator) -> None:
    await edit_in_time(press, _removal_of(moderator, value))


async def _pressed(
    press: discord.Interaction[Any], act: str, about: str, moderator: Moderator
) -> None:
    if act == "page":
        page = int(about) if PAGE.fullmatch(about) else 0
        await edit_in_time(press, _list(moderator, page))
    elif act == "remove":
        await edit_in_time(press, _removal_of(moderator, about, is_confirmed=True))
    elif (question := question_behind(press)) is None:
        await say(press, phrases.STALE)
    else:
        await edit_in_time(press, _teach_again(moderator, question, about))


async def _lessons(moderator: Moderator) -> list[Lesson]:
    """Return what was taught, the last first."""
    lessons = await moderator.memory.lessons(moderator.guild_id)
    working(moderator.memory)
    return lessons[::-1]


async def _list(moderator: Moderator, page: int, remark: str = "") -> Card:
    lessons = await _lessons(moderator)
    librarian = await moderator.servers.librarian(moderator.guild_id)
    articles = librarian.corpus.articles
    titles = {article.id: article.title for article in articles} if len(articles) > 1 else {}
    gone = frozenset(librarian.orphans)
    shown = Shown(lessons, lambda lesson: told(lesson) in gone, titles)
    return taught_card(shown, page, moderator.language, remark)


async def _removal_of(moderator: Moderator, value: str, *, is_confirmed: bool = False) -> Card:
    lessons = await _lessons(moderator)
    lesson = next((each for each in lessons if str(each.id) == value), None)
    if lesson is None:
        return await _list(moderator, 0, said.CHANGED_SINCE.to(moderator.language))
    return await _removal(moderator, lesson, is_confirmed=is_confirmed)


async def _removal(moderator: Moderator, lesson: Lesson, *, is_confirmed: bool = False) -> Card:
    """Remove a lesson; ask first where its passage is gone, and could not be taught again."""
    librarian = await moderator.servers.librarian(moderator.guild_id)
    passage = passage_of(lesson, librarian)
    if passage is None and not is_confirmed:
        return orphan_card(lesson, moderator.language)
    removed = await moderator.memory.unteach(moderator.guild_id, lesson.id)
    moderator.servers.holdings.changed(moderator.guild_id)
    if removed is None:
        return await _list(moderator, 0, said.CHANGED_SINCE.to(moderator.language))
    return removed_card(removed, passage, moderator.language)


async def _teach_again(moderator: Moderator, question: Question, address: str) -> Card:
    """Undo a removal, unless the passage is gone, or the question was taught anew meanwhile."""
    language, guild_id = moderator.language, moderator.guild_id
    librarian = await moderator.servers.librarian(guild_id)
    passage = passage_at(librarian.corpus, address)
    if passage is None:
        return ended_card(said.PASSAGE_GONE, language)
    same = sameness(question.text)
    if any(sameness(each.question) == same for each in await _lessons(moderator)):
        return await _list(moderator, 0, said.CHANGED_SINCE.to(language))
    try:
        await moderator.memory.teach(guild_id, question.text, passage.article.id, passage.text)
    except TooMany:
        return ended_card(said.TOO_MANY, language, most=MAX_LESSONS)
    moderator.servers.holdings.changed(guild_id)
    return await _list(moderator, 0, said.TAUGHT_AGAIN.to(language))


async def _complete(interaction: discord.Interaction[Any], typed: str, choices: Choices) -> None:
    memory, guild_id = interaction.client.servers.memory, interaction.guild_id
    if guild_id is None or not may_manage(interaction):
        return
    wanted = fold(typed)
    for lesson in (await memory.lessons(guild_id))[::-1]:
        if wanted in fold(lesson.question) and len(choices) < MENU_CHOICES:
            label = lesson_label(lesson)
            choices.append(app_commands.Choice(name=label, value=str(lesson.id)))
