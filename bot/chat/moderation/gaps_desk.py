"""/gaps: what was asked in vain here, and what becomes of it."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.cards import Attached, Card
from bot.chat.moderation import gaps_phrases as said
from bot.chat.moderation.controls import ModeratorsButton, ModeratorsMenu
from bot.chat.moderation.gaps import Gap, Looked, gap_of, gaps_in, looked_at
from bot.chat.moderation.gaps_cards import (
    GAPS_PER_PAGE,
    Chart,
    Page,
    export_card,
    gap_card,
    list_card,
)
from bot.chat.moderation.gaps_chart import described, drawn, first_monday, weeks_of
from bot.chat.moderation.gaps_controls import GAPS, GAPS_MENU, PAGE, SETTLED
from bot.chat.moderation.gaps_export import as_csv, as_markdown
from bot.chat.moderation.gaps_words import questions
from bot.chat.moderation.permission import Moderator, for_moderators, moderated
from bot.chat.moderation.working import working
from bot.chat.phrases import Language
from bot.chat.replies import edit_in_time, send_in_time
from bot.chat.translation import said as named
from bot.memory.kept import DayCount, GuildSettings, Unanswered
from bot.retrieval.librarian import Librarian

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a list of gaps is made of, as one moment of the memory has it."""

    librarian: Librarian
    unanswered: Sequence[Unanswered]
    counts: Sequence[DayCount]
    settings: GuildSettings

    def gaps(self) -> list[Gap]:
        """Group the questions; belongs into a thread."""
        return gaps_in(self.unanswered, self.librarian)


class GapsCommands(commands.Cog):
    """/gaps, /lacunes in French."""

    @app_commands.command(name=named(said.GAPS), description=named(said.GAPS_DESCRIPTION))
    @for_moderators
    async def gaps(self, interaction: discord.Interaction[Any]) -> None:
        """List what was asked in vain."""
        await moderated(interaction, partial(_open, interaction))


class GapsButton(ModeratorsButton, template=GAPS):
    """Turns the list, settles a gap, or exports all."""

    async def pressed(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what the button says."""
        await _pressed(press, self.act, self.about, moderator)


class GapsMenu(ModeratorsMenu, template=GAPS_MENU):
    """Opens a gap; the values are the keys of questions."""

    async def chosen(self, press: discord.Interaction[Any], moderator: Moderator) -> None:
        """Do what was chosen."""
        await _chosen(press, self.item.values[0], int(self.match["page"]), moderator)


async def _open(interaction: discord.Interaction[Any], moderator: Moderator) -> None:
    await send_in_time(interaction, _list(moderator, 0), private=True)


async def _pressed(
    press: discord.Interaction[Any], act: str, about: str, moderator: Moderator
) -> None:
    if act == "export":
        await send_in_time(press, _export(moderator), private=True)
    elif act == "done":
        await edit_in_time(press, _settle(moderator, about))
    else:
        page = int(about) if PAGE.fullmatch(about) else 0
        await edit_in_time(press, _list(moderator, page))


async def _chosen(
    press: discord.Interaction[Any], key: str, page: int, moderator: Moderator
) -> None:
    await edit_in_time(press, _one(moderator, key, page))


async def _findings(moderator: Moderator) -> Findings:
    memory, guild_id = moderator.memory, moderator.guild_id
    settings = await memory.settings(guild_id)
    unanswered = await memory.unanswered(guild_id)
    counts = await memory.counts(guild_id, since=first_monday(datetime.now(UTC).date()))
    working(memory)
    librarian = await moderator.servers.librarian(guild_id)
    return Findings(librarian, unanswered, counts, settings)


async def _list(moderator: Moderator, page: int, remark: str = "") -> Card:
    found = await _findings(moderator)
    shown = await asyncio.to_thread(_page, found, page, moderator.language)
    return list_card(shown, moderator.language, remark)


async def _one(moderator: Moderator, key: str, page: int) -> Card:
    found = await _findings(moderator)
    looked = await asyncio.to_thread(_look, found, key)
    if looked is None:
        return await _list(moderator, page, said.GONE.to(moderator.language))
    return gap_card(looked, page, moderator.language)


async def _settle(moderator: Moderator, about: str) -> Card:
    """Forget a gap, as it is today; somebody may have been faster."""
    language, settled = moderator.language, SETTLED.fullmatch(about)
    key, page = (settled["key"], int(settled["page"])) if settled else ("", 0)
    found = await _findings(moderator)
    gap = gap_of(await asyncio.to_thread(found.gaps), key)
    remark = said.GONE.to(language)
    if gap is not None:
        await moderator.memory.forget_questions(moderator.guild_id, gap.wordings)
        counted = questions(len(gap.wordings), language)
        remark = said.FORGOTTEN.to(language).format(questions=counted)
    return await _list(moderator, page, remark)


async def _export(moderator: Moderator) -> Card:
    found, language = await _findings(moderator), moderator.language
    gaps = await asyncio.to_thread(_looked, found)
    name = said.FILE_NAME.to(language)
    files = [
        Attached(f"{name}.md", as_markdown(gaps, language)),
        Attached(f"{name}.csv", as_csv(gaps, language)),
    ]
    return export_card(gaps, files, language)


def _page(found: Findings, page: int, language: Language) -> Page:
    gaps = found.gaps()
    pages = max(1, -(-len(gaps) // GAPS_PER_PAGE))
    page = min(page, pages - 1)
    shown = gaps[page * GAPS_PER_PAGE : (page + 1) * GAPS_PER_PAGE]
    looked = [looked_at(gap, found.librarian) for gap in shown]
    chart = _chart(found, language) if page == 0 else None
    return Page(looked, page, pages, len(found.unanswered), found.settings, chart)


def _chart(found: Findings, language: Language) -> Chart | None:
    weeks = weeks_of(found.counts, datetime.now(UTC).date())
    if not any(week.asked for week in weeks):
        return None
    try:
        return Chart(drawn(weeks, language), described(weeks, language))
    except OSError as error:
        # matplotlib wants a folder for what it knows of fonts; the gaps are there without it.
        _log.warning("The chart of the weeks cannot be drawn: %s", error)
        return None


def _look(found: Findings, key: str) -> Looked | None:
    gap = gap_of(found.gaps(), key)
    return looked_at(gap, found.librarian) if gap else None


def _looked(found: Findings) -> list[Looked]:
    return [looked_at(gap, found.librarian) for gap in found.gaps()]
