"""The cards about a server's articles: the list, a preview, and what came of a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.articles.article import Article, Corpus, Passage
from bot.chat import labels, phrases
from bot.chat.cards import AMBER, GREEN, Card
from bot.chat.moderation import library_phrases as said
from bot.chat.moderation.library_buttons import Act, LibraryButton, again_menus, button
from bot.chat.moderation.library_catalogue import Entry, Whose
from bot.chat.moderation.library_pending import WAITING_MINUTES
from bot.chat.parts import SITE_ROOM, TITLE_ROOM, fitted, short_quotation
from bot.chat.phrases import PART_SEPARATOR, Language, Phrase
from bot.memory.shelves import MAX_ARTICLES
from bot.retrieval.answer import Match
from bot.retrieval.taught import Taught

ENTRIES_PER_PAGE = 10
ENTRY_TITLE_ROOM, ORIGIN_ROOM, QUESTION_ROOM, LANGUAGE_ROOM = 80, 120, 150, 20
FIRST_PASSAGES, ORPHANS_NAMED = 3, 5
PRIMARY, DANGER = discord.ButtonStyle.primary, discord.ButtonStyle.danger


@dataclass(frozen=True, slots=True)
class Replaced:
    """The article whose place is taken: how many passages are new, and how many go."""

    title: str
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Preview:
    """An article as it would be kept, where it is from, and what is to be minded."""

    article: Article
    passages: tuple[Passage, ...]
    origin: str
    replaced: Replaced | None
    warnings: tuple[Phrase, ...]


def list_card(entries: Sequence[Entry], page: int, language: Language) -> Card:
    """Show one page of what a server reads, its own articles first; one too far shows the last."""
    if not entries:
        return Card([ui.TextDisplay(said.EMPTY.to(language))])
    pages = -(-len(entries) // ENTRIES_PER_PAGE)
    page = min(page, pages - 1)
    own = sum(entry.whose is Whose.OWN for entry in entries)
    counted = said.OWN_COUNT.to(language).format(
        own=own, most=MAX_ARTICLES, shared=len(entries) - own
    )
    of_pages = phrases.PAGE.to(language).format(page=page + 1, pages=pages)
    head = f"**{said.LISTED.to(language)}**{PART_SEPARATOR}{of_pages}\n-# {counted}"
    shown = entries[page * ENTRIES_PER_PAGE : (page + 1) * ENTRIES_PER_PAGE]
    lines = "\n".join(_line(entry, language) for entry in shown)
    parts: list[ui.Item[Any]] = [ui.TextDisplay(head), ui.TextDisplay(lines)]
    return Card([*parts, _pages(page, pages, language)] if pages > 1 else parts)


def preview_card(preview: Preview, token: str, language: Language) -> Card:
    """Show an article before it is added, with « Ajouter » and « Annuler »."""
    article, passages, replaced = preview.article, preview.passages, preview.replaced
    asked = said.OFFERED_INSTEAD if replaced else said.OFFERED
    about = [
        fitted(article.site or "", SITE_ROOM),
        phrases.day(article.published, language) if article.published else "",
        _language(article.lang, language),
        phrases.passages(len(passages), language),
        fitted(preview.origin, ORIGIN_ROOM),
    ]
    head = f"**{asked.to(language)}**\n### {titled(article.title)}"
    notes = [warning.to(language) for warning in preview.warnings]
    if replaced:
        notes.insert(0, f"{_replaces(replaced, language)} {said.OTHER_NAME.to(language)}")
    alone = Corpus((article,), passages)
    lasting = said.LASTING.to(language).format(minutes=WAITING_MINUTES)
    keeping = said.REPLACE_BUTTON if replaced else said.ADD_BUTTON
    return Card(
        [
            ui.TextDisplay(f"{head}\n-# {PART_SEPARATOR.join(filter(None, about))}"),
            *([ui.TextDisplay("\n".join(f"- {each}" for each in notes))] if notes else []),
            ui.TextDisplay(f"**{said.FIRST_PASSAGES.to(language)}**"),
            *(short_quotation(Match(each, 0.0, 0, 0), alone) for each in passages[:FIRST_PASSAGES]),
            ui.TextDisplay(f"-# {lasting}"),
            ui.ActionRow(
                button(Act.ADD, keeping, language, token, PRIMARY),
                button(Act.CANCEL, said.CANCEL_BUTTON, language),
            ),
        ],
        colour=AMBER if notes else GREEN,
    )


def removal_card(entry: Entry, lessons: int, language: Language) -> Card:
    """Ask whether an article is to be removed; `lessons` would lose their passage."""
    lines = [f"**{said.REMOVE_ASKED.to(language)}**", _line(entry, language)]
    if lessons:
        lines.append(said.TAUGHT_OF_IT.to(language).format(count=lessons))
    buttons = ui.ActionRow[Any](
        button(Act.REMOVE, said.REMOVE_BUTTON, language, entry.key, DANGER),
        button(Act.CANCEL, said.CANCEL_BUTTON, language),
    )
    return Card([ui.TextDisplay("\n".join(lines)), buttons], colour=AMBER)


def done_card(
    told: str, orphans: Sequence[Taught], language: Language, *, restored_by: str | None = None
) -> Card:
    """Say what was done to an article, and what was taught whose passage is gone."""
    parts: list[ui.Item[Any]] = [ui.TextDisplay(told), *_orphans(orphans, language)]
    if restored_by is not None:
        restore = button(Act.ADD, said.RESTORE_BUTTON, language, restored_by)
        parts.append(ui.ActionRow(restore))
    return Card(parts, colour=GREEN)


def reloaded_card(
    lines: Sequence[str], fetched: Sequence[Entry], orphans: Sequence[Taught], language: Language
) -> Card:
    """Say what was read again; `fetched` are those that can be fetched anew."""
    parts: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(lines)), *_orphans(orphans, language)]
    if fetched:
        parts.append(ui.TextDisplay(said.FROM_THE_WEB.to(language)))
        parts += again_menus(fetched, language)
    return Card(parts, colour=GREEN)


def titled(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return fitted(title, TITLE_ROOM) or "…"


def _line(entry: Entry, language: Language) -> str:
    unreadable = entry.passages is None
    count = (
        said.UNREADABLE.to(language)
        if unreadable
        else phrases.passages(entry.passages or 0, language)
    )
    day = phrases.day(entry.day, language) if entry.day else ""
    if entry.whose is Whose.OWN:
        day = said.ADDED_ON.to(language).format(day=day)
        whose = ""
    else:
        hidden = entry.whose is Whose.HIDDEN
        whose = (said.SHARED_HIDDEN if hidden else said.SHARED_SEEN).to(language)
    title = fitted(entry.title, ENTRY_TITLE_ROOM) or "…"
    parts = (f"**{title}**", count, fitted(entry.origin, ORIGIN_ROOM), day, whose)
    return f"- {PART_SEPARATOR.join(filter(None, parts))}"


def _pages(page: int, pages: int, language: Language) -> ui.ActionRow[Any]:
    previous, following = labels.PREVIOUS_BUTTON, labels.NEXT_BUTTON
    return ui.ActionRow(
        # On the first page both must not hold the same id.
        LibraryButton(Act.LIST, str(max(page - 1, 0)), previous.to(language), disabled=page == 0),
        LibraryButton(Act.LIST, str(page + 1), following.to(language), disabled=page + 1 >= pages),
    )


def _replaces(replaced: Replaced, language: Language) -> str:
    title = titled(replaced.title)
    return said.REPLACES.to(language).format(title=title, new=replaced.new, gone=replaced.gone)


def _language(code: str, language: Language) -> str:
    known = {"fr": said.IN_FRENCH, "en": said.IN_ENGLISH}
    phrase = known.get(code.lower().partition("-")[0], said.IN_OTHER)
    return phrase.to(language).format(code=fitted(code, LANGUAGE_ROOM))


def _orphans(orphans: Sequence[Taught], language: Language) -> list[ui.Item[Any]]:
    if not orphans:
        return []
    named = [f"- {fitted(each.question, QUESTION_ROOM)}" for each in orphans[:ORPHANS_NAMED]]
    more = ["- …"] if len(orphans) > ORPHANS_NAMED else []
    return [ui.TextDisplay("\n".join([said.ORPHANS.to(language), *named, *more]))]
