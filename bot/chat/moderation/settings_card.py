"""The card of /settings: all that a server decides, on one message that edits itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any

from discord import ui

from bot.articles.article import Article
from bot.chat import labels
from bot.chat.cards import Card
from bot.chat.manners import Limits
from bot.chat.moderation import settings_phrases as said
from bot.chat.moderation.settings_buttons import (
    Act,
    ArticlesMenu,
    ArticlesPageButton,
    LanguageMenu,
    Places,
    PlacesMenu,
    settings_button,
)
from bot.chat.phrases import Language
from bot.chat.prints import PRINT_BYTES
from bot.chat.reading_buttons import MENU_CHOICES
from bot.chat.screens import named
from bot.memory.kept import GuildSettings

HEADINGS = {Places.ONLY: said.ONLY, Places.SILENT: said.SILENT, Places.AUTOMATIC: said.AUTOMATIC}


class Hearing(Enum):
    """Whether the bot hears the channels of automatic answers; YES also where there are none."""

    YES = "yes"
    BEGINS = "begins"
    NOT_GRANTED = "not granted"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card shows: what was decided, and what stands beside it.

    `articles` are those that all servers share, `host_channel_ids` the channels of this server in
    which whoever runs the bot switched automatic answers on, `known_channel_ids` those that are
    there today.
    """

    decided: GuildSettings
    articles: Sequence[Article]
    host: Limits
    known_channel_ids: Collection[int]
    host_channel_ids: Sequence[int] = ()
    hearing: Hearing = Hearing.YES
    page: int = 0


def places_in(decided: GuildSettings) -> dict[Places, tuple[int, ...]]:
    """Return the lists of channels that a server decided."""
    return {
        Places.ONLY: decided.only_channel_ids,
        Places.SILENT: decided.silent_channel_ids,
        Places.AUTOMATIC: decided.automatic_channel_ids,
    }


def articles_on(page: int, articles: Sequence[Article]) -> Sequence[Article]:
    """Return the articles of a page, as many as a menu holds."""
    return articles[page * MENU_CHOICES : (page + 1) * MENU_CHOICES]


def print_of_page(articles: Sequence[Article]) -> str:
    """Return eight letters that tell whether a menu still holds these articles."""
    told = "\0".join(article.id for article in articles).encode(errors="surrogatepass")
    return blake2b(told, digest_size=PRINT_BYTES).hexdigest()


def settings_card(shown: Shown, language: Language, remark: str = "") -> Card:
    """Show what a server decided, each with what changes it; `remark` is Markdown of our own."""
    decided = shown.decided
    parts: list[ui.Item[Any]] = [ui.TextDisplay(remark)] if remark else []
    parts += [
        ui.TextDisplay(said.TITLE.to(language)),
        ui.TextDisplay(said.LANGUAGE.to(language)),
        ui.ActionRow(LanguageMenu(decided.language, language)),
    ]
    for places in Places:
        parts += _places(shown, places, language)
    parts += [*_vanished(shown, language), *_articles(shown, language)]
    kept = said.KEPT if decided.keeps_questions else said.KEPT_NOT
    keeping = Act.STOP if decided.keeps_questions else Act.KEEP
    parts += [
        ui.TextDisplay(kept.to(language).format(days=decided.retention_days)),
        ui.TextDisplay(_limits(decided, shown.host, language)),
        ui.ActionRow(settings_button(keeping, language), settings_button(Act.LIMITS, language)),
    ]
    return Card(parts)


def stop_card(count: int, language: Language) -> Card:
    """Ask whether the questions that are kept, so many, are to be erased."""
    buttons = ui.ActionRow[Any](
        settings_button(Act.ERASE, language), settings_button(Act.BACK, language)
    )
    return Card([ui.TextDisplay(said.ASK_TO_STOP.to(language).format(count=count)), buttons])


def _places(shown: Shown, places: Places, language: Language) -> list[ui.Item[Any]]:
    lines = [HEADINGS[places].to(language)]
    if places is Places.AUTOMATIC:
        lines += _automatic_remarks(shown, language)
    there = [each for each in places_in(shown.decided)[places] if each in shown.known_channel_ids]
    menu = PlacesMenu(places, there, language)
    return [ui.TextDisplay("\n".join(lines)), ui.ActionRow(menu)]


def _automatic_remarks(shown: Shown, language: Language) -> list[str]:
    lines = []
    if shown.host_channel_ids:
        channels = named(shown.host_channel_ids)
        lines.append(said.BY_THE_HOST.to(language).format(channels=channels))
    if shown.hearing is Hearing.BEGINS:
        lines.append(said.BEGINS.to(language))
    if shown.hearing is Hearing.NOT_GRANTED:
        lines.append(said.NOT_GRANTED.to(language))
    return lines


def _vanished(shown: Shown, language: Language) -> list[ui.Item[Any]]:
    """Tell of channels that no menu can show, and offer to take them out."""
    every = {each for ids in places_in(shown.decided).values() for each in ids}
    gone = every.difference(shown.known_channel_ids)
    if not gone:
        return []
    told = said.VANISHED.to(language).format(count=len(gone))
    return [ui.TextDisplay(told), ui.ActionRow(settings_button(Act.PRUNE, language))]


def _articles(shown: Shown, language: Language) -> list[ui.Item[Any]]:
    articles, hidden = shown.articles, shown.decided.hidden_article_ids
    pages = -(-len(articles) // MENU_CHOICES)
    if not pages:
        return []
    page = min(shown.page, pages - 1)
    on_page = articles_on(page, articles)
    seen = sum(article.id not in hidden for article in articles)
    heading = said.ARTICLES.to(language).format(shown=seen, count=len(articles))
    menu = ArticlesMenu(page, print_of_page(on_page), on_page, hidden, language)
    parts: list[ui.Item[Any]] = [ui.TextDisplay(heading), ui.ActionRow(menu)]
    return [*parts, _pages(page, pages, language)] if pages > 1 else parts


def _pages(page: int, pages: int, language: Language) -> ui.ActionRow[Any]:
    back, on = labels.PREVIOUS_BUTTON.to(language), labels.NEXT_BUTTON.to(language)
    return ui.ActionRow(
        # On the first page both must not hold the same id.
        ArticlesPageButton(max(page - 1, 0), back, disabled=page == 0),
        ArticlesPageButton(page + 1, on, disabled=page + 1 >= pages),
    )


def _limits(decided: GuildSettings, host: Limits, language: Language) -> str:
    def number(own: int | None, hosts: int) -> str:
        value = hosts if own is None else own
        words = said.QUESTIONS.to(language).format(count=value)
        return _told(own, words if value else said.NO_LIMIT.to(language))

    def _told(own: int | None, words: str) -> str:
        return said.OF_THE_HOST.to(language).format(value=words) if own is None else words

    seconds = decided.cooldown_seconds or round(host.seconds)
    return said.LIMITS.to(language).format(
        person=number(decided.person_questions, host.person_questions),
        channel=number(decided.channel_questions, host.channel_questions),
        seconds=_told(decided.cooldown_seconds, said.SECONDS.to(language).format(count=seconds)),
        days=decided.retention_days,
    )
