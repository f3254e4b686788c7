"""The card: what the bot shows for an answer, in its three states, and for a word of its own.

A card is one message of Discord's Components V2: at most 4,000 characters and 40 components.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.articles.article import Corpus
from bot.chat import labels, phrases, screens, small_talk
from bot.chat.answer_buttons import Act, Audience, act_button, last_buttons
from bot.chat.buttons import MoreButton
from bot.chat.contents import address_of, sections_of
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
from bot.chat.prints import print_of
from bot.chat.questions import Question, question_parts
from bot.retrieval.answer import SUMMARISED, Answer, Match, Status

CLOSEST_SHOWN = 3
# One more tells that there are others.
MATCHES = CLOSEST_SHOWN + 1
# What a refusal names of the articles.
SUBJECT_ROOM, SUBJECTS = 100, 8
# Several articles may have one title.
TITLES = 100

GREEN, AMBER, GREY = 0x3BA55D, 0xFAA61A, 0x747F8D


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a card; its parts name it by `url`."""

    name: str
    content: bytes

    @property
    def url(self) -> str:
        """How a part of the same message names the file."""
        return f"attachment://{self.name}"


class Card(ui.LayoutView):
    """One message of the bot. It is only a payload: once it is sent, nothing of it stays.

    `attached` are the files that its parts show.
    """

    def __init__(
        self,
        parts: Iterable[ui.Item[Any]],
        *,
        colour: int = GREY,
        attached: Sequence[Attached] = (),
    ) -> None:
        super().__init__(timeout=None)
        self.attached = attached
        self.add_item(ui.Container(*parts, accent_colour=colour))
        # A view that is stopped is not stored; its presses come back through DynamicItem.
        self.stop()

    def files(self) -> list[discord.File]:
        """Return the files for one request, which reads them."""
        return [discord.File(BytesIO(each.content), each.name) for each in self.attached]


def note(text: str) -> Card:
    """Return a card that says `text`, one of our own phrases."""
    return Card([ui.TextDisplay(text)])


def short_help_card(corpus: Corpus, language: Language) -> Card:
    """Say what can be asked, and how, to whoever asked nothing."""
    return note(screens.short_help(corpus, _title(corpus), language))


def help_card(corpus: Corpus, language: Language) -> Card:
    """Say all that the bot does."""
    return note(screens.long_help(corpus, _title(corpus), language))


def answer_card(
    answer: Answer,
    corpus: Corpus,
    language: Language,
    audience: Audience = Audience(),  # noqa: B008 - a frozen value
    *,
    earlier: tuple[str, ...] = (),
) -> Card:
    """Show an answer in one of its three states; a refusal never carries a quotation.

    What is no question to the articles gets a word of the bot's own, or a summary. `earlier` are
    the questions that this one was asked after.
    """
    if answer.notice is not None and answer.notice not in SUMMARISED:
        subject = small_talk.subject(corpus, _title(corpus), language)
        said = ui.TextDisplay[Any](small_talk.reply(answer.notice, subject, language))
        # A greeting carries no question: in private there is nothing to post.
        last = [] if audience.is_private else last_buttons(audience, language)
        return Card([said, *remark(audience), *_rows(last)])
    parts = _asked(answer, language, earlier)
    last = last_buttons(audience, language)
    if answer.status is Status.NOT_FOUND or not answer.matches:
        parts.append(_refusal(corpus, language))
        rows, colour = _rows([act_button(Act.PRECISE, language), *last]), GREY
    elif answer.notice is not None:
        parts += _summary(answer, corpus, language)
        rows, colour = _rows([*_summary_link(answer, corpus, language), *last]), GREEN
    else:
        is_answer = answer.status is Status.ANSWER
        parts += _answered(answer, language) if is_answer else _closest(answer, corpus, language)
        quoted = 1 if is_answer else len(answer.matches[:CLOSEST_SHOWN])
        rows = _rows(_passage_buttons(answer, quoted, language), [*_opinions(language), *last])
        colour = GREEN if is_answer else AMBER
    return Card([*parts, *remark(audience), *rows], colour=colour)


def remark(audience: Audience) -> list[ui.Item[Any]]:
    """Return the small line that tells readers why they see a card, or through whom."""
    return [ui.TextDisplay(f"-# {audience.remark}")] if audience.remark else []


def _asked(answer: Answer, language: Language, earlier: tuple[str, ...]) -> list[ui.Item[Any]]:
    """Return the question and how it was understood; a summary may come without a question."""
    if not answer.question:
        return []
    parts = question_parts(Question(answer.question, earlier), language)
    if answer.understood is not None:
        understood = fitted(answer.understood, UNDERSTOOD_ROOM)
        line = phrases.UNDERSTOOD.to(language).format(question=understood)
        parts.append(ui.TextDisplay(f"-# {line}"))
    return parts


def _refusal(corpus: Corpus, language: Language) -> ui.TextDisplay[Any]:
    lines = [f"**{phrases.not_found(corpus, language)}**"]
    if subjects := _subjects(corpus):
        is_alone = len(corpus.articles) == 1
        speaks = phrases.SPEAKS_OF if is_alone else phrases.SPEAK_OF
        lines += [speaks.to(language), *(f"- {subject}" for subject in subjects)]
    return ui.TextDisplay("\n".join([*lines, phrases.REPHRASE.to(language)]))


def _subjects(corpus: Corpus) -> list[str]:
    """Name what can be asked about: the sections of the only article, or the articles."""
    if len(corpus.articles) == 1:
        sections = sections_of(corpus, corpus.articles[0])
        names = [section.headings[0] for section in sections if section.headings]
        names = names or [corpus.articles[0].title]
    else:
        names = list(corpus.titles[:TITLES])
    named = list(dict.fromkeys(filter(None, (fitted(name, SUBJECT_ROOM) for name in names))))
    return named if len(named) <= SUBJECTS else [*named[:SUBJECTS], "…"]


def _answered(answer: Answer, language: Language) -> list[ui.Item[Any]]:
    best = answer.matches[0]
    took = phrases.elapsed(answer.elapsed_seconds, language)
    return [
        ui.TextDisplay(f"**{phrases.ANSWER.to(language)}**"),
        long_quotation(best),
        ui.TextDisplay(f"{origin(best.passage, language)}{phrases.PART_SEPARATOR}{took}"),
    ]


def _closest(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    title, warning = phrases.CLOSEST.to(language), phrases.CLOSEST_EXPLAINED.to(language)
    quoted = answer.matches[:CLOSEST_SHOWN]
    took = phrases.elapsed(answer.elapsed_seconds, language)
    # With several articles, each passage names its own.
    is_alone = len(corpus.articles) == 1
    known = [source(quoted[0].passage.article, language)] if is_alone else []
    return [
        ui.TextDisplay(f"**{title}**\n{warning}"),
        *(short_quotation(match, corpus) for match in quoted),
        ui.TextDisplay(f"-# {phrases.PART_SEPARATOR.join([*known, took])}"),
    ]


def _summary(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    title = small_talk.summary(corpus, len(answer.matches), language)
    parts: list[ui.Item[Any]] = [ui.TextDisplay(f"**{title}**")]
    parts += [sentence_quotation(match, corpus) for match in answer.matches]
    if len(corpus.articles) == 1:
        parts.append(ui.TextDisplay(f"-# {source(answer.matches[0].passage.article, language)}"))
    return parts


def _summary_link(answer: Answer, corpus: Corpus, language: Language) -> list[ui.Item[Any]]:
    first = answer.matches[0]
    is_alone = len(corpus.articles) == 1
    return read_button(first.passage.article, first.highlight, language) if is_alone else []


def _title(corpus: Corpus) -> str:
    return fitted(corpus.articles[0].title, TITLE_ROOM) if corpus.articles else ""


def context_button(match: Match, language: Language) -> ui.Item[Any]:
    """Return the button that shows what stands around a passage."""
    return act_button(Act.CONTEXT, language, address_of(match.passage))


def _passage_buttons(answer: Answer, quoted: int, language: Language) -> list[ui.Item[Any]]:
    best = answer.matches[0]
    seen = print_of(best.passage)
    more = [MoreButton(quoted, seen, labels.MORE_BUTTON.to(language))]
    return [
        *(more if len(answer.matches) > quoted else []),
        context_button(best, language),
        act_button(Act.WHY, language, seen),
        *read_button(best.passage.article, best.highlight, language),
    ]


def _opinions(language: Language) -> list[ui.Item[Any]]:
    acts = (Act.USEFUL, Act.USELESS, Act.PRECISE)
    return [act_button(act, language) for act in acts]


def _rows(*rows: list[ui.Item[Any]]) -> list[ui.Item[Any]]:
    return [ui.ActionRow(*row) for row in rows if row]
