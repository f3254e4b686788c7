"""The cards: what the bot shows for an answer, a list of passages, or a word of its own.

A card is one message of Discord's Components V2: at most 4,000 characters and 40 components.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.articles.article import Article, Corpus, Passage
from bot.chat import phrases
from bot.chat.buttons import Listing, MoreButton, Ranking, page_buttons
from bot.chat.lengths import shorten
from bot.chat.links import link_to
from bot.chat.markdown import escape, one_line, unescape
from bot.chat.phrases import Language
from bot.chat.quotation import quotation
from bot.retrieval.answer import Answer, Match, Status

# The component that holds the question, so that a press finds it on the card.
QUESTION_ID = 100
QUESTION_MARK = "### "
CLOSEST_SHOWN = 3
PASSAGES_PER_PAGE = 5

# What each part may fill, in characters of Markdown, so that a card never exceeds 4,000:
# the question 1,004 (500 characters, each escaped), then one long passage or five short ones.
UNDERSTOOD_ROOM, QUOTATION_ROOM, SECTION_ROOM, TITLE_ROOM, SITE_ROOM = 500, 1400, 250, 250, 80
SHORT_QUOTATION_ROOM, SHORT_SECTION_ROOM, SHORT_TITLE_ROOM = 350, 80, 60

GREEN, AMBER, GREY = 0x3BA55D, 0xFAA61A, 0x747F8D


class Card(ui.LayoutView):
    """One message of the bot. It is only a payload: once it is sent, nothing of it stays."""

    def __init__(self, parts: Iterable[ui.Item[Any]], *, colour: int = GREY) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(*parts, accent_colour=colour))
        # A view that is stopped is not stored; its presses come back through DynamicItem.
        self.stop()


def note(text: str) -> Card:
    """Return a card that says `text`, one of our own phrases."""
    return Card([ui.TextDisplay(text)])


def help_card(corpus: Corpus, language: Language) -> Card:
    """Say what can be asked, and how."""
    if len(corpus.articles) == 1:
        title = _fitted(corpus.articles[0].title, TITLE_ROOM)
        about = phrases.HELP.to(language).format(title=title)
    else:
        about = phrases.HELP_WITH_SEVERAL.to(language).format(count=len(corpus.articles))
    return note(f"{about}\n{phrases.HOW_TO_ASK.to(language)}")


def answer_card(answer: Answer, corpus: Corpus, language: Language) -> Card:
    """Show an answer in one of its three states; a refusal never carries a quotation."""
    parts: list[ui.Item[Any]] = [_question(answer.question)]
    if answer.understood is not None:
        understood = _fitted(answer.understood, UNDERSTOOD_ROOM)
        line = phrases.UNDERSTOOD.to(language).format(question=understood)
        parts.append(ui.TextDisplay(f"-# {line}"))
    if answer.status is Status.NOT_FOUND or not answer.matches:
        parts.append(_refusal(corpus, language))
        return Card(parts)
    if answer.status is Status.CLOSEST:
        return Card([*parts, *_closest(answer, corpus, language)], colour=AMBER)
    return Card([*parts, *_answered(answer, language)], colour=GREEN)


def passage_card(passage: Passage, language: Language) -> Card:
    """Show one passage, chosen by its reader: nothing in it is marked."""
    match = Match(passage, 0.0, 0, 0)
    parts = [_quoted(match), ui.TextDisplay("\n".join(_origin(passage, language)))]
    link = _link(passage.article, passage.text, language)
    return Card([*parts, ui.ActionRow(link)] if link else parts)


def list_card(
    asked: str, matches: Sequence[Match], listing: Listing, corpus: Corpus, language: Language
) -> Card:
    """Show one page of `matches`, a ranking for `asked`; a page too far shows the last one."""
    is_search = listing.ranking is Ranking.SEARCH
    listed = matches[listing.skipped :]
    if not listed:
        none = phrases.NO_RESULT if is_search else phrases.NO_OTHER
        return Card([_question(asked), ui.TextDisplay(none.to(language))])
    pages = -(-len(listed) // PASSAGES_PER_PAGE)
    listing = Listing(listing.ranking, listing.skipped, min(listing.page, pages - 1))
    first = listing.page * PASSAGES_PER_PAGE
    title = (phrases.RESULTS if is_search else phrases.OTHERS).to(language)
    page = phrases.PAGE.to(language).format(page=listing.page + 1, pages=pages)
    parts = [
        _question(asked),
        ui.TextDisplay(f"**{title}**{phrases.PART_SEPARATOR}{page}"),
        *(_short(match, corpus) for match in listed[first : first + PASSAGES_PER_PAGE]),
    ]
    return Card([*parts, page_buttons(listing, pages, language)] if pages > 1 else parts)


def question_on(message: discord.Message) -> str | None:
    """Read the question back from a card, or None when the message is no card with a question."""
    for component in message.components:
        for part in getattr(component, "children", ()):
            if isinstance(part, discord.TextDisplay) and part.id == QUESTION_ID:
                return unescape(part.content.removeprefix(QUESTION_MARK))
    return None


def _question(asked: str) -> ui.TextDisplay[Any]:
    return ui.TextDisplay(f"{QUESTION_MARK}{escape(asked)}", id=QUESTION_ID)


def _refusal(corpus: Corpus, language: Language) -> ui.TextDisplay[Any]:
    said = phrases.not_found(corpus, language)
    return ui.TextDisplay(f"**{said}**\n{phrases.REPHRASE.to(language)}")


def _answered(answer: Answer, language: Language) -> list[ui.Item[Any]]:
    best = answer.matches[0]
    origin = "\n".join(_origin(best.passage, language))
    took = phrases.elapsed(answer.elapsed_seconds, language)
    return [
        ui.TextDisplay(f"**{phrases.ANSWER.to(language)}**"),
        _quoted(best),
        ui.TextDisplay(f"{origin}{phrases.PART_SEPARATOR}{took}"),
        *_buttons(answer, 1, language),
    ]


def _closest(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    title, warning = phrases.CLOSEST.to(language), phrases.CLOSEST_EXPLAINED.to(language)
    shown = answer.matches[:CLOSEST_SHOWN]
    took = phrases.elapsed(answer.elapsed_seconds, language)
    # With several articles, each passage names its own.
    source = [_source(article, language) for article in corpus.articles[:1]]
    known = source if len(corpus.articles) == 1 else []
    return [
        ui.TextDisplay(f"**{title}**\n{warning}"),
        *(_short(match, corpus) for match in shown),
        ui.TextDisplay(f"-# {phrases.PART_SEPARATOR.join([*known, took])}"),
        *_buttons(answer, len(shown), language),
    ]


def _buttons(answer: Answer, shown: int, language: Language) -> list[ui.Item[Any]]:
    best = answer.matches[0]
    link = _link(best.passage.article, best.highlight, language)
    buttons: list[ui.Item[Any]] = [link] if link else []
    if len(answer.matches) > shown:
        buttons.insert(0, MoreButton(shown, phrases.MORE_BUTTON.to(language)))
    return [ui.ActionRow(*buttons)] if buttons else []


def _link(article: Article, sentence: str, language: Language) -> ui.Button[Any] | None:
    url = link_to(article.url, sentence) if article.url else None
    return ui.Button(label=phrases.READ_BUTTON.to(language), url=url) if url else None


def _quoted(match: Match) -> ui.TextDisplay[Any]:
    start, end = match.highlight_start, match.highlight_end
    return ui.TextDisplay(quotation(match.passage.text, start, end, limit=QUOTATION_ROOM))


def _short(match: Match, corpus: Corpus) -> ui.TextDisplay[Any]:
    start, end = match.highlight_start, match.highlight_end
    parts = [_place(match.passage, SHORT_SECTION_ROOM)]
    if len(corpus.articles) > 1:
        parts.insert(0, _fitted(match.passage.article.title, SHORT_TITLE_ROOM))
    text = quotation(match.passage.text, start, end, limit=SHORT_QUOTATION_ROOM)
    return ui.TextDisplay(f"{text}\n-# {phrases.PART_SEPARATOR.join(parts)}")


def _origin(passage: Passage, language: Language) -> list[str]:
    return [f"-# {_place(passage, SECTION_ROOM)}", f"-# {_source(passage.article, language)}"]


def _place(passage: Passage, room: int) -> str:
    section = _shortened(phrases.SECTION_SEPARATOR.join(passage.section), room)
    return escape(phrases.place(replace(passage, section=(section,) if section else ())))


def _source(article: Article, language: Language) -> str:
    title, site = _shortened(article.title, TITLE_ROOM), _shortened(article.site or "", SITE_ROOM)
    return escape(phrases.source(replace(article, title=title, site=site), language))


def _fitted(text: str, room: int) -> str:
    return escape(_shortened(text, room))


def _shortened(text: str, room: int) -> str:
    return shorten(one_line(text), room, shown=escape)
