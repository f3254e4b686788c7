"""Which of many passages are read: a look at the index tells."""

import pytest

from bot.retrieval.first_look import MOST, READ, Looked, looked_at
from bot.retrieval.weights import Weights
from tests.retrieval.builders import ranking_of

WEIGHTS = Weights.shipped().passages
QUESTION = "Qui construisit le phare de Kermadec ?"
FAR = "La mer est calme ce matin, et un phare brille au loin dans la brume qui se lève."
NEAR = "Yves Le Goff construisit le phare de Kermadec en 1872."


def look(*texts: str, among: list[int] | None = None, wanted: tuple[int, ...] = ()) -> Looked:
    ranking = ranking_of(*texts)
    places = list(range(len(texts))) if among is None else among
    return looked_at(ranking.read(QUESTION), places, wanted, ranking.index, WEIGHTS)


def test_few_are_read_without_a_look() -> None:
    found = look(*[FAR] * READ)

    assert found.read == list(range(READ))
    assert (found.others, found.looks) == ([], [])
    assert found.scores.keys() == set(range(READ))


def test_those_that_look_likely_are_read_in_their_order() -> None:
    found = look(*[FAR] * READ, NEAR, NEAR)

    assert found.read == [*range(READ - 2), READ, READ + 1]
    assert found.others == [READ - 2, READ - 1]


@pytest.mark.parametrize("like", [FAR, NEAR])
def test_where_all_look_alike_as_many_are_read_as_may_be(like: str) -> None:
    found = look(*[like] * (MOST + 3))

    assert found.read == list(range(MOST))
    assert found.others == [MOST, MOST + 1, MOST + 2]


def test_what_is_wanted_is_read_however_it_looks() -> None:
    found = look(*[NEAR] * READ, FAR, FAR, wanted=(READ + 1,))

    assert found.read == [*range(READ), READ + 1]
    assert found.others == [READ]


def test_looks_are_told_of_the_read_and_then_of_the_others() -> None:
    found = look(*[FAR] * READ, NEAR)

    assert found.looks[READ - 1] == max(found.looks)
    assert len(found.looks) == READ + 1


def test_passages_are_told_by_their_places_in_the_corpus() -> None:
    among = list(range(1, 2 * READ, 2))
    found = look(*[FAR, NEAR] * READ, among=among)

    assert found.read == among
    assert found.scores.keys() == set(among)
