"""No card about gaps or lessons exceeds Discord's limits, whatever strangers wrote."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.article import Passage
from bot.chat.moderation.gaps import Gap, Looked, key_of_question
from bot.chat.moderation.gaps_cards import Chart, Page, export_card, gap_card, list_card
from bot.chat.moderation.taught_cards import (
    Shown,
    lesson_label,
    orphan_card,
    removed_card,
    taught_card,
)
from bot.chat.moderation.teaching_cards import (
    choice_card,
    ended_card,
    learnt_card,
    looked_for,
    offer_card,
    preview_card,
)
from bot.chat.moderation.teaching_phrases import PASSAGE_GONE, TOO_MANY
from bot.chat.phrases import Language
from bot.chat.questions import Question
from bot.memory.kept import GuildSettings, Lesson, Outcome, Unanswered, storable
from bot.retrieval.answer import Answer, Match, Status
from tests.chat.builders import TEXTS, assert_within_limits, corpus, matches, texts
from tests.chat.discord_markdown import read

# As the memory holds it.
KEPT = TEXTS.map(storable)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ROWS = st.builds(
    Unanswered,
    KEPT,
    st.sampled_from(Outcome),
    st.integers(1, 10**9),
    st.integers(1, 10**9),
    DAYS,
    DAYS,
)
GAPS = st.lists(ROWS, min_size=1, max_size=12).map(tuple).map(Gap)
LOOKED = GAPS.flatmap(
    lambda gap: st.integers(0, min(6, len(gap.wordings))).map(
        lambda left: Looked(gap, tuple(gap.wordings[:left]), min(6, len(gap.wordings)))
    )
)
LANGUAGES = st.sampled_from(Language)
LESSONS = st.builds(Lesson, st.integers(1, 2**63 - 1), st.just(1), KEPT, KEPT, KEPT, DAYS)
PASSAGES = matches().map(lambda match: match.passage)
SETTINGS = st.builds(GuildSettings, keeps_questions=st.booleans())
# As it comes from a message: all that the bot keeps and teaches was one.
QUESTIONS = st.builds(Question.of, TEXTS.map(lambda text: text or "?"))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    count = draw(st.integers(1, 999))
    # As grouping has it: no question is in two gaps.
    gaps = draw(
        st.lists(LOOKED, max_size=8, unique_by=lambda each: key_of_question(each.gap.wordings[0]))
    )
    chart = draw(st.none() | st.just(Chart(b"png", "x" * 2000)))
    number = draw(st.integers(0, count - 1))
    return Page(gaps, number, count, draw(st.integers(0, 10**6)), draw(SETTINGS), chart)


# Each holds dozens of texts.
@settings(max_examples=25)
@given(pages(), LANGUAGES)
def test_no_list_of_gaps_exceeds_the_limits_or_comes_alive(page: Page, language: Language) -> None:
    card = list_card(page, language, "C’est réglé.")

    assert_within_limits(card)
    for line in (line for shown in texts(card) for line in shown.split("\n")):
        own = re.sub(r"^\*\*\d+\.\*\* ", "", line.removeprefix("-# ")).replace("**", "")
        assert read(own).alive == []


@given(LOOKED, st.integers(0, 999), LANGUAGES)
def test_no_gap_exceeds_the_limits(looked: Looked, page: int, language: Language) -> None:
    assert_within_limits(gap_card(looked, page, language))
    assert_within_limits(export_card([looked] * 3, [], language))


@given(QUESTIONS, st.lists(matches(), max_size=40), TEXTS, LANGUAGES)
def test_no_choice_of_passages_exceeds_the_limits(
    question: Question, found: list[Match], words: str, language: Language
) -> None:
    remarks = [PASSAGE_GONE.to(language), looked_for(words, language)]
    held = corpus(*(match.passage for match in found))

    assert_within_limits(choice_card(question, found, held, language, remarks))
    assert_within_limits(offer_card(question, language))


@settings(max_examples=25)
@given(TEXTS, PASSAGES, LESSONS, st.sampled_from(Status), st.data())
def test_no_teaching_exceeds_the_limits(
    text: str, passage: Passage, lesson: Lesson, status: Status, data: st.DataObject
) -> None:
    language = data.draw(LANGUAGES)
    found = tuple(data.draw(st.lists(matches(), max_size=2)))
    answer = Answer(text, None, status, 0.5, found, 0.1)
    before = data.draw(st.none() | st.just(passage))

    assert_within_limits(preview_card(Question(text), passage, language))
    assert_within_limits(learnt_card(Question(text), lesson, answer, before, language))
    assert_within_limits(ended_card(TOO_MANY, language, most=1000))
    assert_within_limits(removed_card(lesson, before, language))
    assert_within_limits(orphan_card(lesson, language))
    assert 1 <= len(lesson_label(lesson)) <= 100


@given(
    st.lists(LESSONS, max_size=12, unique_by=lambda lesson: lesson.id),
    st.integers(0, 999),
    st.booleans(),
    st.none() | TEXTS,
    LANGUAGES,
)
def test_no_list_of_lessons_exceeds_the_limits(
    lessons: list[Lesson], page: int, is_orphan: bool, title: str | None, language: Language
) -> None:
    titles = {} if title is None else {lesson.article_id: title for lesson in lessons}
    shown = Shown(lessons, lambda _: is_orphan, titles)

    assert_within_limits(taught_card(shown, page, language, PASSAGE_GONE.to(language)))
