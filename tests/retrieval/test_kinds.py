"""What kind of answer a question asks for."""

import pytest

from bot.retrieval.kind_table import OTHER
from bot.retrieval.kinds import kind_of
from bot.retrieval.reading import read
from tests.retrieval.builders import WAYS_OF_TYPING

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


@pytest.mark.parametrize(("question", "kind"), KINDS.items(), ids=[k or "empty" for k in KINDS])
def test_a_question_is_of_its_kind_however_it_is_typed(question: str, kind: str) -> None:
    for typed in (question, *(way(question) for way in WAYS_OF_TYPING.values())):
        assert kind_of(typed, read(typed).words) == kind
