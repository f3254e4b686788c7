"""The summary: sentences of the article, in its order, that carry it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.retrieval.answer import Answer, Notice, Status
from bot.retrieval.index.index import Index
from bot.retrieval.librarian import Librarian
from bot.retrieval.summary import summary
from tests.measuring.builders import corpus_of

SHIPPED = Path(__file__).parents[2] / "corpus"
ASKED = "Résume l’article"
FILLER = "Le phare de Kermadec éclaire la côte et les bateaux qui passent au large."


def summarised(*texts: str, sentences: int = 3) -> list[str]:
    passages = corpus_of(*texts).passages
    found = summary(passages, Index.of(passages).terms.idf, sentences=sentences)
    return [passages[one.passage].text[one.start : one.end] for one in found]


def several(count: int) -> Corpus:
    parts = [
        corpus_of(f"Le phare numéro {n} éclaire la côte depuis plus de cent ans.", article=f"a{n}")
        for n in range(count)
    ]
    articles = tuple(part.articles[0] for part in parts)
    return Corpus(articles, tuple(passage for part in parts for passage in part.passages))


@pytest.fixture(scope="module")
def shipped() -> Answer:
    return Librarian(read_corpus(SHIPPED)).answer(ASKED)


def test_a_summary_of_the_shipped_article_is_three_to_five_sentences_in_order(
    shipped: Answer,
) -> None:
    numbers = [match.passage.number for match in shipped.matches]

    assert shipped.notice is Notice.SUMMARY
    assert shipped.status is Status.ANSWER
    assert shipped.confidence == 1.0
    assert 3 <= len(numbers) <= 5
    assert numbers == sorted(set(numbers))


def test_a_summary_of_the_shipped_article_tells_what_happened(shipped: Answer) -> None:
    told = " ".join(match.highlight for match in shipped.matches)

    assert "14,3 milliards" in told
    assert "Meta" in told
    assert "Scale AI" in told
    assert "Wang" in told


def test_a_summary_holds_no_question_no_item_and_nobodys_words(shipped: Answer) -> None:
    for match in shipped.matches:
        assert match.highlight.endswith(".")
        assert not match.highlight.startswith("-")
        assert "\n–" not in match.passage.text


def test_what_the_article_is_about_is_told_shorter() -> None:
    librarian = Librarian(read_corpus(SHIPPED))

    about = librarian.answer("De quoi parle l’article ?")

    assert about.notice is Notice.ABOUT
    assert len(about.matches) == 3


def test_the_same_summary_comes_every_time(shipped: Answer) -> None:
    assert Librarian(read_corpus(SHIPPED)).answer(ASKED).matches == shipped.matches


def test_questions_items_and_attributed_words_are_passed_over() -> None:
    told = summarised(
        "Pourquoi le phare de Kermadec éclaire-t-il la côte et tous les bateaux qui passent ?",
        "Voici le phare de Kermadec :\n- il éclaire la côte et les bateaux qui passent au large.",
        "Le phare de Kermadec éclaire la côte et les bateaux depuis toujours.\n– Une gardienne",
        FILLER,
    )

    assert told == [FILLER]


def test_the_same_is_not_said_twice() -> None:
    other = "La gardienne notait chaque naufrage dans un grand cahier relié de cuir noir."

    assert summarised(FILLER, FILLER.replace("passent", "voguent"), other, sentences=2) == [
        FILLER,
        other,
    ]


@pytest.mark.parametrize("text", ["Oui.", "Quel phare ?", "- un\n- deux"])
def test_an_article_without_a_fit_sentence_is_told_by_what_it_has(text: str) -> None:
    (told,) = summarised(text)

    assert told
    assert told in text


def test_an_article_without_a_word_has_no_summary() -> None:
    answer = Librarian(corpus_of("…")).answer(ASKED)

    assert answer.status is Status.NOT_FOUND
    assert answer.matches == ()


def test_of_several_articles_each_of_the_first_five_says_a_sentence() -> None:
    answer = Librarian(several(7)).answer("De quoi parlent les articles ?")

    assert [match.passage.article.id for match in answer.matches] == ["a0", "a1", "a2", "a3", "a4"]


def test_a_summary_is_given_whole_however_few_passages_are_asked_for() -> None:
    librarian = Librarian(read_corpus(SHIPPED))

    assert librarian.answer(ASKED, limit=1).matches == librarian.summary().matches
    assert len(librarian.summary().matches) > 1


@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), min_size=1, max_size=6))
def test_any_text_is_summed_up_by_slices_of_it(texts: list[str]) -> None:
    told = summarised(*texts)

    assert len(told) <= 3
    assert all(any(one in text for text in texts) for one in told)


def test_an_article_of_fifty_paragraphs_is_summed_up() -> None:
    texts = [
        " ".join(f"Le phare {n} de la côte {m} éclaire {n * m} bateaux au large." for m in range(6))
        for n in range(50)
    ]
    librarian = Librarian(corpus_of(*texts))
    librarian.answer(ASKED)

    librarian.answer(ASKED)
