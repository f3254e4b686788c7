"""Candidates in their order."""

from bot.retrieval import features
from bot.retrieval.ranked import Ranked
from bot.retrieval.taught import Lesson, Taught
from tests.retrieval.builders import KEEPER, LIGHTHOUSE, ranking_of

QUESTION = "Qui construisit le phare de Kermadec ?"


def ranked(*order: int, lesson_of: int | None = None) -> Ranked:
    ranking = ranking_of(LIGHTHOUSE, KEEPER)
    taught = Lesson(Taught("Qui veille ?", "recueil", KEEPER), 0.9)
    lessons = {} if lesson_of is None else {lesson_of: taught}
    candidates = ranking.beside(ranking.read(QUESTION), [0, 1], lessons)
    return Ranked(candidates, order, [1.0, 0.5])


def test_what_is_asked_of_the_best_one_is_that_of_the_first_in_order() -> None:
    of_each = features.coverage(ranked(0, 1).candidates).tolist()

    assert ranked(0, 1).of_best(features.coverage) == of_each[0] == 1
    assert ranked(1, 0).of_best(features.coverage) == of_each[1] == 0


def test_the_rarities_held_are_those_of_the_best_one_greatest_first() -> None:
    rarities = ranked(0, 1).asked.rarities.tolist()

    assert ranked(0, 1).rarities_held == sorted(rarities, reverse=True)
    assert ranked(1, 0).rarities_held == []


def test_a_lesson_is_that_of_the_best_one() -> None:
    assert ranked(1, 0, lesson_of=1).lesson is not None
    assert ranked(0, 1, lesson_of=1).lesson is None
