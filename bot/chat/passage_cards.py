"""Cards that show passages without judging them: lists, one passage, its neighbours, contents."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from discord import ui

from bot.articles.article import Article, Corpus, Passage
from bot.chat import labels, phrases
from bot.chat.answer_buttons import Audience, last_buttons
from bot.chat.buttons import Listing, Ranking, page_buttons
from bot.chat.cards import Card, context_button, remark
from bot.chat.contents import Section, key_of
from bot.chat.parts import (
    SHORT_SECTION_ROOM,
    TITLE_ROOM,
    fitted,
    long_quotation,
    neighbour_quotation,
    origin,
    read_button,
    short_quotation,
    source,
)
from bot.chat.phrases import Language
from bot.chat.questions import Question, question_parts
from bot.chat.reading_buttons import MENU_CHOICES, ArticleMenu, Leaf, SectionMenu, TurnButton
from bot.retrieval.answer import Match

PASSAGES_PER_PAGE = 5


def list_card(
    question: Question,
    matches: Sequence[Match],
    listing: Listing,
    corpus: Corpus,
    language: Language,
) -> Card:
    """Show one page of `matches`, a ranking for `question`; a page too far shows the last one."""
    is_search = listing.ranking is Ranking.SEARCH
    listed = matches[listing.skipped :]
    parts = question_parts(question, language)
    if not listed:
        none = phrases.NO_RESULT if is_search else phrases.NO_OTHER
        return Card([*parts, ui.TextDisplay(none.to(language))])
    pages = -(-len(listed) // PASSAGES_PER_PAGE)
    listing = replace(listing, page=min(listing.page, pages - 1))
    first = listing.page * PASSAGES_PER_PAGE
    title = (phrases.RESULTS if is_search else phrases.OTHERS).to(language)
    parts += [
        ui.TextDisplay(
            f"**{title}**{phrases.PART_SEPARATOR}{_page(listing.page, pages, language)}"
        ),
        *(short_quotation(match, corpus) for match in listed[first : first + PASSAGES_PER_PAGE]),
    ]
    return Card([*parts, page_buttons(listing, pages, language)] if pages > 1 else parts)


def passage_card(passage: Passage, language: Language, audience: Audience) -> Card:
    """Show one passage, chosen by its reader: nothing in it is marked."""
    buttons = [
        context_button(_whole(passage), language),
        *read_button(passage.article, passage.text, language),
        *last_buttons(audience, language),
    ]
    return Card([*_passage(passage, language), *remark(audience), ui.ActionRow(*buttons)])


def context_card(passages: Iterable[Passage], language: Language) -> Card:
    """Show passages that follow one another in an article, the oldest first."""
    shown = list(passages)
    return Card(
        [
            *(neighbour_quotation(_whole(passage)) for passage in shown),
            ui.TextDisplay(f"-# {source(shown[0].article, language)}"),
        ]
    )


def reading_card(passage: Passage, count: int, language: Language) -> Card:
    """Show one passage of the `count` that its article has, with the way to those beside it."""
    key, number = key_of(passage.article), passage.number
    contents, back = labels.CONTENTS_BUTTON.to(language), labels.BACK_BUTTON.to(language)
    buttons = ui.ActionRow[Any](
        # 0 is no passage's number: the button that leads there is greyed out.
        TurnButton(Leaf.READ, key, number - 1, back, disabled=number <= 1),
        TurnButton(
            Leaf.READ, key, number + 1, labels.ON_BUTTON.to(language), disabled=number >= count
        ),
        TurnButton(Leaf.CONTENTS, key, 0, contents),
        *read_button(passage.article, passage.text, language),
    )
    return Card([*_passage(passage, language), buttons])


def contents_card(
    article: Article, sections: Sequence[Section], page: int, language: Language
) -> Card:
    """Show one page of an article's contents, with a menu that opens a section."""
    pages = max(1, -(-len(sections) // MENU_CHOICES))
    page = min(page, pages - 1)
    shown = sections[page * MENU_CHOICES : (page + 1) * MENU_CHOICES]
    title = f"**{fitted(article.title, TITLE_ROOM) or '…'}**"
    about = source(replace(article, title=""), language)
    parts: list[ui.Item[Any]] = [
        ui.TextDisplay(f"{title}\n-# {about}" if about else title),
        ui.TextDisplay("\n".join(_line(section, language) for section in shown)),
        ui.ActionRow(SectionMenu(key_of(article), shown, language)),
    ]
    buttons = [*_contents_pages(article, page, pages, language)]
    buttons += read_button(article, "", language)
    return Card([*parts, ui.ActionRow(*buttons)] if buttons else parts)


def choice_card(corpus: Corpus, language: Language) -> Card:
    """Let the reader choose one of the articles; further ones are found by their title."""
    said = phrases.WHICH_ARTICLE.to(language).format(count=len(corpus.articles))
    menu = ArticleMenu(corpus.articles[:MENU_CHOICES], language)
    return Card([ui.TextDisplay(said), ui.ActionRow(menu)])


def _passage(passage: Passage, language: Language) -> list[ui.Item[Any]]:
    return [long_quotation(_whole(passage)), ui.TextDisplay(origin(passage, language))]


def _whole(passage: Passage) -> Match:
    return Match(passage, 0.0, 0, 0)


def _line(section: Section, language: Language) -> str:
    headings = fitted(phrases.SECTION_SEPARATOR.join(section.headings), SHORT_SECTION_ROOM)
    name = headings or labels.OPENING.to(language)
    return f"- {name}{phrases.PART_SEPARATOR}{phrases.passages(section.count, language)}"


def _contents_pages(
    article: Article, page: int, pages: int, language: Language
) -> list[ui.Item[Any]]:
    if pages == 1:
        return []
    key, leaf = key_of(article), Leaf.CONTENTS
    previous, following = (
        labels.PREVIOUS_BUTTON.to(language),
        labels.NEXT_BUTTON.to(language),
    )
    return [
        # On the first page both must not hold the same id.
        TurnButton(leaf, key, max(page - 1, 0), previous, disabled=page == 0),
        TurnButton(leaf, key, page + 1, following, disabled=page + 1 >= pages),
    ]


def _page(page: int, pages: int, language: Language) -> str:
    return phrases.PAGE.to(language).format(page=page + 1, pages=pages)
