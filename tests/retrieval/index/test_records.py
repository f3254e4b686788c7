"""What the row of a passage tells: the same as reading its text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.index.held import Held
from bot.retrieval.index.index import Index
from bot.retrieval.reading import Reading, read
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, FEW, PROSE


def assert_told(index: Index, held: Held, number: int, reading: Reading) -> None:
    start, end = held.starts.item(number), held.ends.item(number)
    own = held.sentences_of(number)
    words, stems = index.wording.words.words, index.terms.stems.words
    keys = zip(held.keys.tolist(), held.keys_at.tolist(), strict=True)

    assert [words[at] for at in held.words[start:end].tolist()] == [
        word.folded for word in reading.words
    ]
    assert [held.span(at) for at in own] == list(reading.spans)
    assert [at - own.start for at in held.sentence_of[start:end].tolist()] == list(
        reading.sentence_of
    )
    assert [(stems[key], at - start) for key, at in keys if start <= at < end] == [
        (each.key, each.first) for each in reading.expressions
    ]


@FEW
@given(PROSE | st.lists(ANYTHING, min_size=1, max_size=4), st.data())
def test_a_row_tells_of_a_passage_what_its_text_is_read_as(
    texts: list[str], data: st.DataObject
) -> None:
    passages = corpus_of(*texts).passages
    index = Index.of(passages)
    among = data.draw(st.lists(st.sampled_from(range(len(passages))), max_size=5))

    held = index.held(among)

    assert held.among.tolist() == among
    for number, at in enumerate(among):
        assert_told(index, held, number, read(passages[at].text))


def test_expressions_and_sentences_without_a_word_are_told_too() -> None:
    texts = ("Il prend les rênes. Il reprend les rênes et prend la tête.", "Oui. … Non.", "…")
    index = Index.of(corpus_of(*texts).passages)

    held = index.held([2, 0, 1])

    for number, at in enumerate([2, 0, 1]):
        assert_told(index, held, number, read(texts[at]))
