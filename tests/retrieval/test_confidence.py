"""How sure the librarian is."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval import confidence
from bot.retrieval.blend import best_first
from bot.retrieval.confidence import CONFIDENCE_FEATURES, logistic, values_of
from bot.retrieval.ranked import Ranked
from bot.retrieval.weights import Weights
from tests.retrieval.builders import FEW, PROSE, QUESTIONS, TEXTS, all_beside, librarian_of

WEIGHTS = Weights.shipped()


def ranked(question: str, *texts: str) -> Ranked:
    """All of the texts, best first, whether they match or not."""
    return best_first(all_beside(question, *texts), WEIGHTS.passages)


OWN = ranked("Qui construisit le phare de Kermadec en 1874 ?", *TEXTS)
FOREIGN = ranked("Quelle est la capitale de la Mongolie en 1999 ?", *TEXTS)


@pytest.mark.parametrize(
    "more",
    [
        confidence.related_coverage,
        confidence.coverage,
        confidence.sentence_coverage,
        confidence.letters,
        confidence.rare_coverage,
        confidence.rarest_held,
        confidence.second_rarest_held,
        confidence.support,
        confidence.terms_held,
        confidence.density,
        confidence.run,
        confidence.lead,
    ],
    ids=lambda feature: feature.__name__,
)
def test_an_own_question_has_more_of_it(more: confidence.ConfidenceFeature) -> None:
    assert more(OWN) > more(FOREIGN)


@pytest.mark.parametrize(
    "less",
    [
        confidence.rarity_missing,
        confidence.unknown,
        confidence.not_in_article,
        confidence.missing_numbers,
        confidence.missing_focus,
        confidence.rarest_missing,
    ],
    ids=lambda feature: feature.__name__,
)
def test_a_foreign_question_has_more_of_it(less: confidence.ConfidenceFeature) -> None:
    assert less(OWN) < less(FOREIGN)


def test_an_own_question_is_surer_than_a_foreign_one() -> None:
    assert logistic(values_of(OWN), WEIGHTS.confidence) > logistic(
        values_of(FOREIGN), WEIGHTS.confidence
    )


def test_the_lead_is_the_share_of_the_best_among_the_candidates() -> None:
    alone = Ranked(OWN.candidates, OWN.order[:1], OWN.scores[:1])
    even = Ranked(OWN.candidates, OWN.order[:2], [1.0, 1.0])

    assert confidence.lead(alone) == 1
    assert confidence.lead(even) == 0.5


@pytest.mark.parametrize("weight", [-1e6, -1.0, 0.0, 1.0, 1e6])
def test_no_weight_leads_out_of_bounds(weight: float) -> None:
    weights = dict.fromkeys(WEIGHTS.confidence, weight)

    assert 0 <= logistic(values_of(OWN), weights) <= 1


def test_what_the_corpus_says_is_surer_than_what_it_does_not() -> None:
    librarian = librarian_of(*TEXTS)

    own = librarian.answer("Qui construisit le phare de Kermadec en 1874 ?")
    foreign = librarian.answer("Quelle ville est capitale de la Mongolie et vend un phare ?")

    assert own.confidence > foreign.confidence


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_every_feature_is_a_number_and_confidence_between_none_and_one(
    texts: list[str], question: str
) -> None:
    judged = ranked(question, *texts)

    assert all(math.isfinite(feature(judged)) for feature in CONFIDENCE_FEATURES)
    assert 0 <= logistic(values_of(judged), WEIGHTS.confidence) <= 1
    assert 0 <= logistic(values_of(judged), WEIGHTS.answered) <= 1


@FEW
@given(scores=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=4).map(sorted))
def test_the_lead_is_a_share_whatever_the_scores(scores: list[float]) -> None:
    judged = Ranked(OWN.candidates, OWN.order[: len(scores)], scores[::-1])

    assert 1 / len(scores) - 1e-9 <= confidence.lead(judged) <= 1
