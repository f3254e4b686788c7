"""What an index tells of some passages: the same as a look at each of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.retrieval.asked import UNKNOWN
from bot.retrieval.index.fields import parts_of
from bot.retrieval.index.index import Index
from bot.retrieval.reading import read
from bot.retrieval.words import is_stop_word, stems, words
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import FEW, KEEPER, LIGHTHOUSE, PROSE, QUESTIONS

TITLE = "phare"


def test_names_are_capitalised_inside_a_sentence() -> None:
    index = Index.of(corpus_of(KEEPER, LIGHTHOUSE).passages)
    held = index.held([1])

    names = {index.wording.words.words[at] for at in held.words[held.is_name].tolist()}
    assert names == {"le", "goff", "kermadec"}


@FEW
@given(PROSE, QUESTIONS)
def test_stems_and_expressions_are_met_where_they_stand(texts: list[str], question: str) -> None:
    index = Index.of(corpus_of(*texts, article=TITLE).passages)
    asked = index.numbers([*stems(question), *stems("phare marché grès")])
    held = index.held(range(len(texts)))

    which, at = index.met([*asked.values()], held)

    assert at.tolist() == sorted(at.tolist())
    for row, stem in enumerate(asked):
        places = [read(text).positions.get(stem, []) for text in texts]
        expected = [
            start + place
            for start, own in zip(held.starts.tolist(), places, strict=True)
            for place in own
        ]
        assert at[which == row].tolist() == expected


@FEW
@given(st.lists(PROSE, min_size=1, max_size=3), QUESTIONS)
def test_an_article_holds_what_its_passages_and_its_title_say(
    articles: list[list[str]], question: str
) -> None:
    corpora = [corpus_of(*texts, article=f"{TITLE}{n}") for n, texts in enumerate(articles)]
    passages = [passage for corpus in corpora for passage in corpus.passages]
    index = Index.of(passages)
    asked = index.numbers([*stems(question), *stems("phare0 marché phare1")])

    is_held = index.in_articles(list(asked.values()), np.arange(len(passages), dtype=np.int32))

    at = 0
    for number, texts in enumerate(articles):
        said = {*stems(f"{TITLE}{number}")}.union(*(read(text).positions for text in texts))
        for _ in texts:
            assert is_held[:, at].tolist() == [stem in said for stem in asked]
            at += 1


def test_a_stem_that_the_index_does_not_know_is_in_no_article() -> None:
    index = Index.of(corpus_of("Le phare.").passages)

    assert not index.in_articles([UNKNOWN], np.array([0], dtype=np.int32)).any()


@FEW
@given(PROSE, QUESTIONS)
def test_the_scores_are_those_of_rank_bm25_by_words_and_by_their_parts(
    texts: list[str], question: str
) -> None:
    index = Index.of(corpus_of(*texts, article=TITLE).passages)
    folded = sorted({word.folded for word in words(question)})
    content = [word for word in folded if not is_stop_word(word)]
    parts = list(dict.fromkeys(part for word in content for part in parts_of(word)))

    numbers, held = list(index.words_of(folded).values()), index.held(range(len(texts)))
    scores = index.scores(numbers, index.said(numbers, held), content, held)

    said = [[word.folded for word in words(text)] for text in texts]
    told = [
        [part for word in own if not is_stop_word(word) for part in parts_of(word)] for own in said
    ]
    for documents, query, found in (
        (said, folded, scores[0]),
        (told, parts, scores[1]),
    ):
        if any(documents):
            expected = BM25Okapi(documents).get_scores(query)
            assert found == pytest.approx(expected, rel=0, abs=1e-9)
