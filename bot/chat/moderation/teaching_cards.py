"""The cards of teaching: an offer, the passages to choose from, a preview, what came of it."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.articles.article import Corpus, Passage
from bot.chat.cards import AMBER, GREEN, GREY, Card
from bot.chat.contents import address_of
from bot.chat.moderation import teaching_phrases as said
from bot.chat.moderation.gaps_cards import shortened
from bot.chat.moderation.teaching_controls import (
    PRIMARY,
    elsewhere,
    passage_menu,
    teach_button,
    undo_button,
)
from bot.chat.parts import fitted, long_quotation, origin
from bot.chat.phrases import PART_SEPARATOR, Language, Phrase
from bot.chat.prints import print_of, print_of_text
from bot.chat.questions import Question, question_parts
from bot.chat.reading_buttons import MENU_CHOICES, menu_label
from bot.memory.kept import Lesson
from bot.retrieval.answer import Answer, Match, Status

WORDS_ROOM = 400


def offer_card(question: Question, language: Language) -> Card:
    """Thank a moderator for « Pas utile », and let them point out the right passage."""
    alone = Question(shortened(question.alone))
    button = teach_button("open", "", said.NOT_THAT_BUTTON.to(language), PRIMARY)
    text = ui.TextDisplay[Any](said.OFFER.to(language))
    return Card([*question_parts(alone, language), text, ui.ActionRow(button)])


def choice_card(
    question: Question,
    matches: Sequence[Match],
    corpus: Corpus,
    language: Language,
    remarks: Sequence[str] = (),
) -> Card:
    """Let a moderator choose one of the passages; `remarks` are lines of ours."""
    options = _options(matches, corpus)
    lines = [said.WHICH_PASSAGE.to(language), *remarks]
    if not options:
        lines.append(said.NONE_FOUND.to(language))
    menu = [ui.ActionRow[Any](passage_menu(options, language))] if options else []
    buttons = ui.ActionRow[Any](
        teach_button("words", "", said.WORDS_BUTTON.to(language)), _cancel(language)
    )
    text = ui.TextDisplay[Any]("\n".join(lines))
    return Card([*_asked(question, language), text, *menu, buttons])


def looked_for(words: str, language: Language) -> str:
    """Say which words the passages were found by."""
    said_so = said.LOOKED_FOR.to(language).format(words=fitted(words, WORDS_ROOM))
    return f"-# {said_so}"


def preview_card(question: Question, passage: Passage, language: Language) -> Card:
    """Show the passage that was chosen, before it is taught."""
    buttons = ui.ActionRow[Any](
        teach_button("ok", address_of(passage), said.TEACH_BUTTON.to(language), PRIMARY),
        teach_button("open", "", said.OTHER_BUTTON.to(language)),
        _cancel(language),
    )
    return Card(
        [
            *_asked(question, language),
            ui.TextDisplay(said.IS_IT.to(language)),
            long_quotation(Match(passage, 0.0, 0, 0)),
            ui.TextDisplay(origin(passage, language)),
            buttons,
        ],
        colour=AMBER,
    )


def learnt_card(
    question: Question, lesson: Lesson, answer: Answer, before: Passage | None, language: Language
) -> Card:
    """Show what the question is answered with, now that it was taught, and the way back."""
    verdict, quoted = _verdict(lesson, answer)
    best = answer.matches[:1] if quoted else ()
    return Card(
        [
            *_asked(question, language),
            ui.TextDisplay(verdict.to(language)),
            *(long_quotation(match) for match in best),
            *(ui.TextDisplay[Any](origin(match.passage, language)) for match in best),
            ui.ActionRow(undo_button(lesson, before, language), *elsewhere(language)),
        ],
        colour=GREEN if verdict is said.DONE else AMBER,
    )


def ended_card(phrase: Phrase, language: Language, **fields: object) -> Card:
    """Say what became of it, with the ways on."""
    text = ui.TextDisplay[Any](phrase.to(language).format(**fields))
    return Card([text, ui.ActionRow(*elsewhere(language))], colour=GREY)


def _verdict(lesson: Lesson, answer: Answer) -> tuple[Phrase, bool]:
    if answer.status is Status.NOT_FOUND or not answer.matches:
        return said.NOT_YET, False
    taught = print_of_text(lesson.article_id, lesson.passage_text)
    is_first = print_of(answer.matches[0].passage) == taught
    return (said.DONE if is_first else said.NOT_FIRST), True


def _asked(question: Question, language: Language) -> list[ui.Item[Any]]:
    return question_parts(Question(shortened(question.text)), language)


def _options(matches: Sequence[Match], corpus: Corpus) -> list[discord.SelectOption]:
    """Return the passages as choices, each once: two of one article may say the same."""
    passages = {address_of(match.passage): match.passage for match in matches}
    return [
        discord.SelectOption(
            label=menu_label(passage.text),
            value=address,
            description=_place(passage, corpus),
        )
        for address, passage in list(passages.items())[:MENU_CHOICES]
    ]


def _place(passage: Passage, corpus: Corpus) -> str:
    """Say where a passage stands, as far as the line below a choice has room."""
    is_alone = len(corpus.articles) == 1
    parts = [f"¶\u00a0{passage.number}", *passage.section[-1:]]
    parts += [] if is_alone else [passage.article.title]
    return menu_label(PART_SEPARATOR.join(part for part in parts if part))


def _cancel(language: Language) -> ui.Button[Any]:
    return teach_button("cancel", "", said.CANCEL_BUTTON.to(language))
