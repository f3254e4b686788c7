"""What an index tells of some passages: the same as a look at each of them."""

from hypothesis import given
from rank_bm25 import BM25Okapi

from bot.retrieval.index.fields import parts_of
from bot.retrieval.index.index import Index
from bot.retrieval.reading import read
from bot.retrieval.words import is_stop_word, stems, words
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import FEW, PROSE, QUESTIONS

TITLE = "phare"


@FEW
@given(PROSE, QUESTIONS)
def test_a_passage_holds_its_own_stems_expressions_and_those_above_it(
    texts: list[str], question: str
) -> None:
    index = Index.of(corpus_of(*texts, article=TITLE).passages)
    asked = index.numbers([*stems(question), *stems("phare marché grès")])

    is_held = index.holding([*asked.values()], index.held(range(len(texts))))

    for row, stem in enumerate(asked):
        held = [stem in {*read(text).positions, *stems(TITLE)} for text in texts]
        assert is_held[row].tolist() == held
        assert index.in_articles(asked, [0])[0] >= ({stem} if any(held) else set())


@FEW
@given(PROSE, QUESTIONS)
def test_the_scores_are_those_of_rank_bm25_by_words_and_by_their_parts(
    texts: list[str], question: str
) -> None:
    index = Index.of(corpus_of(*texts, article=TITLE).passages)
    folded = sorted({word.folded for word in words(question)})
    content = [word for word in folded if not is_stop_word(word)]
    parts = list(dict.fromkeys(part for word in content for part in parts_of(word)))

    scores = index.scores(folded, content, index.held(range(len(texts))))

    said = [[word.folded for word in words(text)] for text in texts]
    told = [
        [part for word in own if not is_stop_word(word) for part in parts_of(word)] for own in said
    ]
    for documents, query, found in (
        (said, folded, [each.words for each in scores]),
        (told, parts, [each.letters for each in scores]),
    ):
        if any(documents):
            expected = BM25Okapi(documents).get_scores(query)
            assert all(abs(one - other) < 1e-9 for one, other in zip(found, expected, strict=True))
