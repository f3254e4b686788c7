"""The raw index: rank_bm25's own best documents, ties and all, by whatever way they are found."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.retrieval.index.inverting import inverted
from bot.retrieval.index.lists import Scored, every, exact
from bot.retrieval.index.postings import Best, Postings
from bot.retrieval.index.pruning import pruned

# Few words, so that some are in most documents; documents again and again, so that many are equal.
WORD = st.integers(0, 7)
DOCUMENT = st.lists(WORD, max_size=8)
DOCUMENTS = st.lists(DOCUMENT, min_size=1, max_size=6).flatmap(
    lambda some: st.lists(st.sampled_from(some), max_size=40)
)
QUERY = st.lists(WORD, max_size=5, unique=True)
WEIGHT = st.sampled_from([0.0, 0.001, 0.5, 1.0, 2.0, 1e5])
COUNT = st.integers(1, 12)


def test_an_index_without_documents_finds_nothing() -> None:
    postings = _postings([])

    assert postings.best({}, 10) == Best([], [])
    assert scores(postings, {}, []) == []


def test_a_word_that_no_document_holds_finds_nothing() -> None:
    postings = _postings([[0, 1], [1]], vocabulary=3)

    assert postings.best({2: 1.0}, 10) == Best([], [])
    assert scores(postings, {2: 1.0}, [0, 1]) == [0.0, 0.0]


def test_a_word_in_half_of_the_documents_scores_0_and_finds_them_all_the_same() -> None:
    postings = _postings([[0, 1], [0, 2], [3, 4], [5, 6]])

    assert postings.best({0: 1.0}, 10) == Best([0, 1], [0.0, 0.0])


def test_equal_documents_come_in_their_order() -> None:
    postings = _postings([[1], [0, 2], [1], [0, 2], [3], [4], [0, 2]])

    assert postings.best({0: 1.0}, 2).positions == [1, 3]


@given(DOCUMENTS.filter(any), QUERY, COUNT)
def test_the_best_are_those_of_rank_bm25(
    documents: list[list[int]], query: list[int], count: int
) -> None:
    numbered, asked = _as_they_appear(documents, query)
    expected = _by_rank_bm25(documents, query, count)

    assert _postings(numbered).best(dict.fromkeys(asked, 1.0), count) == expected


@given(DOCUMENTS, st.dictionaries(WORD, WEIGHT, max_size=5), st.data())
def test_the_scores_of_some_are_those_of_the_words_times_their_weights(
    documents: list[list[int]], weights: dict[int, float], data: st.DataObject
) -> None:
    postings = _postings(documents)
    positions = st.sampled_from(range(len(documents))) if documents else st.nothing()
    among = sorted(data.draw(st.sets(positions)))

    alone = [
        weight * np.array(scores(postings, {word: 1.0}, among)) for word, weight in weights.items()
    ]

    assert np.allclose(scores(postings, weights, among), sum(alone), atol=1e-9)


@given(DOCUMENTS, st.dictionaries(WORD, WEIGHT, max_size=5), COUNT)
def test_the_short_way_finds_what_going_through_everything_finds(
    documents: list[list[int]], weights: dict[int, float], count: int
) -> None:
    postings = _postings(documents)
    terms = [term for term in postings.terms(weights) if term.weight * term.top > 0]

    scored = pruned(postings.lists, terms, count) if terms else None

    if scored is not None:
        assert _first(scored, count) == _first(every(postings.lists, terms, count), count)


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.booleans())
def test_the_short_way_is_taken_among_many_documents(seed: int, words: int, whole: bool) -> None:
    rng = np.random.default_rng(seed)
    ends = rng.integers(3, 30, 3_000).cumsum()
    spoken = (500 * rng.random(ends[-1]) ** 3).astype(np.int32)
    postings = Postings.build(spoken, ends, 500)
    asked = rng.choice(500, words, replace=False).tolist()
    terms = postings.terms({word: 1.0 if whole else float(rng.random()) for word in asked})

    scored = pruned(postings.lists, terms, 10)

    if scored is not None:
        assert _first(scored, 10) == _first(every(postings.lists, terms, 10), 10)
        assert len(scored.documents) < 3_000
        if whole:
            documents = [each.tolist() for each in np.split(spoken, ends[:-1])]
            highest = np.sort(BM25Okapi(documents).get_scores(asked))[:-11:-1]
            found = [score for _, score in _first(scored, 10)]
            assert found == pytest.approx(highest.tolist(), abs=1e-9)


@cache
def _many() -> Postings:
    """15,000 documents, each like seven others or so; word w is in about one of w."""
    rng = np.random.default_rng(7)
    apart = [np.flatnonzero(rng.random(400) * np.arange(400) < 1) for _ in range(2_000)]
    return _postings([apart[at].tolist() for at in rng.integers(0, 2_000, 15_000)], 400)


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.integers(3, 60) | st.integers(300, 399), st.sampled_from([1.0, 0.5]), min_size=1
    ),
    COUNT,
)
def test_the_best_of_many_come_by_their_scores_and_equal_ones_by_position(
    weights: dict[int, float], count: int
) -> None:
    postings = _many()
    all_of_them = scores(postings, weights, list(range(15_000)))
    found = sorted((-score, at) for at, score in enumerate(all_of_them) if score > 0)[:count]

    best = postings.best(weights, count)

    assert best.positions == [at for _, at in found]
    assert best.scores == [-score for score, _ in found]


@cache
def _very_many() -> Postings:
    """400,000 documents of five of 2,000 words, of which the first are the commonest."""
    rng = np.random.default_rng(1)
    ends = np.arange(1, 400_001, dtype=np.int64) * 5
    return Postings.build((2_000 * rng.random(ends[-1]) ** 2).astype(np.int32), ends, 2_000)


@pytest.mark.parametrize("words", [[1_900, 0, 40], [0, 1, 2], [700, 3, 1, 0]])
@pytest.mark.parametrize("weight", [1.0, 3.0])
def test_among_many_documents_the_short_way_is_the_one_that_is_taken(
    words: list[int], weight: float
) -> None:
    postings, weights = _very_many(), dict.fromkeys(words, weight)
    terms = postings.terms(weights)

    found = postings.short_way(terms, 10)

    assert found is not None
    assert len(found.documents) < 1_000
    best = postings.best(weights, 10)
    assert list(zip(best.positions, best.scores, strict=True)) == _first(
        every(postings.lists, terms, 10), 10
    )


@pytest.mark.parametrize(
    "weights",
    [{1_900: 1.0, 700: 1.0}, {0: 0.5, 1: 1.0}, {0: 0.0, 1: 1.0}, dict.fromkeys(range(13), 1.0)],
    ids=["few postings", "a fraction", "no weight", "many words"],
)
def test_the_short_way_is_not_taken_where_it_is_none(weights: dict[int, float]) -> None:
    postings = _very_many()

    assert postings.short_way(postings.terms(weights), 10) is None


def test_a_word_that_gives_nothing_is_left_to_the_long_way() -> None:
    postings = _postings([[0, 1] if at % 9 else [0] for at in range(60_000)])

    assert postings.short_way(postings.terms({0: 1.0, 1: 1.0}), 10) is None


def test_a_word_of_next_to_no_weight_of_its_own_may_be_given_a_great_one() -> None:
    apart = [[0, 1 + at % 60] if at % 100 < 49 else [1 + at % 60] for at in range(100_000)]
    # One word that hardly anything holds makes a step of the rounded sums a large one.
    postings = _postings([*apart, [61]], 62)

    for weight in (255.0, 256.0, 300.0):
        assert postings.best({0: weight}, 5).positions == [0, 1, 2, 3, 4]


def test_documents_that_hold_several_words_are_counted_once() -> None:
    others = [[2 + at] for at in range(30)]
    postings = _postings([[0, 1], [0, 1], [0, 1, 2], *others], 32)

    assert postings.best({0: 1.0, 1: 1.0}, 3).positions == [0, 1, 2]


@pytest.mark.parametrize("at_a_time", [1, 3, 1000])
def test_documents_counted_in_parts_give_the_same(at_a_time: int) -> None:
    words, ends = _flat([[0, 1, 0], [], [2, 1], [1, 1, 1, 3], [0]])

    whole, parts = inverted(words, ends, 4), inverted(words, ends, 4, at_a_time=at_a_time)

    assert parts.documents.tolist() == whole.documents.tolist()
    assert np.array_equal([*parts.impacts()], [*whole.impacts()])


def test_an_index_is_the_same_when_it_is_mapped_from_files(tmp_path: Path) -> None:
    postings = _postings([[0, 1], [1, 2], [2, 2, 3], [3]])
    for name, array in postings.arrays().items():
        np.save(tmp_path / f"{name}.npy", array)

    mapped = Postings(
        {name: np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in postings.arrays()}
    )

    assert mapped.best({2: 1.0, 3: 0.5}, 3) == postings.best({2: 1.0, 3: 0.5}, 3)


def scores(postings: Postings, weights: dict[int, float], among: list[int]) -> list[float]:
    found: list[float] = exact(
        postings.lists, postings.terms(weights), np.array(among, np.int32)
    ).tolist()
    return found


def _postings(documents: Sequence[Sequence[int]], vocabulary: int = 8) -> Postings:
    words, ends = _flat(documents)
    return Postings.build(words, ends, vocabulary)


def _flat(documents: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    words = np.array([word for document in documents for word in document], np.int32)
    return words, np.cumsum([len(document) for document in documents], dtype=np.int64)


def _as_they_appear(
    documents: list[list[int]], query: list[int]
) -> tuple[list[list[int]], list[int]]:
    """Number words in the order in which they first appear."""
    words = [*(word for document in documents for word in document), *query]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    numbered = [[numbers[word] for word in document] for document in documents]
    return numbered, [numbers[word] for word in query if numbers[word] < 8]


def _by_rank_bm25(documents: list[list[int]], query: list[int], count: int) -> Best:
    scores = BM25Okapi(documents).get_scores(query)
    matching = [at for at, document in enumerate(documents) if set(document) & set(query)]
    best = sorted(matching, key=lambda at: (-scores[at], at))[:count]
    return Best(best, [float(scores[at]) for at in best])


def _first(scored: Scored, count: int) -> list[tuple[int, float]]:
    each = dict(zip(scored.documents.tolist(), scored.scores.tolist(), strict=True))
    return sorted(each.items(), key=lambda found: (-found[1], found[0]))[:count]
