"""The weights that come with the program fit its features."""

import math
from itertools import chain

import pytest
from pydantic import ValidationError

from bot.retrieval.confidence import CONFIDENCE_FEATURES
from bot.retrieval.features import FEATURES
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from bot.retrieval.weights import Weights


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights.shipped()


def names(features: tuple[object, ...], *more: str) -> set[str]:
    return {getattr(feature, "__name__", "") for feature in features} | {*more}


def test_every_feature_has_a_weight_and_every_weight_its_feature(weights: Weights) -> None:
    assert set(weights.passages) == names(FEATURES)
    assert set(weights.sentences) == names(SENTENCE_FEATURES)
    assert set(weights.confidence) == names(CONFIDENCE_FEATURES, "constant")
    assert set(weights.answered) == names(CONFIDENCE_FEATURES, "constant")


def test_every_weight_is_a_number(weights: Weights) -> None:
    blends = [weights.passages, weights.sentences, weights.confidence, weights.answered]

    assert all(map(math.isfinite, chain.from_iterable(blend.values() for blend in blends)))


def test_thresholds_are_confidences(weights: Weights) -> None:
    assert 0 < weights.closest_from < 1
    assert 0 < weights.answer_from < 1


def test_the_background_counts_passages(weights: Weights) -> None:
    assert weights.background
    assert all(0 < count <= weights.background_passages for count in weights.background.values())


def test_the_weights_say_where_they_come_from(weights: Weights) -> None:
    assert "souffleur train" in weights.provenance
    assert weights.date


def test_weights_survive_being_written_and_read(weights: Weights) -> None:
    assert Weights.model_validate_json(weights.model_dump_json(indent=1)) == weights


def test_a_name_that_is_not_known_is_refused(weights: Weights) -> None:
    with pytest.raises(ValidationError, match="extra"):
        Weights.model_validate({**weights.model_dump(), "extra": 1})


def test_weights_cannot_be_changed(weights: Weights) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        weights.date = "never"
