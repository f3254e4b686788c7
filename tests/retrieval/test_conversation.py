"""Follow-ups: which questions lean on the one before."""

import pytest
from hypothesis import given

from bot.retrieval.conversation import leans, standing_alone
from tests.retrieval.builders import ANYTHING, FEW, WAYS_OF_TYPING

LEANING = [
    "Et qui en prend la tête ?",
    "Et pourquoi ?",
    "Mais combien ?",
    "Quel âge a-t-il ?",
    "Où vit-elle ?",
    "Quand a-t-il été construit ?",
    "Pourquoi veut-il partir ?",
    "Quel est son salaire ?",
    "Qui sont ses concurrents ?",
    "Que pensent-ils de cela ?",
    "Qu’en pense le marché ?",
    "Combien ça coûte ?",
    "Combien d’argent a-t-il investi ?",
    "Combien de temps restera-t-il ?",
    "Dans quelle ville habite-t-elle ?",
    "D’où vient ce chiffre ?",
    "Pourquoi ?",
    "",
]
INDEPENDENT = [
    "Qui construisit le phare de Kermadec ?",
    "Où se tient le marché du jeudi ?",
    "Quel rôle joue Alexandr Wang chez Meta ?",
    "Combien Meta a-t-il investi ?",
    "Quand le phare fut-il bâti ?",
    "Combien de temps Scale AI existe-t-elle ?",
    "Combien y a-t-il de phares à Kermadec ?",
    "Qui construisit le phare en 1874 ?",
    "En quelle année Meta rachète Scale AI ?",
    "Est-ce que Meta rachète Scale AI ?",
]


@pytest.mark.parametrize("question", LEANING)
def test_a_question_that_lacks_something_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize("question", INDEPENDENT)
def test_a_question_that_says_all_stands_alone(question: str) -> None:
    assert not leans(question)


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
def test_the_way_of_typing_tells_nothing(way: str) -> None:
    for question in LEANING + INDEPENDENT:
        assert leans(WAYS_OF_TYPING[way](question)) == leans(question), question


@FEW
@given(text=ANYTHING)
def test_any_text_leans_or_not(text: str) -> None:
    assert leans(text) in {True, False}


@pytest.mark.parametrize(
    ("question", "earlier", "alone"),
    [
        ("Et quand ?", ("Qui ouvrit le musée ?",), "Qui ouvrit le musée ? Et quand ?"),
        ("Et où ?", ("Un ?", "Qui ouvrit le musée ?", "Et quand ?"), None),
        ("Qui dirige le musée ?", ("Qui construisit le phare ?",), "Qui dirige le musée ?"),
        ("Et quand ?", (), "Et quand ?"),
    ],
    ids=["leaning", "in a chain", "independent", "first"],
)
def test_a_question_stands_alone_behind_what_it_leans_on(
    question: str, earlier: tuple[str, ...], alone: str | None
) -> None:
    chain = "Qui ouvrit le musée ? Et quand ? Et où ?"

    assert standing_alone(question, earlier) == (alone or chain)
