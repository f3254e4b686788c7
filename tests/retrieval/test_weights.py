"""The shipped weights and the features that they weigh."""

from bot.retrieval.confidence import CONFIDENCE_FEATURES
from bot.retrieval.features import FEATURES
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from bot.retrieval.weights import Weights


def test_every_feature_has_its_weight_and_every_weight_its_feature() -> None:
    weights = Weights.shipped()

    assert set(weights.passages) == {feature.__name__ for feature in FEATURES}
    assert set(weights.sentences) == {feature.__name__ for feature in SENTENCE_FEATURES}
    judged = {"constant", *(feature.__name__ for feature in CONFIDENCE_FEATURES)}
    assert set(weights.confidence) == set(weights.answered) == judged


def test_the_weights_say_where_they_come_from() -> None:
    weights = Weights.shipped()

    assert "souffleur train" in weights.provenance
    assert weights.background_passages > max(weights.background.values())
    assert 0 < weights.closest_from < 1
    assert 0 < weights.answer_from < 1
