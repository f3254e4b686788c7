"""Asking the real librarian, and what is kept of its answers."""

from pathlib import Path

import pytest

from bot.measuring.asking import Result, ask
from bot.measuring.questions import Expected, Kind, Question, QuestionSet
from bot.measuring.squad import read_squad
from bot.retrieval.answer import Status
from bot.retrieval.librarian import Librarian
from tests.measuring.builders import KEEPER, LIGHTHOUSE, corpus_of, result, squad, write_json


def asked(*questions: Question) -> list[Result]:
    corpus = corpus_of(LIGHTHOUSE, KEEPER)
    return list(ask([QuestionSet("phare", corpus, questions)], Librarian))


def test_every_question_gives_one_result_in_its_order(tmp_path: Path) -> None:
    whole = read_squad(write_json(tmp_path / "q.json", squad()))

    results = list(ask([whole], Librarian))

    assert [result.question for result in results] == list(whole.questions)
    assert all(result.elapsed_ms > 0 for result in results)
    assert {result.file for result in results} == {"q"}


def test_the_right_passage_and_its_sentence_are_recognised() -> None:
    question = Question(
        "Qui construisit le phare de Kermadec ?",
        Kind.OWN,
        "phare",
        ("phare#1",),
        (Expected("l’ingénieur\u00a0Yves  Le Goff"),),
    )

    (found,) = asked(question)

    assert found.rank == 1
    assert found.is_right
    assert found.is_sentence_right
    assert found.is_right_passage_quoted_well


def test_words_that_no_passage_knows_are_refused() -> None:
    (refused,) = asked(Question("Xylophone zimbabwéen ?", Kind.UNANSWERED, "phare"))

    assert refused.is_refused
    assert refused.is_right
    assert refused.rank is None


def test_a_follow_up_is_asked_with_what_came_before_it() -> None:
    follow_up = Question(
        "Et combien de temps y vécut-elle ?",
        Kind.FOLLOW_UP,
        "phare",
        ("phare#2",),
        earlier=("Qui est Anna Quéméner ?",),
    )

    (found,) = asked(follow_up)

    alone = Librarian(corpus_of(LIGHTHOUSE, KEEPER))
    expected = alone.answer(follow_up.text, earlier=follow_up.earlier)
    assert found.answer.matches == expected.matches


def test_files_that_share_a_corpus_share_a_librarian() -> None:
    corpus = corpus_of(LIGHTHOUSE, KEEPER)
    question = Question("Qui ?", Kind.PLAIN, "phare", ("phare#1",))
    made = []

    def librarian_of(corpus: object) -> Librarian:
        made.append(corpus)
        return Librarian(corpus_of(LIGHTHOUSE, KEEPER))

    sets = [QuestionSet(name, corpus, (question,)) for name in ("one", "two")]
    names = [found.file for found in ask(sets, librarian_of)]

    assert names == ["one", "two"]
    assert made == [corpus]


@pytest.mark.parametrize(
    ("kind", "status", "is_right"),
    [
        (Kind.UNANSWERED, Status.NOT_FOUND, True),
        (Kind.UNANSWERED, Status.CLOSEST, False),
        (Kind.FOREIGN, Status.ANSWER, False),
        (Kind.NEAR_MISS, Status.NOT_FOUND, True),
        (Kind.NEAR_MISS, Status.CLOSEST, True),
        (Kind.IMPOSSIBLE, Status.ANSWER, False),
    ],
)
def test_what_the_articles_do_not_answer_is_right_when_it_is_not_answered(
    kind: Kind, status: Status, is_right: bool
) -> None:
    assert result(kind, ranked=("phare#1",), status=status).is_right is is_right


def test_an_answer_in_the_wrong_passage_is_held_but_its_sentence_is_not_right() -> None:
    highlights = {"phare#2": "Elle vécut quarante ans.", "phare#1": "Rien."}

    found = result(ranked=("phare#2", "phare#1"), answers=("quarante ans",), highlights=highlights)

    assert found.rank == 2
    assert found.is_answer_held
    assert not found.is_sentence_right
    assert not found.is_right_passage_quoted_well


def test_the_right_passage_may_be_quoted_well_from_behind_another() -> None:
    highlights = {"phare#2": "Rien.", "phare#1": "Elle vécut quarante ans."}

    found = result(ranked=("phare#2", "phare#1"), answers=("quarante ans",), highlights=highlights)

    assert found.is_right_passage_quoted_well
    assert not found.is_answer_held


def test_any_of_the_right_passages_counts_and_the_best_placed_one_first() -> None:
    found = result(ranked=("a#3", "a#2", "a#1"), right=("a#1", "a#2"))

    assert found.rank == 2
