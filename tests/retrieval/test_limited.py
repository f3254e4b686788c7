"""Features that tell something of some questions alone."""

import numpy as np
from hypothesis import given

from bot.retrieval import features, sentence_features
from bot.retrieval.candidates import Candidates
from bot.retrieval.limited import may_tell, only_for
from bot.storage.arrays import Floats
from tests.retrieval.builders import FEW, KEEPER, LIGHTHOUSE, PROSE, QUESTIONS, all_beside


@only_for(lambda asked: asked.kind == "time")
def of_sentences(candidates: Candidates) -> Floats:
    return np.ones(len(candidates.held.lines))


@only_for(lambda asked: asked.kind == "time", size=len)
def of_passages(candidates: Candidates) -> Floats:
    return np.ones(len(candidates))


def test_it_tells_what_it_is_asked_for() -> None:
    candidates = all_beside("Quand vint-elle ?", LIGHTHOUSE, KEEPER)

    assert may_tell(of_sentences, candidates.asked)
    assert of_sentences(candidates).tolist() == [1, 1, 1, 1]
    assert of_passages(candidates).tolist() == [1, 1]


def test_it_is_nothing_for_other_questions() -> None:
    candidates = all_beside("Qui vint ?", LIGHTHOUSE, KEEPER)

    assert not may_tell(of_sentences, candidates.asked)
    assert of_sentences(candidates).tolist() == [0, 0, 0, 0]
    assert of_passages(candidates).tolist() == [0, 0]


def test_one_that_is_not_limited_may_tell_of_every_question() -> None:
    assert may_tell(len, all_beside("Qui vint ?", LIGHTHOUSE).asked)  # type: ignore[arg-type]


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_is_left_out_would_tell_nothing(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)

    for feature in (features.missing_focus, sentence_features.focus):
        # Without its limit: the word behind « quel » is no word of a question that has none.
        assert feature.__wrapped__(candidates).any() <= may_tell(feature, candidates.asked)  # type: ignore[attr-defined]
