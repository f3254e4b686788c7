"""Kinds of questions, and the sentences that hold something of that kind."""

import pytest
from hypothesis import given

from bot.retrieval.kinds import OTHER, evidence, kind_of
from bot.retrieval.reading import read
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS, WAYS_OF_TYPING

KINDS = {
    "Qui construisit le phare ?": "person",
    "En quelle année fut-il construit ?": "time",
    "Quand fut-il construit ?": "time",
    "Combien de francs coûta-t-il ?": "money",
    "Combien d’étals accueille le marché ?": "quantity",
    "Où se tient le marché ?": "place",
    "Dans quelle ville vit-elle ?": "place",
    "Pourquoi est-elle partie ?": "cause",
    "Quel âge a-t-elle ?": "age",
    "Quel pourcentage des parts ?": "percentage",
    "Qu’est-ce que la tomme ?": "definition",
    "Qu’est-ce qu’une tomme ?": "definition",
    "Qu’est-ce que c’est que la tomme ?": "definition",
    "Qu’est-ce que la commune a payé ?": "choice",
    "Qu’est-ce qu’elle reproche au gardien ?": "choice",
    "Est-ce que le phare est vendu ?": "yes_no",
    "Est-ce qu’elle vit au phare ?": "yes_no",
    "Jusqu’à quand y vécut-elle ?": "time",
    "Quelle somme le groupe a-t-il payée ?": "money",
    "Quelqu’un sait-il où elle vit ?": "place",
    "Il vaut combien, le phare ?": "money",
    "Le vieux phare de la pointe de Kermadec, il vaut combien ?": "money",
    "Le vieux phare de la pointe de Kermadec compte combien de marches ?": "quantity",
    "La gardienne du phare de Kermadec est partie quand ?": "time",
    "La femme qui gardait le phare de Kermadec, elle habite où ?": "place",
    "La gardienne du vieux phare de Kermadec est partie pourquoi ?": "cause",
    "La gardienne du vieux phare de Kermadec, c’est qui ?": "person",
    "La gardienne du phare, elle a quel âge ?": "age",
    "Ça sert à quoi, un phare ?": "cause",
    "Elle s’appelle comment, la gardienne ?": "person",
    "C’est quoi le prix du phare ?": "money",
    "C’est quoi la ville du phare ?": "place",
    "C’est quoi une ville ?": "definition",
    "Qui garde le phare, et depuis quand ?": "person",
    "Le phare de Kermadec fut bâti par Yves, et quand ?": OTHER,
    "Le vieux phare de la pointe de Kermadec vaut combien de nos jours ?": "money",
    "Il a vendu combien de tommes ?": "quantity",
    "Le phare sert encore ou pas ?": OTHER,
    "Le phare est-il vendu ou encore à vendre ?": "yes_no",
    "Ils sont partis où ?": "place",
    "Combien la ville a-t-elle déboursé ?": "money",
    "Combien Yves a dépensé pour le phare ?": "money",
    "Combien de villes ont payé ?": "quantity",
    "Combien d’étals ont rapporté ?": "quantity",
    "La traversée dure combien ?": "time",
    "Qui est Anna Quéméner ?": "definition",
    "Qui est le président du marché ?": "person",
    "Qui était l’architecte du phare ?": "person",
    "Qui sont les gardiens ?": "person",
    "Qui est le pays organisateur ?": "place",
    "Quelles villes ont un phare ?": "place",
    "Quels châteaux voit-on ?": "place",
    "Quels généraux vinrent ?": "person",
    "Phare de Kermadec": OTHER,
    "": OTHER,
    "?!": OTHER,
}
TOLD = (
    "En 1874, Yves Le Goff vint à Kermadec. Il paya 300 francs, soit 12 %. "
    "Rien ne se passa. Elle partit parce que la mer montait."
)


@pytest.mark.parametrize(("question", "kind"), KINDS.items(), ids=[k or "empty" for k in KINDS])
def test_a_question_is_of_its_kind_however_it_is_typed(question: str, kind: str) -> None:
    for typed in (question, *(way(question) for way in WAYS_OF_TYPING.values())):
        assert kind_of(typed, read(typed).words) == kind


@pytest.mark.parametrize(
    ("kind", "at"),
    [("person", 0), ("time", 0), ("place", 0), ("money", 1), ("percentage", 1), ("cause", 3)],
)
def test_the_sentence_that_answers_holds_the_most_evidence(kind: str, at: int) -> None:
    held = evidence(kind, read(TOLD), ())

    assert held[at] == max(held) > held[2]


def test_a_year_is_no_quantity() -> None:
    assert evidence("quantity", read("En 1874."), ()) == [0]
    assert evidence("time", read("En 1874."), ()) == [1]


def test_what_the_question_says_is_no_evidence() -> None:
    assert evidence("time", read("En 1874."), ["1874"]) == [0]


def test_no_kind_has_no_evidence() -> None:
    assert evidence(OTHER, read(TOLD), ()) == [0, 0, 0, 0]


@FEW
@given(question=QUESTIONS | ANYTHING, text=QUESTIONS | ANYTHING)
def test_every_sentence_is_counted(question: str, text: str) -> None:
    passage = read(text)
    held = evidence(kind_of(question, read(question).words), passage, ())

    assert len(held) == len(passage.spans)
    assert 0 <= sum(held) <= len(passage.words)
