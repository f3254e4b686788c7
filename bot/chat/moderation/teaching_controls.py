"""What can be pressed and chosen while teaching; what each needs is in its id and on its card."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.articles.article import Passage
from bot.chat.contents import address_of
from bot.chat.modals import one_field_modal
from bot.chat.moderation import teaching_phrases as said
from bot.chat.moderation.gaps_controls import gaps_button
from bot.chat.phrases import Language
from bot.chat.prints import print_of_text
from bot.memory.kept import Lesson

TEACH = re.compile(r"teach:(?P<act>open|words|ok|cancel|undo):(?P<about>[0-9a-f.]{0,70})")
TEACH_MENU = re.compile(r"teach-menu:")
WORDS_MODAL = re.compile(r"teach-words:")
TAUGHT = re.compile(r"taught:(?P<act>page|remove|undo):(?P<about>[0-9a-f.]{0,40})")
TAUGHT_MENU = re.compile(r"taught-menu:(?P<page>\d{1,3})")
# What is undone: the lesson, the print of what it says, and the passage that was taught before.
UNDONE = re.compile(
    r"(?P<id>\d{1,19})\.(?P<seen>[0-9a-f]{8})(?:\.(?P<before>[0-9a-f]{12}\.[0-9a-f]{8}))?"
)
PRIMARY, DANGER, PLAIN = (
    discord.ButtonStyle.primary,
    discord.ButtonStyle.danger,
    discord.ButtonStyle.secondary,
)


def teach_button(
    act: str, about: str, label: str, style: discord.ButtonStyle = PLAIN
) -> ui.Button[Any]:
    """Return a button; `about` is a passage's address with "ok", what UNDONE reads with "undo"."""
    return ui.Button(label=label, custom_id=f"teach:{act}:{about}", style=style)


def open_button(language: Language, style: discord.ButtonStyle = PLAIN) -> ui.Button[Any]:
    """Return the button that asks which passage answers the question on its card."""
    return teach_button("open", "", said.OPEN_BUTTON.to(language), style)


def undo_button(lesson: Lesson, before: Passage | None, language: Language) -> ui.Button[Any]:
    """Return the button that forgets a lesson, or teaches again what it took the place of."""
    parts = [str(lesson.id), print_of_text(lesson.article_id, lesson.passage_text)]
    if before is not None:
        parts.append(address_of(before))
    return teach_button("undo", ".".join(parts), said.CANCEL_BUTTON.to(language))


def passage_menu(options: Sequence[discord.SelectOption], language: Language) -> ui.Select[Any]:
    """Return the menu of passages; the values are their addresses."""
    return ui.Select(
        placeholder=said.CHOOSE_PASSAGE.to(language),
        custom_id="teach-menu:",
        options=list(options),
    )


def words_modal(language: Language) -> ui.Modal:
    """Ask for the words to find a passage by."""
    title, label = said.WORDS_TITLE.to(language), said.WORDS_LABEL.to(language)
    return one_field_modal("teach-words:", title, label)


def taught_button(
    act: str, about: str, label: str, style: discord.ButtonStyle = PLAIN, *, disabled: bool = False
) -> ui.Button[Any]:
    """Return a button; `about` is a page, a lesson's id with "remove", an address with "undo"."""
    custom_id = f"taught:{act}:{about}"
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled)


def lesson_menu(
    page: int, options: Sequence[discord.SelectOption], language: Language
) -> ui.Select[Any]:
    """Return the menu that removes a lesson of a page; the values are their ids."""
    return ui.Select(
        placeholder=said.CHOOSE_LESSON.to(language),
        custom_id=f"taught-menu:{page}",
        options=list(options),
    )


def elsewhere(language: Language) -> list[ui.Button[Any]]:
    """Return the ways on from a card that is done with."""
    return [
        gaps_button("page", "0", said.GAPS_BUTTON.to(language)),
        taught_button("page", "0", said.TAUGHT_BUTTON.to(language)),
    ]
