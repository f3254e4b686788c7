"""Some passages in arrays: what is told of their sentences."""

import numpy as np

from bot.retrieval.index.held import Held
from bot.retrieval.index.index import Index
from tests.measuring.builders import corpus_of

TEXTS = ("Le phare brille. Il pleut. La nuit tombe.", "Un mot.")


def held() -> Held:
    return Index.of(corpus_of(*TEXTS).passages).held([0, 1])


def test_neighbours_are_of_the_same_passage() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])

    assert held().before(values).tolist() == [0, 1, 2, 0]
    assert held().after(values).tolist() == [2, 3, 0, 0]
    assert held().before(np.stack([values, -values])).tolist() == [[0, 1, 2, 0], [0, -1, -2, 0]]


def test_the_most_is_told_for_each_passage() -> None:
    assert held().most(np.array([1.0, 3.0, 2.0, 4.0])).tolist() == [3, 4]
    assert held().most(np.array([[1.0, 3.0, 2.0, 4.0]])).tolist() == [[3, 4]]


def test_sentences_are_numbered_in_their_passage() -> None:
    assert held().sentence_numbers.tolist() == [0, 1, 2, 0]
    assert [held().sentences_of(0), held().sentences_of(1)] == [range(3), range(3, 4)]


def test_words_are_told_by_the_sentence_that_they_stand_in() -> None:
    assert held().sentence_of.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3]
    assert held().counted(np.array([0, 2, 8])).tolist() == [2, 0, 0, 1]
    assert held().in_sentences(np.array([4, 9])).tolist() == [False, True, False, True]
