"""Whether the best passage answers, comes near, or is not shown."""

import pytest

from bot.retrieval.answer import Status
from bot.retrieval.blend import best_first
from bot.retrieval.judging import Judgement, judged
from bot.retrieval.ranked import Ranked
from bot.retrieval.weights import Weights
from tests.retrieval.builders import TEXTS, all_beside

WEIGHTS = Weights.shipped()


def ranked(question: str) -> Ranked:
    return best_first(all_beside(question, *TEXTS), WEIGHTS.passages)


def test_nothing_that_matches_is_not_found() -> None:
    assert judged(None, WEIGHTS) == Judgement(Status.NOT_FOUND, 0.0)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        pytest.param(
            "Qui construisit le phare de Kermadec en 1874 ?", Status.ANSWER, id="what is said"
        ),
        pytest.param(
            "Qui a peint le phare de Kermadec en 1874 ?", Status.CLOSEST, id="only near it"
        ),
        pytest.param("Combien d’habitants vivent à Oslo ?", Status.NOT_FOUND, id="something else"),
    ],
)
def test_the_best_passage_is_judged_by_what_it_says(question: str, status: Status) -> None:
    assert judged(ranked(question), WEIGHTS).status is status


def test_the_bounds_are_those_of_the_weights() -> None:
    own = ranked("Qui construisit le phare de Kermadec en 1874 ?")

    hidden = WEIGHTS.model_copy(update={"closest_from": 1.1})
    doubted = WEIGHTS.model_copy(update={"answer_from": 1.1})

    assert judged(own, hidden).status is Status.NOT_FOUND
    assert judged(own, doubted).status is Status.CLOSEST
    assert judged(own, hidden).confidence == judged(own, WEIGHTS).confidence
