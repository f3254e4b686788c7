"""Gaps: questions of one meaning, how often, by how many, and what comes of them today."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.moderation.gaps import (
    ASKED_ANEW,
    MOST_QUESTIONS,
    Gap,
    gap_of,
    gaps_in,
    key_of_question,
    looked_at,
)
from bot.memory.kept import Outcome, Unanswered
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Taught
from tests.chat.playing import BUILDER, LIGHTHOUSE

LIBRARIAN = Librarian(LIGHTHOUSE)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


def asked(
    text: str,
    *,
    askings: int = 1,
    people: int = 1,
    outcome: Outcome = Outcome.NOT_FOUND,
    last_day: date = MONDAY,
) -> Unanswered:
    return Unanswered(text, outcome, askings, people, MONDAY, last_day)


def test_questions_of_one_meaning_are_one_gap_the_most_asked_first() -> None:
    gaps = gaps_in(
        [
            asked("Combien coûte la visite du phare ?", askings=2),
            asked("Où peut-on se garer ?", askings=4),
            asked("combien coute la visite du phare", askings=3, last_day=FRIDAY),
        ],
        LIBRARIAN,
    )

    assert [gap.wordings for gap in gaps] == [
        ["combien coute la visite du phare", "Combien coûte la visite du phare ?"],
        ["Où peut-on se garer ?"],
    ]
    assert [gap.askings for gap in gaps] == [5, 4]
    assert gaps[0].last_day == FRIDAY


def test_one_question_that_ended_in_several_ways_is_one_wording() -> None:
    gap = Gap(
        (
            asked("Où ?", askings=3, people=2),
            asked("où ?", askings=1, people=1, outcome=Outcome.CLOSEST),
        )
    )

    assert gap.wordings == ["Où ?"]
    assert gap.endings == {Outcome.NOT_FOUND: 3, Outcome.CLOSEST: 1}
    assert (gap.fewest_people, gap.most_people) == (2, 3)


@pytest.mark.unmeasured
def test_only_the_most_asked_questions_are_grouped() -> None:
    many = [asked(f"Zblorg{number} ?", askings=number) for number in range(1, 500)]

    grouped = sum(len(gap.rows) for gap in gaps_in(many, LIBRARIAN))

    assert grouped == MOST_QUESTIONS


def test_a_gap_is_found_by_any_of_its_questions() -> None:
    gap = Gap((asked("Où ?"), asked("Où donc ?")))

    assert gap_of([gap], key_of_question("où  DONC ?")) is gap
    assert gap_of([gap], key_of_question("Quand ?")) is None
    assert gap_of([], "") is None


def test_what_the_articles_answer_today_is_closed() -> None:
    gap = Gap((asked(BUILDER), asked("Zblorg ?")))

    looked = looked_at(gap, LIBRARIAN)

    assert looked.unanswered == ("Zblorg ?",)
    assert looked.text == "Zblorg ?"
    assert not looked.is_closed
    assert looked_at(Gap((asked(BUILDER),)), LIBRARIAN).is_closed


def test_an_answer_of_no_use_closes_nothing_until_it_is_taught() -> None:
    gap = Gap((asked(BUILDER, outcome=Outcome.USELESS),))
    storm = LIGHTHOUSE.passages[1]
    taught = Librarian(LIGHTHOUSE, taught=[Taught(BUILDER, "phare", storm.text)])

    assert not looked_at(gap, LIBRARIAN).is_closed
    assert looked_at(gap, taught).is_closed


def test_what_is_no_question_to_the_articles_closes_nothing() -> None:
    assert not looked_at(Gap((asked("De quoi parle l’article ?"),)), LIBRARIAN).is_closed


def test_of_many_wordings_some_are_asked_anew() -> None:
    gap = Gap(tuple(asked(f"Zblorg {number} ?") for number in range(20)))

    assert looked_at(gap, LIBRARIAN).asked == ASKED_ANEW
