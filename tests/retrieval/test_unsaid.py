"""What a question asks for and a passage does not say."""

import pytest

from bot.retrieval.answer import Status
from bot.retrieval.unsaid import leaves_unsaid
from tests.retrieval.builders import TEXTS, WAYS_OF_TYPING, beside, librarian_of

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

TOLD = (
    "En 1874, Yves Le Goff vendit le phare de Kermadec 12 000 francs. Sa maison était au village."
)
OTHERS = ("La mer monte chaque année.", "Le marché de Kermadec se tient le jeudi.")

SAID = [
    "Qui vendit le phare de Kermadec ?",
    "Combien coûta le phare de Kermadec ?",
    "Pour quelle somme Yves Le Goff a-t-il cédé le phare ?",
    "Qui est Yves Le Goff ?",
    "En quelle année Yves Le Goff a-t-il vendu le phare ?",
]
UNSAID = [
    "Qui est l’évêque de Kermadec ?",
    "Qui est la cousine d’Yves Le Goff ?",
    "Quel est le salaire d’Yves Le Goff ?",
    "Combien d’étages possède le phare de Kermadec ?",
    "Quel est le loyer d’Yves Le Goff ?",
    "Quel est le salaire de qui vendit le phare ?",
    "Combien de gardiens avait le phare de Kermadec ?",
]


def leaves(question: str) -> bool:
    return bool(leaves_unsaid(beside(question, TOLD, *OTHERS)))


@pytest.mark.parametrize("question", SAID)
def test_what_is_asked_for_is_said(question: str) -> None:
    assert not leaves(question)


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
@pytest.mark.parametrize("question", UNSAID)
def test_a_name_or_a_sum_alone_does_not_say_what_is_asked_of_it(question: str, way: str) -> None:
    assert leaves(WAYS_OF_TYPING[way](question))


@pytest.mark.parametrize(
    ("text", "is_left"), [("Yves a 28 ans.", True), ("Yves l’a dit en 1997.", False)]
)
def test_an_age_is_no_year(text: str, is_left: bool) -> None:
    candidates = beside("En quelle année Yves est-il né ?", text, *OTHERS)

    assert leaves_unsaid(candidates).tolist() == [is_left]


def test_such_a_passage_is_never_given_as_the_answer() -> None:
    asked = librarian_of(*TEXTS).answer("Qui est la cousine d’Anna Quéméner ?")

    assert asked.status is not Status.ANSWER


def test_of_passages_that_meet_the_words_alike_the_one_that_says_it_comes_first() -> None:
    texts = (
        "Pour le phare de Kermadec la commune a dépensé sans compter, dit-on au village.",
        "La commune a dépensé 12 000 francs, dit-on, et le phare de Kermadec fut à elle.",
    )
    asked = librarian_of(*texts, *OTHERS).answer(
        "Combien la commune a-t-elle dépensé pour le phare de Kermadec ?"
    )

    assert asked.matches[0].passage.text == texts[1]
