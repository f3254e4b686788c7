"""The parts of a card: a quotation, where it stands, the link to it; each within its room."""

from dataclasses import replace
from typing import Any

from discord import ui

from bot.articles.article import Article, Corpus, Passage
from bot.chat import labels, phrases
from bot.chat.lengths import shorten
from bot.chat.links import link_to
from bot.chat.markdown import escape, one_line
from bot.chat.phrases import Language
from bot.chat.quotation import quotation
from bot.retrieval.answer import Match

# What each part may fill, in characters of Markdown, so that a card never exceeds 4,000:
# the question 1,004 (500 characters, each escaped), those before it 380, then one long passage or
# five short ones.
UNDERSTOOD_ROOM, QUOTATION_ROOM, SECTION_ROOM, TITLE_ROOM, SITE_ROOM = 400, 1300, 200, 200, 80
NEIGHBOUR_ROOM = 1000
SHORT_QUOTATION_ROOM, SHORT_SECTION_ROOM, SHORT_TITLE_ROOM = 300, 80, 60


def read_button(article: Article, sentence: str, language: Language) -> list[ui.Item[Any]]:
    """Return the button that opens the article at `sentence`; none without a usable address."""
    url = link_to(article.url, sentence) if article.url else None
    return [ui.Button(label=labels.READ_BUTTON.to(language), url=url)] if url else []


def long_quotation(match: Match) -> ui.TextDisplay[Any]:
    """Quote a passage, the only one of its card."""
    return ui.TextDisplay(_quoted(match, QUOTATION_ROOM))


def short_quotation(match: Match, corpus: Corpus) -> ui.TextDisplay[Any]:
    """Quote one passage among others, and say where it stands."""
    return _short(match, _quoted(match, SHORT_QUOTATION_ROOM), corpus)


def sentence_quotation(match: Match, corpus: Corpus) -> ui.TextDisplay[Any]:
    """Quote the highlight of a passage and nothing around it, and say where it stands."""
    quoted = quotation(match.highlight, 0, 0, limit=SHORT_QUOTATION_ROOM)
    return _short(match, quoted, corpus)


def neighbour_quotation(match: Match) -> ui.TextDisplay[Any]:
    """Quote one of a few passages that follow one another, and say where it stands."""
    place = _place(match.passage, SHORT_SECTION_ROOM)
    return ui.TextDisplay(f"{_quoted(match, NEIGHBOUR_ROOM)}\n-# {place}")


def _short(match: Match, quoted: str, corpus: Corpus) -> ui.TextDisplay[Any]:
    parts = [_place(match.passage, SHORT_SECTION_ROOM)]
    if len(corpus.articles) > 1:
        parts.insert(0, fitted(match.passage.article.title, SHORT_TITLE_ROOM))
    where = phrases.PART_SEPARATOR.join(parts)
    return ui.TextDisplay(f"{quoted}\n-# {where}")


def origin(passage: Passage, language: Language) -> str:
    """Say, in two small lines, where a passage stands and whose it is."""
    return f"-# {_place(passage, SECTION_ROOM)}\n-# {source(passage.article, language)}"


def source(article: Article, language: Language) -> str:
    """Name an article; a long title is cut, and the date stays."""
    title, site = _shortened(article.title, TITLE_ROOM), _shortened(article.site or "", SITE_ROOM)
    return escape(phrases.source(replace(article, title=title, site=site), language))


def fitted(text: str, room: int) -> str:
    """Return `text` on one line, escaped, cut to fill at most `room`."""
    return escape(_shortened(text, room))


def _quoted(match: Match, room: int) -> str:
    start, end = match.highlight_start, match.highlight_end
    return quotation(match.passage.text, start, end, limit=room)


def _place(passage: Passage, room: int) -> str:
    section = _shortened(phrases.SECTION_SEPARATOR.join(passage.section), room)
    return escape(phrases.place(replace(passage, section=(section,) if section else ())))


def _shortened(text: str, room: int) -> str:
    return shorten(one_line(text), room, shown=escape)
