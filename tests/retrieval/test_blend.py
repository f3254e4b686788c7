"""The candidates of a question, best first, though few of their sentences are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.blend import BESIDE, best_first, passage_score
from bot.retrieval.bounds import Bound
from bot.retrieval.features import FEATURES, ONLY_FOR
from bot.retrieval.pair import Pair
from bot.retrieval.weights import Weights
from tests.retrieval.builders import FEW, PROSE, QUESTIONS, WORDS, ranking_of

WEIGHTS = Weights.shipped().passages
# More passages than are looked at in any case.
MANY = st.lists(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    min_size=BESIDE + 1,
    max_size=3 * BESIDE,
).filter(lambda texts: all(text.strip() for text in texts))


def pairs_of(question: str, texts: list[str]) -> list[Pair]:
    ranking = ranking_of(*texts)
    return ranking.pairs(ranking.read(question), range(len(texts)))


@FEW
@given(texts=MANY, question=QUESTIONS, first=st.integers(1, 3 * BESIDE))
def test_the_first_ones_are_those_of_the_whole_blend(
    texts: list[str], question: str, first: int
) -> None:
    pairs = pairs_of(question, texts)
    scores = [passage_score(pair, WEIGHTS) for pair in pairs]
    order = sorted(range(len(pairs)), key=lambda at: (-scores[at], at))[: max(first, BESIDE)]

    ranked = best_first(pairs, WEIGHTS, first)

    assert ranked.pairs == [pairs[at] for at in order]
    assert ranked.scores == pytest.approx([scores[at] for at in order])
    assert {*ranked.pairs, *ranked.behind} == set(pairs)


@FEW
@given(texts=MANY, question=QUESTIONS)
def test_how_sure_an_answer_is_does_not_hang_on_how_many_are_shown(
    texts: list[str], question: str
) -> None:
    few = best_first(pairs_of(question, texts), WEIGHTS, 1)
    all_of_them = best_first(pairs_of(question, texts), WEIGHTS, len(texts))

    assert few.values == all_of_them.values


def test_sentences_that_cannot_bring_a_passage_forward_are_not_looked_at() -> None:
    near = ["Yves Le Goff construisit le phare de Kermadec."] * BESIDE
    pairs = pairs_of("Qui construisit le phare de Kermadec ?", [*near, "Le phare."])

    best_first(pairs, WEIGHTS, 1)

    assert ["sentence_scores" in vars(pair) for pair in pairs] == [True] * BESIDE + [False]


def test_where_a_good_sentence_counts_against_its_passage_all_are_looked_at() -> None:
    weights = WEIGHTS | {"best_sentence": -1.0}
    pairs = pairs_of("Qui construisit le phare ?", ["Le phare."] * (BESIDE + 2))

    best_first(pairs, weights, 1)

    assert all("sentence_scores" in vars(pair) for pair in pairs)


@FEW
@given(texts=PROSE, question=QUESTIONS, sign=st.sampled_from([1.0, -1.0]))
def test_no_sentence_is_worth_more_than_its_bound(
    texts: list[str], question: str, sign: float
) -> None:
    weights = {name: sign * worth for name, worth in Weights.shipped().sentences.items()}
    ranking = ranking_of(*texts, sentences=weights)

    for pair in ranking.pairs(ranking.read(question), range(len(texts))):
        bound = Bound.of(pair.sentence_blend)
        assert max(pair.sentence_scores) <= bound.most(pair) + 1e-9


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_is_left_out_for_a_question_says_nothing_of_any_passage(
    texts: list[str], question: str
) -> None:
    for pair in pairs_of(question, texts):
        for feature in FEATURES:
            is_left_out = feature in ONLY_FOR and not ONLY_FOR[feature](pair.asked)
            assert not (is_left_out and feature(pair))
