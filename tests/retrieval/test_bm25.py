"""BM25: rank_bm25's own scores, and what it does not say by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.retrieval.bm25 import Index

WORDS = st.sampled_from("abcdef")
DOCUMENTS = st.lists(st.lists(WORDS, max_size=6), max_size=6)
QUERY = st.lists(st.one_of(WORDS, st.just("unknown")), max_size=5)


@given(DOCUMENTS.filter(any), QUERY)
def test_the_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    expected = BM25Okapi(documents).get_scores(query)

    assert np.array_equal(Index(documents).scores(query), expected)


@given(DOCUMENTS, QUERY, st.data())
def test_the_scores_of_some_are_those_among_all(
    documents: list[list[str]], query: list[str], data: st.DataObject
) -> None:
    index = Index(documents)
    positions = st.sampled_from(range(len(documents))) if documents else st.nothing()
    among = data.draw(st.lists(positions))

    everyone = index.scores(query)

    assert len(everyone) == len(documents)
    assert index.scores(query, among).tolist() == [everyone[at] for at in among]


@given(DOCUMENTS, QUERY)
def test_a_document_matches_when_it_shares_a_word(
    documents: list[list[str]], query: list[str]
) -> None:
    shared = [at for at, words in enumerate(documents) if set(words) & set(query)]

    assert Index(documents).matching(query) == shared


@pytest.mark.parametrize("documents", [[], [[]], [[], []]], ids=str)
def test_an_index_without_words_scores_nothing(documents: list[list[str]]) -> None:
    index = Index(documents)

    assert index.scores(["a"]).tolist() == [0.0] * len(documents)
    assert index.scores(["a"], among=[]).tolist() == []
    assert index.matching(["a"]) == []


def test_a_word_in_half_of_the_documents_scores_0_and_matches_all_the_same() -> None:
    index = Index([["a", "b"], ["a", "c"], ["d", "e"], ["f", "g"]])

    assert index.scores(["a"]).tolist() == [0.0] * 4
    assert index.matching(["a"]) == [0, 1]


def test_a_word_in_every_document_matches_all_whatever_its_score() -> None:
    index = Index([["a"], ["a", "a"]])

    assert index.matching(["a"]) == [0, 1]
    assert max(index.scores(["a"])) < 0


def test_a_query_without_words_matches_nothing() -> None:
    index = Index([["a"], ["b"], ["c"]])

    assert index.matching([]) == []
    assert index.scores([]).tolist() == [0.0] * 3
