"""The cards about gaps: the list with its chart, one gap, the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat import labels, phrases
from bot.chat.cards import AMBER, GREEN, Attached, Card
from bot.chat.lengths import shorten
from bot.chat.markdown import escape, one_line
from bot.chat.moderation import gaps_phrases as said
from bot.chat.moderation import gaps_words as words
from bot.chat.moderation.gaps import MOST_QUESTIONS, Looked, key_of_question
from bot.chat.moderation.gaps_chart import ALT_CHARACTERS
from bot.chat.moderation.gaps_controls import gaps_button, gaps_menu
from bot.chat.moderation.teaching_controls import open_button
from bot.chat.parts import fitted
from bot.chat.phrases import Language
from bot.chat.questions import Question, question_parts
from bot.chat.reading_buttons import menu_label
from bot.memory.kept import GuildSettings

GAPS_PER_PAGE = 8
GAP_ROOM, WORDING_ROOM, WORDINGS = 200, 150, 8
# A question with all that it leans on has less; a stranger's database may hold more.
QUESTION_ROOM = 1700


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and what it shows in words."""

    picture: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the gaps of a server; pages count from 0."""

    gaps: Sequence[Looked]
    page: int
    pages: int
    kept: int
    """How many questions are kept, on all pages."""
    settings: GuildSettings
    chart: Chart | None = None


def list_card(page: Page, language: Language, remark: str = "") -> Card:
    """Show a page of gaps; `remark` says what was just done."""
    parts = _head(page, language, remark)
    attached = []
    if page.chart:
        attached.append(Attached("questions.png", page.chart.picture))
        parts.append(_gallery(attached[0], page.chart.alt))
    if not page.gaps:
        days = page.settings.retention_days
        text = said.NOTHING.to(language).format(days=days)
        if not page.settings.keeps_questions:
            text = said.OFF.to(language)
        return Card([*parts, ui.TextDisplay(text)], attached=attached)
    first = page.page * GAPS_PER_PAGE
    lines = (_line(number, each, language) for number, each in enumerate(page.gaps, first + 1))
    parts.append(ui.TextDisplay("\n".join(lines)))
    parts.append(ui.ActionRow(gaps_menu(page.page, _choices(page), language)))
    parts.append(ui.ActionRow(*_turning(page, language)))
    return Card(parts, colour=AMBER, attached=attached)


def gap_card(looked: Looked, page: int, language: Language) -> Card:
    """Show one gap: the question to teach, its other wordings, and what can be done."""
    gap, text = looked.gap, looked.text
    parts = question_parts(Question(shortened(text)), language)
    parts.append(ui.TextDisplay(f"-# {words.details(looked, language)}"))
    others = [wording for wording in gap.wordings if wording != text]
    if others:
        shown = (f"- {fitted(wording, WORDING_ROOM) or '…'}" for wording in others[:WORDINGS])
        more = ["- …"] if len(others) > WORDINGS else []
        parts.append(ui.TextDisplay("\n".join([said.ALSO_ASKED.to(language), *shown, *more])))
    about = f"{key_of_question(gap.wordings[0])}.{page}"
    parts.append(
        ui.ActionRow(
            open_button(language, discord.ButtonStyle.primary),
            gaps_button("done", about, said.DONE_BUTTON.to(language)),
            gaps_button("page", str(page), said.BACK_TO_GAPS.to(language)),
        )
    )
    return Card(parts, colour=GREEN if looked.is_closed else AMBER)


def export_card(gaps: Sequence[Looked], files: Sequence[Attached], language: Language) -> Card:
    """Hand over the files."""
    questions = words.questions(sum(len(each.gap.wordings) for each in gaps), language)
    counted = words.counted(said.ONE_GAP, said.MANY_GAPS, len(gaps), language)
    text = said.EXPORTED.to(language).format(gaps=counted, questions=questions)
    shown = (ui.File[Any](each.url) for each in files)
    return Card([ui.TextDisplay(text), *shown], attached=files)


def shortened(text: str) -> str:
    """Return a question that fits a card, whole as far as the bot itself kept it."""
    return shorten(one_line(text), QUESTION_ROOM, shown=escape) or "…"


def _head(page: Page, language: Language, remark: str) -> list[ui.Item[Any]]:
    title = f"**{said.TITLE.to(language)}**"
    if page.pages > 1:
        turned = phrases.PAGE.to(language).format(page=page.page + 1, pages=page.pages)
        title += f"{phrases.PART_SEPARATOR}{turned}"
    lines = [title]
    if remark:
        lines.append(remark)
    if page.gaps and not page.settings.keeps_questions:
        lines.append(f"-# {said.OFF_NOW.to(language)}")
    if page.kept > MOST_QUESTIONS:
        some = said.ONLY_SOME.to(language).format(most=MOST_QUESTIONS, count=page.kept)
        lines.append(f"-# {some}")
    return [ui.TextDisplay("\n".join(lines))]


def _gallery(picture: Attached, alt: str) -> ui.MediaGallery[Any]:
    item = discord.MediaGalleryItem(picture.url, description=alt[:ALT_CHARACTERS])
    return ui.MediaGallery(item)


def _line(number: int, looked: Looked, language: Language) -> str:
    text = fitted(looked.gap.wordings[0], GAP_ROOM) or "…"
    return f"**{number}.** {text}\n-# {words.details(looked, language)}"


def _choices(page: Page) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=menu_label(each.gap.wordings[0]), value=key_of_question(each.gap.wordings[0])
        )
        for each in page.gaps
    ]


def _turning(page: Page, language: Language) -> list[ui.Button[Any]]:
    export = gaps_button("export", "", said.EXPORT_BUTTON.to(language))
    if page.pages == 1:
        return [export]
    back, on = labels.PREVIOUS_BUTTON.to(language), labels.NEXT_BUTTON.to(language)
    number, last = page.page, page.pages - 1
    return [
        # Where there is no page, the id is another one than that of the way on.
        gaps_button("page", str(max(number - 1, 0)), back, disabled=number == 0),
        gaps_button("page", str(number + 1), on, disabled=number >= last),
        export,
    ]
