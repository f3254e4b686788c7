"""The cards: what the bot shows for an answer, a list of passages, or a word of its own.

A card is one message of Discord's Components V2: at most 4,000 characters and 40 components.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.articles.article import Corpus, Passage
from bot.chat import phrases, small_talk
from bot.chat.buttons import Listing, MoreButton, Ranking, page_buttons
from bot.chat.markdown import escape, unescape
from bot.chat.parts import (
    TITLE_ROOM,
    UNDERSTOOD_ROOM,
    fitted,
    long_quotation,
    origin,
    read_button,
    sentence_quotation,
    short_quotation,
    source,
)
from bot.chat.phrases import Language
from bot.retrieval.answer import SUMMARISED, Answer, Match, Status

# The component that holds the question, so that a press finds it on the card.
QUESTION_ID = 100
QUESTION_MARK = "### "
CLOSEST_SHOWN = 3
PASSAGES_PER_PAGE = 5

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
        about = phrases.HELP.to(language).format(title=_title(corpus))
    else:
        about = phrases.HELP_WITH_SEVERAL.to(language).format(count=len(corpus.articles))
    return note(f"{about}\n{phrases.HOW_TO_ASK.to(language)}")


def answer_card(answer: Answer, corpus: Corpus, language: Language) -> Card:
    """Show an answer in one of its three states; a refusal never carries a quotation.

    What is no question to the articles gets a word of the bot's own, or a summary.
    """
    if answer.notice is not None and answer.notice not in SUMMARISED:
        subject = small_talk.subject(corpus, _title(corpus), language)
        return note(small_talk.reply(answer.notice, subject, language))
    parts: list[ui.Item[Any]] = [_question(answer.question)]
    if answer.understood is not None:
        understood = fitted(answer.understood, UNDERSTOOD_ROOM)
        line = phrases.UNDERSTOOD.to(language).format(question=understood)
        parts.append(ui.TextDisplay(f"-# {line}"))
    if answer.status is Status.NOT_FOUND or not answer.matches:
        parts.append(_refusal(corpus, language))
        return Card(parts)
    if answer.notice is not None:
        return Card([*parts, *_summary(answer, corpus, language)], colour=GREEN)
    if answer.status is Status.CLOSEST:
        return Card([*parts, *_closest(answer, corpus, language)], colour=AMBER)
    return Card([*parts, *_answered(answer, language)], colour=GREEN)


def passage_card(passage: Passage, language: Language) -> Card:
    """Show one passage, chosen by its reader: nothing in it is marked."""
    match = Match(passage, 0.0, 0, 0)
    parts = [long_quotation(match), ui.TextDisplay(origin(passage, language))]
    link = read_button(passage.article, passage.text, language)
    return Card([*parts, ui.ActionRow(*link)] if link else parts)


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
        *(short_quotation(match, corpus) for match in listed[first : first + PASSAGES_PER_PAGE]),
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
    took = phrases.elapsed(answer.elapsed_seconds, language)
    return [
        ui.TextDisplay(f"**{phrases.ANSWER.to(language)}**"),
        long_quotation(best),
        ui.TextDisplay(f"{origin(best.passage, language)}{phrases.PART_SEPARATOR}{took}"),
        *_buttons(answer, 1, language),
    ]


def _closest(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    title, warning = phrases.CLOSEST.to(language), phrases.CLOSEST_EXPLAINED.to(language)
    shown = answer.matches[:CLOSEST_SHOWN]
    took = phrases.elapsed(answer.elapsed_seconds, language)
    # With several articles, each passage names its own.
    is_alone = len(corpus.articles) == 1
    known = [source(shown[0].passage.article, language)] if is_alone else []
    return [
        ui.TextDisplay(f"**{title}**\n{warning}"),
        *(short_quotation(match, corpus) for match in shown),
        ui.TextDisplay(f"-# {phrases.PART_SEPARATOR.join([*known, took])}"),
        *_buttons(answer, len(shown), language),
    ]


def _summary(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    first = answer.matches[0].passage.article
    title = small_talk.summary(corpus, len(answer.matches), language)
    sentences = [sentence_quotation(match, corpus) for match in answer.matches]
    if len(corpus.articles) > 1:
        return [ui.TextDisplay(f"**{title}**"), *sentences]
    link = read_button(first, answer.matches[0].highlight, language)
    return [
        ui.TextDisplay(f"**{title}**"),
        *sentences,
        ui.TextDisplay(f"-# {source(first, language)}"),
        *([ui.ActionRow(*link)] if link else []),
    ]


def _title(corpus: Corpus) -> str:
    return fitted(corpus.articles[0].title, TITLE_ROOM) if corpus.articles else ""


def _buttons(answer: Answer, shown: int, language: Language) -> list[ui.Item[Any]]:
    best = answer.matches[0]
    buttons: list[ui.Item[Any]] = read_button(best.passage.article, best.highlight, language)
    if len(answer.matches) > shown:
        buttons.insert(0, MoreButton(shown, phrases.MORE_BUTTON.to(language)))
    return [ui.ActionRow(*buttons)] if buttons else []
