"""A text that was read: its words and sentences, where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given

from bot.retrieval.reading import read
from bot.retrieval.words import stem
from tests.retrieval.builders import ANYTHING, FEW, PROSE


def test_words_know_their_sentence() -> None:
    reading = read("Il pleut. Le phare brille.")

    assert reading.sentence_of == (0, 0, 1, 1, 1)


def test_stop_words_are_words_without_content() -> None:
    reading = read("Le phare et le phare.")

    assert [word.folded for word in reading.words] == ["le", "phare", "et", "le", "phare"]
    assert reading.positions == {stem("phare"): [1, 4]}
    assert reading.content == ((stem("phare"), 1), (stem("phare"), 4))


@pytest.mark.parametrize("text", ["", "  ", "…", "\ud800", "\x00"])
def test_a_text_without_a_word_is_one_sentence(text: str) -> None:
    reading = read(text)

    assert reading.words == ()
    assert len(reading.spans) == 1
    assert reading.positions == {}


def test_a_lone_surrogate_moves_nothing() -> None:
    reading = read("Le \ud800 phare. Il brille.")

    assert [(word.start, word.end) for word in reading.words][1] == (5, 10)
    assert reading.spans == ((0, 11), (12, 22))


@FEW
@given(text=ANYTHING | PROSE.map("\n".join))
def test_every_word_stands_in_its_sentence(text: str) -> None:
    reading = read(text)

    assert len(reading.sentence_of) == len(reading.words)
    assert list(reading.sentence_of) == sorted(reading.sentence_of)
    assert all(0 <= start <= end <= len(text) for start, end in reading.spans)
    assert all(before[1] <= after[0] for before, after in pairwise(reading.spans))
    for word, at in zip(reading.words, reading.sentence_of, strict=True):
        assert word.start >= reading.spans[at][0]


@FEW
@given(text=ANYTHING | PROSE.map("\n".join))
def test_positions_and_content_tell_the_same(text: str) -> None:
    reading = read(text)
    content = [(stem, at) for stem, places in reading.positions.items() for at in places]

    assert sorted(content) == sorted(reading.content)
    assert all(reading.words[at].stem == stem for stem, at in content)
