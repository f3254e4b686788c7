"""What passages hold is counted as sets of their words, the same in lots of any size."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.index.counting import Around, Counts, counts_of
from bot.retrieval.index.fields import Parts, parts_of
from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.inverting import Cells
from bot.retrieval.index.numbered import Numbered
from bot.retrieval.words import content_of, stem, words
from bot.storage.arrays import Rows
from tests.retrieval.builders import FEW, PROSE

MANY = st.lists(PROSE, min_size=1, max_size=4).map(lambda some: [*chain.from_iterable(some)])


def numbered(texts: list[str]) -> tuple[Numbered, Around]:
    read = Numbered.of(Gathered.of(texts), Gathered.of([]))
    none = Rows.of([[] for _ in texts])
    return read, Around(none, Parts.of(read.words, read.is_stop))


def held(counts: np.ndarray, names: list[str]) -> dict[str, int]:
    return {name: count for name, count in zip(names, counts.tolist(), strict=True) if count}


def content(text: str) -> list[str]:
    found = words(text)
    return [found[at].folded for at in content_of(found)]


@FEW
@given(MANY)
def test_the_passages_that_hold_something_are_counted(texts: list[str]) -> None:
    read, around = numbered(texts)

    counts = counts_of(read, around)

    said = [{word.folded for word in words(text)} for text in texts]
    assert held(counts.words, read.words) == Counter(word for each in said for word in each)
    parts = [{part for word in content(text) for part in parts_of(word)} for text in texts]
    assert held(counts.parts, around.parts.names) == Counter(p for each in parts for p in each)
    stems = [{stem(word) for word in content(text)} for text in texts]
    keys = set(read.read.keys)
    found = held(counts.stems, read.stems)
    assert {word: n for word, n in found.items() if word not in keys} == {
        word: n
        for word, n in Counter(word for each in stems for word in each).items()
        if word not in keys
    }


@FEW
@given(MANY, st.integers(1, 5))
def test_lots_of_any_size_give_the_same(texts: list[str], size: int) -> None:
    read, around = numbered(texts)

    assert as_lists(counts_of(read, around, at_a_time=size)) == as_lists(counts_of(read, around))


def as_lists(counts: Counts) -> dict[str, object]:
    return {each.name: plain(getattr(counts, each.name)) for each in fields(counts)}


def plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.tolist()
    # Lots are as good as what they hold together.
    assert isinstance(value, list)
    if isinstance(value[0], Cells):
        told = (
            (np.repeat(c.words, c.counts).tolist(), c.documents.tolist(), c.tf.tolist())
            for c in value
        )
        return sorted(cell for each in told for cell in zip(*each, strict=True))
    return np.concatenate(value).tolist()


@given(st.lists(st.text("ab1é,%", min_size=1, max_size=7).filter(str.isascii), unique=True))
def test_words_are_taken_apart_at_once_as_each_alone(said: list[str]) -> None:
    known: dict[str, int] = {}
    one_by_one = [[known.setdefault(part, len(known)) for part in parts_of(word)] for word in said]

    parts = Parts.of(said, np.zeros(len(said), dtype=bool))

    assert parts.names == list(known)
    assert [parts.rows.row(at).tolist() for at in range(len(said))] == one_by_one


@pytest.mark.parametrize("said", [["le", "phare"], ["le"], []], ids=str)
def test_words_that_say_nothing_have_no_parts(said: list[str]) -> None:
    parts = Parts.of(said, np.array([word == "le" for word in said], dtype=bool))

    assert parts.rows.lengths(np.arange(len(said), dtype=np.int32)).tolist() == [
        0 if word == "le" else 4 for word in said
    ]
