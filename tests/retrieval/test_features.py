"""What speaks for a passage."""

import math

import numpy as np
import pytest
from hypothesis import given

from bot.retrieval import features
from bot.retrieval.candidates import Candidates, Feature
from bot.retrieval.features import FEATURES
from tests.retrieval.builders import (
    FEW,
    KEEPER,
    LIGHTHOUSE,
    MARKET,
    PROSE,
    QUESTIONS,
    WAYS_OF_TYPING,
    all_beside,
    beside,
)

PARTS = (
    features.coverage,
    features.related_coverage,
    features.sentence_coverage,
    features.rare_coverage,
    features.article_coverage,
    features.article_rare_coverage,
    features.subject_coverage,
    features.rare_coverage_beside,
    features.lacks_number,
    features.first_place,
)
WHO = "Qui construisit le phare de Kermadec ?"


@pytest.fixture(scope="module")
def right() -> Candidates:
    return beside(WHO, LIGHTHOUSE, KEEPER, MARKET)


@pytest.fixture(scope="module")
def wrong() -> Candidates:
    return beside(WHO, MARKET, LIGHTHOUSE, KEEPER)


@pytest.mark.parametrize(
    "better",
    [
        features.bm25_words,
        features.bm25_letters,
        features.coverage,
        features.related_coverage,
        features.sentence_coverage,
        features.best_sentence,
        features.rare_coverage,
        features.window,
        lambda candidates: np.array([features.common_run(candidates, 0)]),
    ],
    ids=lambda feature: feature.__name__,
)
def test_the_right_passage_has_more_of_it(
    better: Feature, right: Candidates, wrong: Candidates
) -> None:
    assert better(right) > better(wrong)


def test_the_right_passage_misses_no_name(right: Candidates, wrong: Candidates) -> None:
    assert features.missing_names(right) == 0
    assert features.missing_names(wrong) > 0


def test_all_terms_in_a_sentence_are_the_whole_question(right: Candidates) -> None:
    assert features.coverage(right) == pytest.approx(1)
    assert features.sentence_coverage(right) == pytest.approx(1)
    assert features.rare_coverage(right) == pytest.approx(1)


def test_the_focus_is_missing_where_it_is_not_said() -> None:
    question = "Quel phare est à Kermadec ?"

    assert features.missing_focus(beside(question, KEEPER, LIGHTHOUSE)) > 0
    assert features.missing_focus(beside(question, LIGHTHOUSE, KEEPER)) == 0


def test_held_terms_that_stand_together_are_denser() -> None:
    near = beside("phare Kermadec", "Le phare Kermadec brille au loin ici.", KEEPER)
    far = beside("phare Kermadec", "Le phare brille au loin ici, Kermadec.", KEEPER)

    assert features.window(near) == pytest.approx(4 / 5)
    assert features.window(near) > features.window(far)


def test_a_run_of_the_same_words_weighs_more_than_the_words_apart() -> None:
    asked = "la lampe du phare"
    together = beside(asked, "Voici la lampe du phare.", KEEPER)
    apart = beside(asked, "Le phare du port, sa lampe.", KEEPER)

    assert features.common_run(together, 0) > features.common_run(apart, 0)


def test_what_the_subject_names_is_no_fault_where_it_is_left_out() -> None:
    said = beside("phare et lampe", "Le phare a une lampe.", KEEPER, title="Phare")
    unsaid = beside("phare et lampe", "Il a une lampe.", KEEPER, title="Phare")

    assert features.rare_coverage_beside(unsaid) == features.rare_coverage_beside(said) == 1
    assert features.rare_coverage(unsaid) < features.rare_coverage(said)
    assert features.subject_coverage(unsaid) > 0


def test_a_passage_that_asks_the_question_itself_speaks_for_itself() -> None:
    announced = beside("Pourquoi bâtir ce phare ?", "Pourquoi ce phare ? La mer est forte.")

    assert 0 < features.asked_before(announced) <= 1
    assert features.asked_before(beside("Quand bâtir ce phare ?", "Pourquoi ce phare ? Oui.")) == 0
    assert features.asked_before(beside("Pourquoi ce phare ?", "Le phare est là.")) == 0


@pytest.mark.parametrize("question", ["Combien coûta le phare ?", "Quand fut bâti le phare ?"])
def test_a_passage_may_lack_the_number_or_the_time_that_is_asked_for(question: str) -> None:
    assert features.lacks_number(beside(question, LIGHTHOUSE)) == 0
    assert features.lacks_number(beside(question, "Le phare est tombé dans la mer.")) == 1
    assert features.lacks_number(beside("Pourquoi le phare ?", "Le phare est là.")) == 0


def test_a_mere_line_is_as_long_as_the_shortest_passage() -> None:
    assert features.length(beside("Qui ?", "Oui.")) == math.log(features.SHORT_PASSAGE)
    assert features.length(beside("Qui ?", "Le phare " * 60)) == math.log(120)


def test_the_first_place_tells_how_far_one_reads() -> None:
    assert features.first_place(beside("Yves", LIGHTHOUSE)) == 0
    assert features.first_place(beside("francs", LIGHTHOUSE)) > 0.5


def test_every_feature_has_a_name_of_its_own_and_says_what_it_is() -> None:
    names = [getattr(feature, "__name__", "") for feature in FEATURES]

    assert len(set(names)) == len(names)
    assert all(feature.__doc__ for feature in FEATURES)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_every_feature_is_a_number_and_a_part_is_one_of_a_whole(
    texts: list[str], question: str
) -> None:
    candidates = all_beside(question, *texts)

    values = [feature(candidates) for feature in FEATURES]
    parts = np.array([feature(candidates) for feature in PARTS])
    assert np.array(values).shape == (len(FEATURES), len(texts))
    assert np.all(np.isfinite(values))
    assert np.all((parts >= -1e-9) & (parts <= 1 + 1e-9))
    assert features.missing_names(candidates).min() >= 0
    assert features.window(candidates).min() >= 0


@FEW
@given(question=QUESTIONS)
def test_the_way_of_typing_changes_no_feature(question: str) -> None:
    values = [feature(beside(question, LIGHTHOUSE, KEEPER)) for feature in FEATURES]

    for way in WAYS_OF_TYPING.values():
        candidates = beside(way(question), LIGHTHOUSE, KEEPER)
        assert [feature(candidates) for feature in FEATURES] == values
