"""What is gathered of texts: the same as reading finds in each, one after the other."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.index import Index
from bot.retrieval.index.pieces import CHARACTERS_KEPT, HYPHENATED, NAME, OPENING, Form, KnownPieces
from bot.retrieval.index.sentences import ASKING, SAID
from bot.retrieval.reading import Reading, read
from bot.storage.arrays import Rows
from bot.storage.parts import taken_apart
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, KEEPER, LIGHTHOUSE, TEXTS

# What pieces of texts are told apart by, where sentences end, and words of expressions.
SIGNS = st.sampled_from(
    "pour POUR 10 000 49 % cent 1874 à la tête de prendre les rênes Tête fois l’art. M. J.-P. "
    "mer. -t-il porte - - . ! ? « » ' ʼ \u00ad \u0301 北京 ẞ \ud800 \n \n\n \t \u00a0".split(" ")
)
HOSTILE = ANYTHING | st.lists(SIGNS | st.sampled_from(["", " "]), max_size=25).map(" ".join)
HOSTILE |= st.lists(SIGNS | ANYTHING, max_size=12).map("".join)


def one_by_one(texts: list[str]) -> Gathered:
    """Gather readings of texts: what is written here once more is what each array means."""
    forms, keys = dict[Form, int](), dict[str, int]()
    readings = [read(text) for text in texts]
    starts = np.cumsum([0, *(len(reading.words) for reading in readings)])
    said = [
        (word.folded, reading.text[word.start : word.end])
        for reading in readings
        for word in reading.words
    ]
    found = [
        (expression.key, expression.first + start)
        for reading, start in zip(readings, starts.tolist(), strict=False)
        for expression in reading.expressions
    ]
    tokens = [forms.setdefault(form, len(forms)) for form in said]
    expressions = [keys.setdefault(key, len(keys)) for key, _ in found]
    return Gathered(
        forms=list(forms),
        keys=list(keys),
        tokens=np.array(tokens, dtype=np.int32),
        marks=np.array([*chain.from_iterable(map(marks_of, readings))], dtype=np.uint8),
        ends=starts[1:],
        expressions=np.array(expressions, dtype=np.int32),
        places=np.array([place for _, place in found], dtype=np.int64),
        sentences=Rows.of([[*chain.from_iterable(lines_of(reading))] for reading in readings]),
    )


def lines_of(reading: Reading) -> list[tuple[int, int, int, int]]:
    return [
        (
            start,
            end,
            bisect_left(reading.sentence_of, number),
            ASKING * reading.text[start:end].endswith("?")
            + SAID * reading.text[start:end].startswith(("–", "—", "―", *[""] * (not end))),
        )
        for number, (start, end) in enumerate(reading.spans)
    ]


def marks_of(reading: Reading) -> list[int]:
    marks = [NAME if reading.text[word.start].isupper() else 0 for word in reading.words]
    for at, sentence in enumerate(reading.sentence_of):
        if not at or sentence != reading.sentence_of[at - 1]:
            marks[at] = OPENING
    for at, (one, two) in enumerate(pairwise(reading.words)):
        if reading.text[one.end : two.start] == "-":
            marks[at] |= HYPHENATED
    return marks


def said_by(read: Gathered) -> list[object]:
    arrays: list[NDArray[Any]] = [read.tokens, read.marks, read.ends, read.expressions, read.places]
    arrays += taken_apart(read.sentences).values()
    return [read.forms, read.keys, *((array.dtype, array.tolist()) for array in arrays)]


@given(texts=st.lists(HOSTILE, max_size=5))
def test_texts_that_are_gathered_at_once_are_what_each_is_read_as(texts: list[str]) -> None:
    assert said_by(Gathered.of(texts)) == said_by(one_by_one(texts))


@pytest.mark.parametrize(
    "text",
    [*TEXTS, "Elle prit 10 000 francs pour cent. À la tête du phare, il prit les rênes.", "", "!"],
)
def test_a_text_among_others_is_what_it_is_alone(text: str) -> None:
    among = Gathered.of([KEEPER, text, "", LIGHTHOUSE])

    assert said_by(Gathered.of([text])) == said_by(one_by_one([text]))
    assert said_by(among) == said_by(one_by_one([KEEPER, text, "", LIGHTHOUSE]))


@settings(max_examples=40)
@given(before=st.lists(HOSTILE, max_size=3), texts=st.lists(HOSTILE, max_size=3))
def test_pieces_that_are_known_from_other_texts_change_nothing(
    before: list[str], texts: list[str]
) -> None:
    pieces = KnownPieces()
    Gathered.of(before, pieces)

    assert said_by(Gathered.of(texts, pieces)) == said_by(Gathered.of(texts))


def test_known_pieces_are_full_before_they_fill_the_memory() -> None:
    pieces = KnownPieces()
    Gathered.of([KEEPER], pieces)
    assert not pieces.is_full

    numbers = [*pieces.between_spaces(". " + "." * CHARACTERS_KEPT)]

    assert len(numbers) == 2
    assert pieces.is_full


def test_an_index_tells_where_the_sentences_of_a_passage_are() -> None:
    index = Index.of(corpus_of(LIGHTHOUSE, KEEPER).passages)

    held = index.held([1])

    assert [KEEPER[slice(*held.span(at))] for at in held.sentences_of(0)] == [
        "La gardienne Anna Quéméner y vécut quarante ans.",
        "Elle notait chaque naufrage.",
    ]
