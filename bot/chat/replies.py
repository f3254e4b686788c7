"""Replies that always come: within Discord's three seconds, and even when something fails."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord

from bot.chat import phrases
from bot.chat.cards import Card, note
from bot.chat.phrases import Language, Phrase
from bot.chat.refusals import is_over

# Discord forgets an interaction that has no response after 3 s; the network needs its part of it.
PATIENCE_SECONDS = 1.5
# Completions cannot be deferred: better none than too late.
COMPLETION_SECONDS = 2.0
# A sign for what is quicker would only flicker.
WORKING_SIGN_SECONDS = 0.5

T = TypeVar("T")

_log = logging.getLogger(__name__)


def reader_language(interaction: discord.Interaction[Any]) -> Language:
    """Return the language of the person behind an interaction."""
    return phrases.spoken_by(interaction.locale.value)


def place_language(message: discord.Message) -> Language:
    """Return the language of the server that a message stands in."""
    return phrases.spoken_in(message.guild.preferred_locale.value if message.guild else None)


async def guarded(work: Awaitable[None], apologise: Callable[[], Awaitable[None]]) -> None:
    """Do `work`; should it fail in a way that nobody foresaw, log it whole and apologise.

    This is the edge of the program: nothing above it would tell the asker anything.
    """
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the one place that must never be silent
        await report(error, apologise)


async def report(error: Exception, apologise: Callable[[], Awaitable[None]]) -> None:
    """Log an unforeseen error and tell the asker, where Discord still lets us."""
    if is_over(error):
        _log.info("A reply came too late, or a second time: %s", error)
        return
    _log.error("A question could not be answered", exc_info=error)
    try:
        await apologise()
    except (discord.DiscordException, aiohttp.ClientError, OSError) as refusal:
        _log.warning("The asker could not be told: %s", refusal)


async def nobody_to_tell() -> None:
    """Do nothing: there is nobody, or no room, for a word of regret."""


async def send_in_time(
    interaction: discord.Interaction[Any], work: Awaitable[Card], *, private: bool
) -> None:
    """Answer with a new message; while `work` is slow, Discord shows that the bot is thinking."""
    card = await ready_in_time(interaction, work, private=private)
    await show(interaction, card, private=private)


async def ready_in_time(
    interaction: discord.Interaction[Any],
    work: Awaitable[T],
    *,
    private: bool,
    in_place: bool = False,
) -> T:
    """Return what `work` brings; while it is slow, Discord is told that something will come.

    That is a new message, shown by `show` or `show_privately`; or, `in_place` of the message that
    was pressed, by `turn_to`.
    """
    task = asyncio.ensure_future(work)
    is_told = interaction.response.is_done()
    if not await _is_done_within(PATIENCE_SECONDS, task) and not is_told:
        await interaction.response.defer(ephemeral=private, thinking=not in_place)
    return await task


async def show(interaction: discord.Interaction[Any], card: Card, *, private: bool) -> None:
    """Show a card in a new message, or where Discord was told that it will come."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card, attachments=card.files())
    else:
        await interaction.response.send_message(view=card, files=card.files(), ephemeral=private)


async def completed_in_time(work: Awaitable[T]) -> T | None:
    """Return what `work` brings, None when it takes too long, as when articles are being read."""
    try:
        async with asyncio.timeout(COMPLETION_SECONDS):
            return await work
    except TimeoutError:
        return None


async def edit_in_time(press: discord.Interaction[Any], work: Awaitable[Card]) -> None:
    """Answer a press by editing the message that the button stands on."""
    await turn_to(press, await ready_in_time(press, work, private=False, in_place=True))


async def turn_to(press: discord.Interaction[Any], card: Card) -> None:
    """Show a card in the place of the one that was pressed."""
    if press.response.is_done():
        await press.edit_original_response(view=card, attachments=card.files())
    else:
        await press.response.edit_message(view=card, attachments=card.files())


async def with_working_sign(channel: discord.abc.Messageable, work: Awaitable[T]) -> T:
    """Do `work`, and show that the bot is typing when it takes longer than a moment."""
    task = asyncio.ensure_future(work)
    if await _is_done_within(WORKING_SIGN_SECONDS, task):
        return await task
    async with contextlib.AsyncExitStack() as stack:
        # Where the bot may not type, the reply tells so; a sign that is lost loses no answer.
        with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            await stack.enter_async_context(channel.typing())
        return await task


async def _is_done_within(seconds: float, task: asyncio.Future[T]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


async def say(interaction: discord.Interaction[Any], phrase: Phrase, **fields: object) -> None:
    """Tell the person behind an interaction, and nobody else, one of our phrases."""
    if interaction.type is discord.InteractionType.autocomplete:
        return
    await show_privately(
        interaction, note(phrase.to(reader_language(interaction)).format(**fields))
    )


async def show_privately(interaction: discord.Interaction[Any], card: Card) -> None:
    """Show a card to the person behind an interaction, and to nobody else."""
    if interaction.response.is_done():
        await interaction.followup.send(view=card, ephemeral=True)
    else:
        await interaction.response.send_message(view=card, ephemeral=True)
