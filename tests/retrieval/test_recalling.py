"""What an index tells of a passage: the same as reading its text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.indexed import Indexed
from bot.retrieval.reading import Readings, read
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, FEW, LIGHTHOUSE, PROSE


@FEW
@given(PROSE | st.lists(ANYTHING, min_size=1, max_size=4))
def test_a_passage_is_told_by_the_index_as_its_text_is_read(texts: list[str]) -> None:
    indexed = Indexed.of(corpus_of(*texts).passages)

    for at, text in enumerate(indexed.texts):
        told = indexed.reading(at)
        anew = read(text)
        assert told == anew
        assert (told.words, told.expressions) == (anew.words, anew.expressions)


def test_expressions_and_sentences_without_a_word_are_told_too() -> None:
    texts = ("Il prend les rênes. Il reprend les rênes et prend la tête.", "Oui. … Non.", "…")
    indexed = Indexed.of(corpus_of(*texts).passages)

    assert [indexed.reading(at) for at in range(len(texts))] == list(map(read, texts))


def test_of_the_readings_that_are_kept_the_oldest_goes() -> None:
    readings = Readings(kept=2)
    first = readings.of(LIGHTHOUSE)

    readings.of("un")
    assert readings.of(LIGHTHOUSE) is first

    readings.of("deux")
    assert readings.of(LIGHTHOUSE) is not first
    assert len(readings) == 2
