"""BM25 of counts: rank_bm25's own scores, and what it does not say by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.retrieval.index.okapi import Okapi

WORDS = "abcdef"
DOCUMENTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6)
QUERY = st.lists(st.sampled_from(WORDS), max_size=5, unique=True)


def scores(documents: list[list[str]], query: list[str]) -> list[float]:
    counts = np.array([[words.count(word) for word in WORDS] for words in documents])
    counts = counts.reshape(len(documents), len(WORDS))
    holding = (counts > 0).sum(axis=0).astype(np.int32)
    lengths = np.array([len(words) for words in documents], dtype=np.int64)
    okapi = Okapi.of(holding, lengths.astype(np.int32))
    numbers = [WORDS.index(word) for word in query]
    found: list[float] = okapi.scores(numbers, counts[:, numbers].astype(float), lengths).tolist()
    return found


@given(DOCUMENTS.filter(any), QUERY)
def test_the_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    expected = BM25Okapi(documents).get_scores(query)

    assert scores(documents, query) == pytest.approx(expected.tolist(), abs=1e-12)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]], ids=str)
def test_documents_without_words_score_nothing(documents: list[list[str]]) -> None:
    assert scores(documents, ["a"]) == [0.0] * len(documents)


def test_a_word_in_half_of_the_documents_scores_0() -> None:
    assert scores([["a", "b"], ["a", "c"], ["d", "e"], ["f", "c"]], ["a"]) == [0.0] * 4


def test_a_word_in_every_document_scores_less_than_nothing_where_there_is_no_other() -> None:
    assert max(scores([["a"], ["a", "a"]], ["a"])) < 0
