"""Where moderators come to about the articles of their server."""

from collections.abc import Awaitable
from typing import Any

import discord
from discord import app_commands

from bot.chat.cards import Card
from bot.chat.manners import Limits
from bot.chat.moderation.library_buttons import Act
from bot.chat.moderation.library_catalogue import own_entries
from bot.chat.moderation.library_intake import Intake
from bot.chat.moderation.library_pending import Pending
from bot.chat.moderation.library_refusals import refused
from bot.chat.moderation.library_work import RELOADS, Shelving, listed, removal
from bot.chat.moderation.permission import Moderator
from bot.chat.reading_buttons import MENU_CHOICES, menu_label
from bot.chat.reading_room import Choices
from bot.chat.reloading import Reloading
from bot.chat.replies import edit_in_time, send_in_time
from bot.errors import BotError


class Library:
    """Lists, adds, removes and reloads. What waits in it outlives the bots of its process."""

    def __init__(
        self,
        reloading: Reloading | None = None,
        intake: Intake | None = None,
        *,
        pending: Pending | None = None,
        reloads: Limits = RELOADS,
    ) -> None:
        self._shelving = Shelving(
            reloading, intake or Intake(), pending or Pending(), reloads=reloads
        )

    async def list(self, asked: discord.Interaction[Any], moderator: Moderator) -> None:
        """Show what the server reads."""
        await send_in_time(asked, listed(moderator, 0), private=True)

    async def add(
        self,
        asked: discord.Interaction[Any],
        file: discord.Attachment | None,
        address: str | None,
        moderator: Moderator,
    ) -> None:
        """Show a file or a page as the article that it would be."""
        work = _or_refused(self._shelving.offered(moderator, file, address), moderator)
        await send_in_time(asked, work, private=True)

    async def remove(
        self, asked: discord.Interaction[Any], title: str, moderator: Moderator
    ) -> None:
        """Ask whether an article is to be removed."""
        await send_in_time(asked, removal(moderator, title), private=True)

    async def reload(self, asked: discord.Interaction[Any], moderator: Moderator) -> None:
        """Read the shared articles again, and offer to fetch others anew."""
        await send_in_time(asked, self._shelving.reloaded(moderator), private=True)

    async def pressed(
        self, press: discord.Interaction[Any], act: Act, about: str, moderator: Moderator
    ) -> None:
        """Do what a button says, and show on its card what came of it."""
        work: Awaitable[Card]
        if act is Act.ADD:
            work = self._shelving.added(moderator, about)
        elif act is Act.REMOVE:
            work = self._shelving.removed(moderator, about)
        elif act is Act.LIST:
            work = listed(moderator, _number(about))
        else:
            work = self._shelving.cancelled(moderator, about)
        await edit_in_time(press, _or_refused(work, moderator))

    async def chosen_again(
        self, press: discord.Interaction[Any], key: str, moderator: Moderator
    ) -> None:
        """Fetch an article anew, and show what it would be now."""
        work = _or_refused(self._shelving.fetched_again(moderator, key), moderator)
        await send_in_time(press, work, private=True)


async def completions(typed: str, choices: Choices, moderator: Moderator) -> None:
    """Add to `choices` the server's own articles whose titles hold what was typed."""
    wanted = typed.strip().casefold()
    found = [each for each in await own_entries(moderator) if wanted in each.title.casefold()]
    choices += [
        app_commands.Choice(name=menu_label(each.title), value=each.key)
        for each in found[:MENU_CHOICES]
    ]


def _number(about: str) -> int:
    return int(about) if about.isascii() and about.isdecimal() else 0


async def _or_refused(work: Awaitable[Card], moderator: Moderator) -> Card:
    try:
        return await work
    except BotError as error:
        return refused(error, moderator.language)
