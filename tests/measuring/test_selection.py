"""Which questions are asked of which articles."""

from pathlib import Path

import pytest

from bot.measuring.questions import Kind, QuestionSet
from bot.measuring.selection import part_of, per_article, sample
from bot.measuring.squad import is_kept_out, read_squad
from tests.measuring.builders import asked, paragraph, squad, write_json

TITLES = [f"Article {number}" for number in range(12)]


@pytest.fixture
def two(tmp_path: Path) -> QuestionSet:
    return read_squad(write_json(tmp_path / "two.json", squad()))


@pytest.fixture
def twelve(tmp_path: Path) -> QuestionSet:
    data = [
        {
            "title": title,
            "paragraphs": [
                paragraph(
                    f"{title} parle de pluie.",
                    asked(f"De quoi parle {title} ?", "la pluie", "pluie"),
                )
            ],
        }
        for title in TITLES
    ]
    return read_squad(write_json(tmp_path / "twelve.json", {"data": data}))


def test_the_two_parts_share_no_article_and_leave_none_out(twelve: QuestionSet) -> None:
    kept_out, fitted = (part_of(twelve, kept_out=side) for side in (True, False))

    assert {q.article for q in kept_out.questions} == {t for t in TITLES if is_kept_out(t)}
    assert {q.article for q in fitted.questions} == {t for t in TITLES if not is_kept_out(t)}
    assert {p.article.id for p in kept_out.corpus.passages} == {
        q.article for q in kept_out.questions
    }
    assert len(kept_out.corpus.articles) + len(fitted.corpus.articles) == len(TITLES)


def test_a_part_can_be_searched_for_among_all_articles(twelve: QuestionSet) -> None:
    among_all = part_of(twelve, kept_out=True, among_all=True)

    assert among_all.questions == part_of(twelve, kept_out=True).questions
    assert among_all.corpus == twelve.corpus


def test_an_impossible_question_stays_with_its_article(two: QuestionSet) -> None:
    lighthouse, cheese = per_article(two)

    assert [q.kind for q in lighthouse.questions].count(Kind.IMPOSSIBLE) == 0
    assert [q.kind for q in cheese.questions].count(Kind.IMPOSSIBLE) == 1


def test_an_article_alone_is_asked_as_many_foreign_questions_as_own(twelve: QuestionSet) -> None:
    # Each has one question of its own, and eleven others to draw from.
    for one in per_article(twelve):
        own, foreign = one.questions

        assert one.asked_of == own.article
        assert [article.id for article in one.corpus.articles] == [own.article]
        assert (own.kind, foreign.kind) == (Kind.OWN, Kind.FOREIGN)
        assert foreign.text != own.text
        assert foreign.passages == ()


def test_where_too_few_are_foreign_all_of_them_are_asked(two: QuestionSet) -> None:
    lighthouse, _ = per_article(two)

    # The other article answers two of its three questions.
    assert [q.kind for q in lighthouse.questions].count(Kind.OWN) == 3
    assert [q.kind for q in lighthouse.questions].count(Kind.FOREIGN) == 2


def test_what_both_articles_are_asked_is_never_foreign(tmp_path: Path) -> None:
    data = [
        {
            "title": title,
            "paragraphs": [
                paragraph(f"{title} est une ville.", asked("Où ?", "une ville", "ville"))
            ],
        }
        for title in ("Brest", "Quimper")
    ]
    same = read_squad(write_json(tmp_path / "same.json", {"data": data}))

    assert [len(one.questions) for one in per_article(same)] == [1, 1]


def test_the_same_foreign_questions_are_drawn_every_time(twelve: QuestionSet) -> None:
    assert list(per_article(twelve)) == list(per_article(twelve))


def test_a_sample_is_as_large_as_asked_and_the_same_every_time(twelve: QuestionSet) -> None:
    sets = list(per_article(twelve))

    drawn = sample(sets, 7)

    assert sum(len(one.questions) for one in drawn) == 7
    assert drawn == sample(sets, 7)
    assert all(one.questions for one in drawn)


def test_a_sample_larger_than_the_file_is_the_file(two: QuestionSet) -> None:
    assert sample([two], 1000) == [two]


def test_a_sample_keeps_every_passage(two: QuestionSet) -> None:
    (drawn,) = sample([two], 1)

    assert drawn.corpus is two.corpus
