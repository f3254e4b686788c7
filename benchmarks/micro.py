"""What the parts of the raw index take: `build/peers/bin/python -m pytest benchmarks/micro.py`.

Times are shown, none is asserted: pytest-benchmark compares two runs with `--benchmark-compare`.
"""

from functools import cache

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.retrieval.index.lists import every, exact
from bot.retrieval.index.postings import Postings
from bot.retrieval.index.pruning import pruned

WORDS = 50_000


@cache
def index(documents: int) -> Postings:
    rng = np.random.default_rng(documents)
    ends = rng.integers(30, 90, documents).cumsum()
    # As rare as in Zipf's law: the chance of the word of rank r is about 1 / r.
    spoken = (WORDS ** rng.random(ends[-1])).astype(np.int32)
    return Postings.build(spoken, ends, WORDS)


def query(words: int) -> dict[int, float]:
    rng = np.random.default_rng(words)
    return dict.fromkeys((50 * (WORDS / 100) ** rng.random(words)).astype(int).tolist(), 1.0)


@pytest.mark.parametrize("documents", [1_000, 10_000, 100_000, 500_000])
@pytest.mark.parametrize("words", [2, 5, 10, 15])
def test_the_best_ten(benchmark: BenchmarkFixture, documents: int, words: int) -> None:
    found = benchmark(index(documents).best, query(words), 10)

    assert len(found.positions) == 10


@pytest.mark.parametrize("weight", [1.0, 0.5], ids=["whole", "halves"])
def test_the_best_forty_of_three_hundred_words(benchmark: BenchmarkFixture, weight: float) -> None:
    weights = dict.fromkeys(range(1_000, 1_300), weight)

    assert len(benchmark(index(100_000).best, weights, 40).positions) == 40


@pytest.mark.parametrize("documents", [10_000, 100_000, 500_000])
def test_going_through_everything(benchmark: BenchmarkFixture, documents: int) -> None:
    postings = index(documents)

    benchmark(every, postings.lists, postings.terms(query(5)), 10)


@pytest.mark.parametrize("documents", [10_000, 100_000, 500_000])
def test_the_short_way(benchmark: BenchmarkFixture, documents: int) -> None:
    postings = index(documents)

    benchmark(pruned, postings.lists, postings.terms(query(5)), 10)


@pytest.mark.parametrize("asked", [10, 100, 1_000])
def test_the_scores_of_some(benchmark: BenchmarkFixture, asked: int) -> None:
    postings = index(100_000)
    some = np.arange(0, 100_000, 100_000 // asked, dtype=np.int32)

    benchmark(exact, postings.lists, postings.terms(query(5)), some)


def test_an_index_of_ten_thousand_documents(benchmark: BenchmarkFixture) -> None:
    rng = np.random.default_rng(1)
    ends = rng.integers(30, 90, 10_000).cumsum()
    spoken = (WORDS ** rng.random(ends[-1])).astype(np.int32)

    benchmark(Postings.build, spoken, ends, WORDS)
