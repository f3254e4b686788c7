"""What is proposed while somebody types."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Article
from bot.retrieval.completion import Completions, Titles
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS, TEXTS, WAYS_OF_TYPING

PASSAGES = [
    replace(passage, section=("La vie du village",) if passage.number == 4 else ())
    for passage in corpus_of(*TEXTS, article="Recueil").passages
]


COMPLETIONS = Completions(PASSAGES)


def proposed(typed: str, *, limit: int = 25) -> list[str]:
    return [found.passage_id for found in COMPLETIONS.of(typed, limit=limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kerm", "Recueil#1"),
        ("Quémé", "Recueil#2"),
        ("grès", "Recueil#3"),
        ("village", "Recueil#4"),
        ("gardiene", "Recueil#2"),
        ("garrdienn", "Recueil#2"),
        ("gradien", "Recueil#2"),
        ("phare kerm", "Recueil#1"),
    ],
)
def test_a_passage_is_proposed_by_the_beginnings_of_its_words(typed: str, first: str) -> None:
    assert proposed(typed)[0] == first


def test_what_is_not_there_is_not_proposed() -> None:
    assert proposed("zblorg") == []


def test_a_short_word_holds_no_error() -> None:
    assert proposed("grez") == []


def test_a_section_weighs_more_than_the_text() -> None:
    passages = [PASSAGES[0], replace(PASSAGES[1], section=("Le phare",))]
    first = Completions(passages).of("phare", limit=1)

    assert [found.passage_id for found in first] == ["Recueil#2"]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "🎉"])
def test_nothing_typed_proposes_the_first_passages(typed: str) -> None:
    assert proposed(typed, limit=2) == ["Recueil#1", "Recueil#2"]


def test_a_label_tells_the_number_the_beginning_and_the_section() -> None:
    (found,) = COMPLETIONS.of("village", limit=25)

    assert found.label.replace("\u00a0", " ") == (
        "¶ 4 · Le marché se tient le jeudi. Il accueille soixante étals et une start-up. "
        "(La vie du village)"
    )


def test_a_label_without_a_section_names_the_article_and_is_cut_visibly() -> None:
    (found,) = COMPLETIONS.of("Kermadec", limit=25)

    assert found.label.endswith("… (Recueil)")


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
@FEW
@given(typed=QUESTIONS)
def test_the_way_of_typing_changes_nothing(way: str, typed: str) -> None:
    assert proposed(WAYS_OF_TYPING[way](typed)) == proposed(typed)


@FEW
@given(typed=ANYTHING, limit=st.integers(0, 3))
def test_no_more_than_the_limit_is_proposed_and_nothing_twice(typed: str, limit: int) -> None:
    ids = proposed(typed, limit=limit)

    assert len(ids) == len(set(ids)) <= limit
    assert set(ids) <= {passage.id for passage in PASSAGES}


ARTICLES = [
    Article(title, title, None, None, "fr", None, "")
    for title in ("Le phare de Kermadec", "Le port de Brézal", "Le port et le phare")
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("brezal", ["Le port de Brézal"]),
        ("BREZLA", ["Le port de Brézal"]),
        ("phare port", ["Le port et le phare", "Le phare de Kermadec", "Le port de Brézal"]),
        ("zblorg", []),
        ("", ["Le phare de Kermadec", "Le port de Brézal", "Le port et le phare"]),
    ],
)
def test_an_article_is_proposed_by_the_beginnings_of_its_title_s_words(
    typed: str, found: list[str]
) -> None:
    assert [
        article.title
        for article in Titles(ARTICLES, [article.title for article in ARTICLES]).of(typed, limit=25)
    ] == found


@given(ANYTHING, st.integers(0, 3))
def test_no_more_titles_are_proposed_than_asked_for(typed: str, limit: int) -> None:
    assert (
        len(Titles(ARTICLES, [article.title for article in ARTICLES]).of(typed, limit=limit))
        <= limit
    )
