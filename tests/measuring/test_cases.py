"""Which sentence of a right passage is learned to be the answering one."""

import pytest

from bot.measuring.cases import Case, cases_of
from bot.measuring.questions import Expected, Kind, Question, QuestionSet
from bot.retrieval.weights import Weights
from tests.measuring.builders import corpus_of

TEXT = "Le phare veille. Yves Le Goff le bâtit en 1874. Il fut repeint en 1874."


def case_of(*answers: Expected) -> Case:
    corpus = corpus_of(TEXT, "Le marché est fermé.")
    right = (corpus.passages[0].id,)
    question = Question("Quand Yves Le Goff bâtit-il le phare ?", Kind.OWN, "a", right, answers)
    (case,) = cases_of(QuestionSet("q", corpus, (question,)), Weights.shipped(), None)
    return case


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Expected("1874", TEXT.rindex("1874")), 2),
        (Expected("1874"), 1),
        (Expected("le bâtit  en 1874"), 1),
        (Expected("en 1990"), None),
    ],
    ids=["where it stands", "the first that holds it", "white space", "nowhere"],
)
def test_the_sentence_that_holds_the_answer_is_right(
    answer: Expected, sentence: int | None
) -> None:
    case = case_of(answer)

    assert case.right_sentence(case.beside()) == sentence


def test_without_a_known_answer_no_sentence_is_right() -> None:
    case = case_of()

    assert case.right_sentence(case.beside()) is None


def test_each_candidate_has_its_row_of_features() -> None:
    case = case_of()

    assert case.right == 0
    assert len(case.features) == len(case.beside())
