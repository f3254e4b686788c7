"""Expressions that are read as one word."""

import pytest
from hypothesis import given

from bot.retrieval.reading import Reading, read
from tests.retrieval.builders import ANYTHING, FEW, WAYS_OF_TYPING


def written(reading: Reading) -> list[str]:
    stretches = [reading.stretch(each.key, each.first) for each in reading.expressions]
    return [reading.text[start:end] for start, end in stretches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Il prend les rênes.", ["prend les rênes"], id="conjugated"),
        pytest.param("Une jeune pousse française.", ["jeune pousse"], id="two words"),
        pytest.param("Elle est à la tête du club.", ["à la tête"], id="one word and grammar"),
        pytest.param("Il prend. Les rênes tombent.", [], id="not over the end of a sentence"),
        pytest.param("Les rênes du cheval.", [], id="a part of one"),
        pytest.param("Il a mal à ma tête.", [], id="another grammar"),
        pytest.param("Il y va à la. Tête haute.", [], id="grammar of another sentence"),
        pytest.param(
            "Il va saisir la justice.", ["saisir la justice"], id="a root like a stop word"
        ),
        pytest.param("Que dit la loi ?", [], id="a verb's object alone"),
        pytest.param("Le rôle de la gardienne.", [], id="a word and a preposition"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_expressions_are(text: str, expected: list[str]) -> None:
    assert written(read(text)) == expected


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
def test_an_expression_is_found_however_it_is_typed(way: str) -> None:
    typed = WAYS_OF_TYPING[way]("Qui est à la tête de l’équipe et prend les rênes ?")

    assert len(read(typed).expressions) == 2


@FEW
@given(ANYTHING)
def test_expressions_stand_apart_and_inside_the_text(text: str) -> None:
    reading = read(text)

    ends = [-1, *(each.last for each in reading.expressions)]
    firsts = [each.first for each in reading.expressions]
    assert all(end < first for end, first in zip(ends, firsts, strict=False))
    assert all(each.last < len(reading.words) for each in reading.expressions)
