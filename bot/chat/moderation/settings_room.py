"""/settings: what comes of each press and choice on its card."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.chat.cards import Card
from bot.chat.contents import key_of
from bot.chat.moderation import settings_phrases as said
from bot.chat.moderation.permission import Moderator, moderated
from bot.chat.moderation.settings_buttons import Act, Places
from bot.chat.moderation.settings_card import (
    Hearing,
    Shown,
    articles_on,
    places_in,
    print_of_page,
    settings_card,
    stop_card,
)
from bot.chat.moderation.settings_modal import limits_modal, read
from bot.chat.replies import edit_in_time, say, show_privately
from bot.chat.submissions import typed_in
from bot.errors import NotKept
from bot.memory.kept import RETENTION_DAYS, GuildSettings

LANGUAGES = {"own": None, "fr": "fr", "en": "en"}
Change = Callable[[GuildSettings], GuildSettings]


class SettingsRoom:
    """Shows and changes what a server decides; each change edits the card that it came from."""

    async def opened(self, interaction: discord.Interaction[Any]) -> None:
        """Answer /settings."""
        await moderated(interaction, partial(_open, interaction))

    async def turned(self, press: discord.Interaction[Any], page: int) -> None:
        """Show another page of the articles."""
        await moderated(press, partial(_show, press, page=page))

    async def language_chosen(
        self, choice: discord.Interaction[Any], chosen: Sequence[str]
    ) -> None:
        """Decide the language of all answers."""
        language: Any = LANGUAGES.get(chosen[0]) if chosen else None
        await self._change(choice, lambda s: replace(s, language=language))

    async def places_chosen(
        self, choice: discord.Interaction[Any], places: Places, chosen: Sequence[str]
    ) -> None:
        """Decide one of the lists of channels."""
        ids = tuple(int(each) for each in chosen if each.isdecimal())
        await self._change(choice, partial(_with_places, places=places, channel_ids=ids))

    async def articles_chosen(
        self, choice: discord.Interaction[Any], page: int, seen: str, chosen: Sequence[str]
    ) -> None:
        """Decide which articles of a page the server sees, if the page is still the same."""
        work = partial(_choose_articles, choice, page=page, seen=seen, keys=frozenset(chosen))
        await moderated(choice, work)

    async def pressed(self, press: discord.Interaction[Any], act: Act) -> None:
        """Do what a button says."""
        if act is Act.KEEP:
            await self._change(press, lambda s: replace(s, keeps_questions=True))
        else:
            await moderated(press, partial(ACTS[act], press))

    async def limits_typed(self, submit: discord.Interaction[Any]) -> None:
        """Decide the four numbers of the modal, if all of them can be."""
        await moderated(submit, partial(_decide_limits, submit))

    async def _change(self, interaction: discord.Interaction[Any], change: Change) -> None:
        await moderated(interaction, partial(_alter, interaction, change=change))


async def _open(interaction: discord.Interaction[Any], moderator: Moderator) -> None:
    if not moderator.memory.is_working:
        raise NotKept("What was decided cannot be read now.")
    shown = await _shown(interaction, moderator)
    await show_privately(interaction, settings_card(shown, moderator.language))
    _listen_where_wanted(interaction, moderator)


async def _alter(
    press: discord.Interaction[Any], moderator: Moderator, *, change: Change, page: int = 0
) -> None:
    """Keep a change, and show on the card what is decided then."""

    async def card() -> Card:
        await moderator.memory.alter_settings(moderator.guild_id, change)
        return settings_card(await _shown(press, moderator, page), moderator.language)

    await edit_in_time(press, card())
    _listen_where_wanted(press, moderator)


async def _show(
    press: discord.Interaction[Any], moderator: Moderator, *, page: int = 0, remark: str = ""
) -> None:
    """Show on the card what is decided now."""
    shown = await _shown(press, moderator, page)
    await press.response.edit_message(view=settings_card(shown, moderator.language, remark))


def _listen_where_wanted(interaction: discord.Interaction[Any], moderator: Moderator) -> None:
    """Let the bot hear what is not said to it; what it was answering is sent before."""
    if moderator.memory.known_settings(moderator.guild_id).automatic_channel_ids:
        interaction.client.begin_listening()


async def _shown(
    interaction: discord.Interaction[Any], moderator: Moderator, page: int = 0
) -> Shown:
    servers = moderator.servers
    decided = await moderator.memory.settings(moderator.guild_id)
    known = _channel_ids(interaction)
    return Shown(
        decided,
        servers.shared.corpus.articles,
        servers.host_limits,
        known,
        host_channel_ids=[each for each in servers.host_channel_ids if each in known],
        hearing=_hearing(interaction.client) if decided.automatic_channel_ids else Hearing.YES,
        page=page,
    )


def _channel_ids(interaction: discord.Interaction[Any]) -> frozenset[int]:
    channels = interaction.guild.channels if interaction.guild else ()
    return frozenset(channel.id for channel in channels)


def _hearing(client: Any) -> Hearing:  # noqa: ANN401 - the bot, which this room is a part of
    if client.is_listening:
        return Hearing.YES
    return Hearing.BEGINS if client.may_listen else Hearing.NOT_GRANTED


def _with_places(
    decided: GuildSettings, *, places: Places, channel_ids: tuple[int, ...]
) -> GuildSettings:
    if places is Places.ONLY:
        return replace(decided, only_channel_ids=channel_ids)
    if places is Places.SILENT:
        return replace(decided, silent_channel_ids=channel_ids)
    return replace(decided, automatic_channel_ids=channel_ids)


async def _choose_articles(
    choice: discord.Interaction[Any],
    moderator: Moderator,
    *,
    page: int,
    seen: str,
    keys: frozenset[str],
) -> None:
    articles = articles_on(page, moderator.servers.shared.corpus.articles)
    if print_of_page(articles) != seen:
        remark = said.ARTICLES_CHANGED.to(moderator.language)
        await _show(choice, moderator, page=page, remark=remark)
        return
    offered = {article.id for article in articles}
    refused = tuple(article.id for article in articles if key_of(article) not in keys)

    def change(decided: GuildSettings) -> GuildSettings:
        others = (each for each in decided.hidden_article_ids if each not in offered)
        return replace(decided, hidden_article_ids=(*others, *refused))

    await _alter(choice, moderator, change=change, page=page)


async def _ask_to_stop(press: discord.Interaction[Any], moderator: Moderator) -> None:
    kept = await moderator.memory.unanswered(moderator.guild_id)
    await press.response.edit_message(view=stop_card(len(kept), moderator.language))


async def _stop(press: discord.Interaction[Any], moderator: Moderator) -> None:
    async def card() -> Card:
        erased = await moderator.memory.keep_no_more(moderator.guild_id)
        remark = said.STOPPED.to(moderator.language).format(count=erased)
        return settings_card(await _shown(press, moderator), moderator.language, remark)

    await edit_in_time(press, card())


async def _prune(press: discord.Interaction[Any], moderator: Moderator) -> None:
    """Take out the channels that are gone: where alone they were, it answers everywhere again."""
    known = _channel_ids(press)

    def change(decided: GuildSettings) -> GuildSettings:
        for places, ids in places_in(decided).items():
            there = tuple(each for each in ids if each in known)
            decided = _with_places(decided, places=places, channel_ids=there)
        return decided

    await _alter(press, moderator, change=change)


async def _ask_for_limits(press: discord.Interaction[Any], moderator: Moderator) -> None:
    decided = await moderator.memory.settings(moderator.guild_id)
    modal = limits_modal(decided, moderator.servers.host_limits, moderator.language)
    await press.response.send_modal(modal)


async def _decide_limits(submit: discord.Interaction[Any], moderator: Moderator) -> None:
    typed = read(typed_in(submit))
    if typed.wrong is not None:
        field, language = typed.wrong, moderator.language
        label = field.label.to(language)
        await say(submit, said.NOT_A_NUMBER, label=label, least=field.least, most=field.most)
        return
    numbers: dict[str, Any] = dict(typed.numbers)
    numbers["retention_days"] = numbers["retention_days"] or RETENTION_DAYS
    await _alter(submit, moderator, change=lambda decided: replace(decided, **numbers))


ACTS: dict[Act, Callable[[discord.Interaction[Any], Moderator], Awaitable[None]]] = {
    Act.STOP: _ask_to_stop,
    Act.ERASE: _stop,
    Act.BACK: _show,
    Act.LIMITS: _ask_for_limits,
    Act.PRUNE: _prune,
}
