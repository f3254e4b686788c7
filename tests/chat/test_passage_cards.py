"""Cards that show passages as they stand: contents, reading, neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Article, Passage
from bot.chat.contents import Section, article_of, key_of, passages_of, sections_of
from bot.chat.lengths import length
from bot.chat.passage_cards import choice_card, contents_card, context_card, reading_card
from bot.chat.phrases import Language
from bot.chat.reading_buttons import menu_label
from tests.chat.builders import (
    TEXTS,
    article,
    assert_within_limits,
    components,
    corpus,
    labels,
    matches,
    passage,
    texts,
)
from tests.chat.discord_markdown import read

FR, EN = Language.FR, Language.EN
ARTICLE = article(url="https://example.org/a")
PASSAGES = [
    passage("Il pleut.", section=(), number=1, of=ARTICLE),
    passage("La mer monte.", section=("La mer",), number=2, of=ARTICLE),
    passage("Elle descend.", section=("La mer",), number=3, of=ARTICLE),
    passage("Les barques.", section=("La mer", "Le port"), number=4, of=ARTICLE),
]
CORPUS = corpus(*PASSAGES)
HOSTILE_SECTIONS = st.lists(
    st.builds(
        Section,
        st.lists(TEXTS, max_size=3).map(tuple),
        st.integers(1, 10**6),
        st.integers(1, 10**4),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda section: section.first_number,
)


def test_an_article_shows_its_sections_with_their_passages() -> None:
    card = contents_card(ARTICLE, sections_of(CORPUS, ARTICLE), 0, FR)

    assert texts(card) == [
        "**Meta investit**\n-# innovationsfr · 26\u00a0juin\u00a02025",
        "- Début · 1 passage\n- La mer · 2 passages\n- La mer › Le port · 1 passage",
    ]
    (menu,) = [part for part in components(card) if part["type"] == 3]
    assert [(o["label"], o["value"]) for o in menu["options"]] == [
        ("Début", "1"),
        ("La mer", "2"),
        ("La mer › Le port", "4"),
    ]
    assert labels(card) == ["Lire dans l’article"]


def test_more_sections_than_a_menu_holds_come_by_page() -> None:
    sections = [Section((f"Section {number}",), number, 1) for number in range(1, 61)]

    pages = [contents_card(ARTICLE, sections, page, EN) for page in (0, 1, 2, 9)]

    held = [
        [option["label"] for part in components(page) for option in part.get("options", ())]
        for page in pages
    ]
    assert [names[0] for names in held] == ["Section 1", "Section 26", "Section 51", "Section 51"]
    disabled = [[p["disabled"] for p in components(page) if p["type"] == 2][:2] for page in pages]
    assert disabled == [[True, False], [False, False], [False, True], [False, True]]


@pytest.mark.parametrize(("at", "disabled"), [(0, [True, False]), (1, [False, False])])
def test_reading_goes_on_passage_by_passage(at: int, disabled: list[bool]) -> None:
    card = reading_card(PASSAGES[at], 4, FR)

    buttons = [part for part in components(card) if part["type"] == 2]
    assert [button["label"] for button in buttons[:3]] == ["◀", "▶", "Sommaire"]
    assert [button["disabled"] for button in buttons[:2]] == disabled
    key = key_of(ARTICLE)
    ids = [button["custom_id"] for button in buttons[:3]]
    assert ids == [f"read:{key}:{at}", f"read:{key}:{at + 2}", f"contents:{key}:0"]


def test_reading_ends_at_the_last_passage() -> None:
    buttons = [part for part in components(reading_card(PASSAGES[3], 4, FR)) if part["type"] == 2]

    assert buttons[1]["disabled"]


def test_the_context_is_quoted_in_order() -> None:
    card = context_card(PASSAGES[1:4], FR)

    assert texts(card) == [
        "> La mer monte.\n-# La mer · ¶\u00a02",
        "> Elle descend.\n-# La mer · ¶\u00a03",
        "> Les barques.\n-# La mer › Le port · ¶\u00a04",
        "-# Meta investit · innovationsfr · 26\u00a0juin\u00a02025",
    ]


def test_an_article_is_found_by_its_key() -> None:
    assert article_of(CORPUS, key_of(ARTICLE)) == ARTICLE
    assert article_of(CORPUS, "0" * 12) is None
    assert passages_of(CORPUS, ARTICLE) == PASSAGES


def test_of_many_articles_a_menu_holds_the_first() -> None:
    many = [Article(f"a{n}", f"Titre {n}", None, None, "fr", None, "") for n in range(40)]
    card = choice_card(corpus(*(passage(of=each) for each in many)), FR)

    assert "40 articles" in texts(card)[0]
    assert_within_limits(card)


@given(TEXTS)
def test_a_choice_of_a_menu_always_says_something_and_fits(title: str) -> None:
    assert 1 <= length(menu_label(title)) <= 100


@given(st.builds(lambda found: found.passage.article, matches()), HOSTILE_SECTIONS, st.data())
def test_no_contents_exceed_the_limits_or_come_alive(
    of: Article, sections: list[Section], data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from(Language))
    card = contents_card(of, sections, data.draw(st.integers(0, 99)), language)

    assert_within_limits(card)
    for line in (line for shown in texts(card) for line in shown.split("\n")):
        own = line.removeprefix("- ").removeprefix("-# ")
        own = own.removeprefix("**").removesuffix("**")
        assert read(own).alive == []


@given(
    st.lists(
        st.builds(lambda found: found.passage, matches()),
        min_size=1,
        max_size=3,
        # As the corpus has it: no two articles of one id.
        unique_by=lambda shown: shown.article.id,
    ),
    st.sampled_from(Language),
)
def test_no_reading_exceeds_the_limits(shown: list[Passage], language: Language) -> None:
    assert_within_limits(reading_card(shown[0], 3, language))
    assert_within_limits(context_card(shown, language))
    assert_within_limits(choice_card(corpus(*shown), language))
