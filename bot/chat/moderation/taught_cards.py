"""The cards of what was taught: the list, what was removed, and the word before it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.articles.article import Passage
from bot.chat import labels, phrases
from bot.chat.cards import AMBER, GREY, Card
from bot.chat.contents import address_of
from bot.chat.moderation import teaching_phrases as said
from bot.chat.moderation.gaps_cards import shortened
from bot.chat.moderation.teaching_controls import (
    DANGER,
    lesson_menu,
    taught_button,
)
from bot.chat.parts import fitted
from bot.chat.phrases import PART_SEPARATOR, Language
from bot.chat.questions import Question, question_parts
from bot.chat.reading_buttons import menu_label
from bot.memory.kept import Lesson

LESSONS_PER_PAGE = 8
QUESTION_ROOM, EXCERPT_ROOM, TITLE_ROOM = 160, 140, 60


@dataclass(frozen=True, slots=True)
class Shown:
    """Lessons of a server, the last one first, and what its articles make of them."""

    lessons: Sequence[Lesson]
    is_orphan: Callable[[Lesson], bool]
    titles: dict[str, str]
    """By the article's id; empty where there is one article alone."""


def taught_card(shown: Shown, page: int, language: Language, remark: str = "") -> Card:
    """Show a page of what was taught; one too far shows the last; pages count from 0."""
    pages = max(1, -(-len(shown.lessons) // LESSONS_PER_PAGE))
    page = min(page, pages - 1)
    first = page * LESSONS_PER_PAGE
    lessons = shown.lessons[first : first + LESSONS_PER_PAGE]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(_title(page, pages, language, remark))]
    if not lessons:
        return Card([*parts, ui.TextDisplay(said.NOTHING.to(language))])
    lines = (_line(n, each, shown, language) for n, each in enumerate(lessons, first + 1))
    parts.append(ui.TextDisplay("\n".join(lines)))
    parts.append(ui.ActionRow(lesson_menu(page, [_option(each) for each in lessons], language)))
    if pages > 1:
        parts.append(_turning(page, pages, language))
    return Card(parts)


def removed_card(lesson: Lesson, passage: Passage | None, language: Language) -> Card:
    """Say what was removed, with the way back where its passage is there."""
    undo = said.CANCEL_BUTTON.to(language)
    buttons = [taught_button("undo", address_of(passage), undo)] if passage else []
    return Card(
        [
            ui.TextDisplay(said.REMOVED.to(language)),
            *_asked(lesson, language),
            ui.ActionRow(*buttons, taught_button("page", "0", said.TAUGHT_BUTTON.to(language))),
        ],
        colour=GREY,
    )


def orphan_card(lesson: Lesson, language: Language) -> Card:
    """Ask before a lesson is removed that nothing could bring back."""
    remove = said.REMOVE_BUTTON.to(language)
    return Card(
        [
            *_asked(lesson, language),
            ui.TextDisplay(said.ORPHAN_CONFIRM.to(language)),
            ui.ActionRow(
                taught_button("remove", str(lesson.id), remove, DANGER),
                taught_button("page", "0", said.CANCEL_BUTTON.to(language)),
            ),
        ],
        colour=AMBER,
    )


def lesson_label(lesson: Lesson) -> str:
    """Return a lesson as a choice, which shows no Markdown."""
    return menu_label(f"{lesson.question} → {lesson.passage_text}")


def _asked(lesson: Lesson, language: Language) -> list[ui.Item[Any]]:
    return question_parts(Question(shortened(lesson.question)), language)


def _title(page: int, pages: int, language: Language, remark: str) -> str:
    title = f"**{said.TITLE.to(language)}**"
    if pages > 1:
        turned = phrases.PAGE.to(language).format(page=page + 1, pages=pages)
        title += f"{PART_SEPARATOR}{turned}"
    return f"{title}\n{remark}" if remark else title


def _line(number: int, lesson: Lesson, shown: Shown, language: Language) -> str:
    day = phrases.day(lesson.taught_on, language)
    parts = [said.TAUGHT_ON.to(language).format(day=day)]
    if title := fitted(shown.titles.get(lesson.article_id, ""), TITLE_ROOM):
        parts.insert(0, title)
    if shown.is_orphan(lesson):
        parts.append(said.ORPHAN.to(language))
    question = fitted(lesson.question, QUESTION_ROOM) or "…"
    excerpt = fitted(lesson.passage_text, EXCERPT_ROOM) or "…"
    return f"**{number}.** {question}\n→ {excerpt}\n-# {PART_SEPARATOR.join(parts)}"


def _option(lesson: Lesson) -> discord.SelectOption:
    return discord.SelectOption(label=menu_label(lesson.question), value=str(lesson.id))


def _turning(page: int, pages: int, language: Language) -> ui.ActionRow[Any]:
    back, on = labels.PREVIOUS_BUTTON.to(language), labels.NEXT_BUTTON.to(language)
    return ui.ActionRow(
        # Where there is no page, the id is another one than that of the way on.
        taught_button("page", str(max(page - 1, 0)), back, disabled=page == 0),
        taught_button("page", str(page + 1), on, disabled=page + 1 >= pages),
    )
