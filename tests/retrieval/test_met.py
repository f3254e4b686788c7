"""Which terms of a question the words of passages meet."""

import pytest
from hypothesis import given

from bot.retrieval.reading import read
from tests.retrieval.builders import FEW, KEEPER, LIGHTHOUSE, PROSE, QUESTIONS, all_beside


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_passage_holds_the_stems_that_it_says(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)
    said = [set(read(text).positions) for text in texts]

    met = candidates.met

    terms, stems = candidates.asked.terms, [*candidates.asked.numbers]
    assert met.terms_in_passages.tolist() == [[t.stem in own for own in said] for t in terms]
    held = [[stem in own for own in said] for stem in stems]
    # Behind the last one stands what the index does not know.
    assert met.stems_in_passages.tolist() == [*held, [False] * len(texts)]


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_sentence_meets_a_term_as_well_as_its_best_word_does(
    texts: list[str], question: str
) -> None:
    candidates = all_beside(question, *texts)
    asked, met = candidates.asked, candidates.met

    for sentence, held in enumerate(met.stems_in_sentences[:-1].T.tolist()):
        own = [stem for stem, is_held in zip(asked.numbers, held, strict=True) if is_held]
        assert met.in_words[:, sentence] == pytest.approx([t.degree_in(own) for t in asked.terms])


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_a_passage_holds_some_sentence_of_it_does(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)
    held, met = candidates.held, candidates.met

    in_any = held.most(met.terms_in_sentences.astype(float)) > 0

    assert in_any.tolist() == met.terms_in_passages.tolist()


def test_where_terms_stand_is_told_in_order() -> None:
    candidates = all_beside("Quelle gardienne vécut au phare ?", LIGHTHOUSE, KEEPER)
    words = candidates.index.wording.words.words

    which, at = candidates.met.own_places

    assert at.tolist() == sorted(at.tolist())
    assert [words[number] for number in candidates.held.words.take(at).tolist()] == [
        "phare",
        "gardienne",
        "vecut",
    ]
    assert [candidates.asked.terms[number].folded for number in which.tolist()] == [
        "phare",
        "gardienne",
        "vecut",
    ]
