"""What is gathered of texts: the same as reading finds in each."""

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.index import Index
from bot.retrieval.reading import read
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, KEEPER, LIGHTHOUSE

TEXTS = st.lists(ANYTHING, max_size=5)


@given(texts=TEXTS)
def test_the_sentences_of_each_text_are_those_that_reading_finds(texts: list[str]) -> None:
    rows = Gathered.of(texts).sentences

    for at, text in enumerate(texts):
        numbers = rows.row(at).tolist()
        assert tuple(zip(numbers[::2], numbers[1::2], strict=True)) == read(text).spans


def test_an_index_tells_where_the_sentences_of_a_passage_are() -> None:
    index = Index.of(corpus_of(LIGHTHOUSE, KEEPER).passages)

    start, end = index.sentences.row(1)[2:].tolist()

    assert KEEPER[start:end] == "Elle notait chaque naufrage."
