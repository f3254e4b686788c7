"""The card: its three states, its words, and Discord's limits whatever the texts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from discord.components import _component_factory
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import notes, reasons, screens, small_talk
from bot.chat.answer_buttons import Audience
from bot.chat.buttons import Listing, Ranking
from bot.chat.cards import Card, answer_card, help_card, note, short_help_card
from bot.chat.explanation import why_card
from bot.chat.passage_cards import context_card, list_card, passage_card, reading_card
from bot.chat.phrases import Language
from bot.chat.prints import print_of
from bot.chat.questions import Question, as_asked, question_on
from bot.retrieval.answer import (
    SUMMARISED,
    AskedWord,
    How,
    Match,
    Notice,
    Reason,
    Status,
    Why,
)
from tests.chat.builders import (
    TEXTS,
    answer,
    article,
    assert_within_limits,
    components,
    corpus,
    labels,
    match,
    matches,
    passage,
    payload,
    texts,
)
from tests.chat.discord_markdown import read

FR, EN = Language.FR, Language.EN
PASSAGE = passage()
BEST = match(PASSAGE, "Meta a investi 14,3 milliards.")
LANGUAGES = st.sampled_from(Language)
BELOW = ("Contexte", "Pourquoi ce passage\u202f?")
OPINIONS = ("Utile", "Pas utile", "Préciser…")
IDS = st.integers(0, 2**64 - 1)
AUDIENCES = st.builds(
    Audience,
    IDS,
    is_private=st.booleans(),
    may_be_published=st.booleans(),
    target_id=IDS,
    remark=st.sampled_from(["", *(phrase.fr for phrase in (notes.EXTERNAL, notes.PUBLISHED_BY))]),
)
SEEN = print_of(PASSAGE)
SEARCH = Listing(Ranking.SEARCH, 0, 0, SEEN)
NUMBERS = st.integers(0, 999)
LISTINGS = st.builds(Listing, st.sampled_from(Ranking), NUMBERS, NUMBERS, st.just(SEEN))


def sent(card: Card) -> Any:
    """The message as discord.py hands it back with a press."""
    parts = [_component_factory(part) for part in payload(card)]  # type: ignore[arg-type]
    return SimpleNamespace(components=parts)


def test_an_answer_quotes_the_sentence_in_bold_and_says_where_it_stands() -> None:
    card = answer_card(answer(BEST, question="Combien ?"), corpus(PASSAGE), FR)

    assert texts(card) == [
        "### Combien ?",
        "**L’article répond\u00a0:**",
        "> Il pleut. **Meta a investi 14,3 milliards.** Il neige.",
        (
            "-# Un investissement · ¶\u00a03\n"
            "-# Meta investit · innovationsfr · 26\u00a0juin\u00a02025 · trouvé en 12\u00a0ms"
        ),
    ]
    assert labels(card) == [*BELOW, *OPINIONS, "Supprimer"]


def test_an_english_reader_gets_the_words_of_the_card_in_english() -> None:
    card = answer_card(answer(BEST, BEST), corpus(PASSAGE), EN)

    assert texts(card)[1] == "**The article answers:**"
    assert texts(card)[-1].endswith("26\u00a0June\u00a02025 · found in 12\u00a0ms")
    assert labels(card) == [
        *("Other passages", "Context", "Why this passage?"),
        *("Helpful", "Not helpful", "Ask further…", "Delete"),
    ]


def test_the_link_stands_only_where_the_article_has_an_address() -> None:
    linked = passage(of=article(url="https://example.org/a"))
    card = answer_card(answer(match(linked, "Il neige.")), corpus(linked), FR)

    (button,) = [part for part in components(card) if "url" in part]
    assert button["label"] == "Lire dans l’article"
    assert button["url"] == "https://example.org/a#:~:text=Il%20neige."


def test_what_was_understood_is_said() -> None:
    said = answer(BEST, question="combien investi mtea", understood="combien investi meta")

    card = answer_card(said, corpus(PASSAGE), FR)

    assert texts(card)[1] == "-# J’ai compris\u00a0: combien investi meta"


def test_the_closest_passages_are_said_to_be_no_answer() -> None:
    card = answer_card(answer(*[BEST] * 5, status=Status.CLOSEST), corpus(PASSAGE), FR)

    assert texts(card)[1].startswith("**Passages les plus proches**\n")
    assert sum(text.startswith("> ") for text in texts(card)) == 3
    assert labels(card) == ["Autres passages", *BELOW, *OPINIONS, "Supprimer"]
    assert (
        next(part for part in components(card) if "custom_id" in part)["custom_id"]
        == f"more:3:{SEEN}"
    )


@given(matches(), LANGUAGES)
def test_a_refusal_never_carries_a_quotation(found: Match, language: Language) -> None:
    refusal = answer(found, found, status=Status.NOT_FOUND)

    card = answer_card(refusal, corpus(found.passage), language)

    assert len(texts(card)) == 2
    assert not any(line.startswith(">") for text in texts(card) for line in text.split("\n"))
    assert len(labels(card)) == 2


def test_a_refusal_says_what_the_article_speaks_of_and_how_to_ask() -> None:
    spoken = corpus(PASSAGE, passage(section=("Un départ", "Le conseil")), passage(section=()))

    card = answer_card(answer(status=Status.NOT_FOUND), spoken, FR)

    assert texts(card)[1] == (
        "**L’article ne le dit pas**\n"
        "Il parle de\u00a0:\n- Un investissement\n- Un départ\n"
        "Essayez avec d’autres mots\u00a0: un nom, un chiffre, une date, "
        "ou une question plus courte."
    )
    assert labels(card) == ["Préciser…", "Supprimer"]


def test_a_refusal_names_no_more_than_it_has_room_for() -> None:
    sections = [passage(section=(f"Une section assez longue, numéro {n}",)) for n in range(99)]

    card = answer_card(answer(status=Status.NOT_FOUND), corpus(*sections), FR)

    assert "- Une section assez longue, numéro 7\n- …\nEssayez" in texts(card)[1]


def test_a_question_shows_the_ones_that_it_follows() -> None:
    card = answer_card(answer(BEST), corpus(PASSAGE), FR, earlier=("Qui *est* Wang ?", "Où ?"))

    assert texts(card)[1] == "-# Suite de\u00a0: Qui \\*est\\* Wang ?\n-# Suite de\u00a0: Où ?"


def test_a_private_card_can_be_posted_where_that_is_allowed() -> None:
    private = Audience(7, is_private=True, may_be_published=True, target_id=12)
    alone = Audience(7, is_private=True, remark="Visible de vous seulement.")

    posted = answer_card(answer(BEST), corpus(PASSAGE), FR, private)
    kept = answer_card(answer(BEST), corpus(PASSAGE), FR, alone)

    assert labels(posted)[-1] == "Publier dans le salon"
    assert components(posted)[-1]["custom_id"] == "publish:12"
    assert labels(kept) == [*BELOW, *OPINIONS]
    assert texts(kept)[-1] == "-# Visible de vous seulement."


def test_the_asker_stands_in_the_button_that_takes_the_card_back() -> None:
    card = answer_card(answer(BEST), corpus(PASSAGE), FR, Audience(123456789012345678))

    assert components(card)[-1]["custom_id"] == "delete:123456789012345678"


def test_a_refusal_speaks_of_all_the_articles() -> None:
    refusal = answer(status=Status.NOT_FOUND)
    several = corpus(PASSAGE, passage(of=article("Un autre")))

    assert "**L’article ne le dit pas**" in texts(answer_card(refusal, corpus(PASSAGE), FR))[1]
    assert "**Les articles ne le disent pas**" in texts(answer_card(refusal, several, FR))[1]


def test_with_several_articles_each_passage_names_its_own() -> None:
    other = passage("La mer monte.", section=(), of=article("Un autre"))
    found = [BEST, match(other)]

    card = list_card(Question("mer"), found, SEARCH, corpus(PASSAGE, other), FR)

    assert texts(card)[2].endswith("\n-# Meta investit · Un investissement · ¶\u00a03")
    assert texts(card)[3].endswith("\n-# Un autre · ¶\u00a03")


def test_a_list_shows_five_passages_a_page() -> None:
    card = list_card(
        Question("mer"), [BEST] * 12, Listing(Ranking.SEARCH, 0, 1, SEEN), corpus(PASSAGE), FR
    )

    assert texts(card)[1] == "**Passages trouvés** · page 2 sur 3"
    assert sum(text.startswith("> ") for text in texts(card)) == 5
    assert labels(card) == ["◀ Précédents", "Suivants ▶"]
    ids = [part["custom_id"] for part in components(card) if "custom_id" in part]
    assert ids == [f"page:search:0:0:{SEEN}", f"page:search:0:2:{SEEN}"]


def test_the_buttons_that_lead_nowhere_are_disabled() -> None:
    pages = [
        list_card(
            Question("mer"),
            [BEST] * 12,
            Listing(Ranking.ANSWER, 1, page, SEEN),
            corpus(PASSAGE),
            FR,
        )
        for page in (0, 2)
    ]

    disabled = [[p["disabled"] for p in components(page) if p["type"] == 2] for page in pages]
    assert disabled == [[True, False], [False, True]]


def test_a_page_that_is_no_more_shows_the_last_one() -> None:
    card = list_card(
        Question("mer"), [BEST] * 7, Listing(Ranking.SEARCH, 0, 900, SEEN), corpus(PASSAGE), FR
    )

    assert "page 2 sur 2" in texts(card)[1]


@pytest.mark.parametrize(
    ("ranking", "said"),
    [
        (Ranking.SEARCH, "Aucun passage ne contient ces mots."),
        (Ranking.ANSWER, "Il n’y a pas d’autre passage à montrer."),
    ],
)
def test_an_empty_list_says_so(ranking: Ranking, said: str) -> None:
    card = list_card(Question("mer"), [BEST], Listing(ranking, 1, 0, SEEN), corpus(PASSAGE), FR)

    assert texts(card) == ["### mer", said]


def test_a_chosen_passage_is_quoted_without_a_mark() -> None:
    card = passage_card(PASSAGE, FR, Audience())

    assert texts(card)[0] == "> Il pleut. Meta a investi 14,3 milliards. Il neige."
    assert texts(card)[1].startswith("-# Un investissement · ¶\u00a03\n-# Meta investit")
    assert labels(card) == ["Contexte", "Supprimer"]


@pytest.mark.parametrize("card", [help_card, short_help_card])
def test_the_help_names_the_one_article(card: Callable[..., Card]) -> None:
    assert "«\u00a0Meta investit\u00a0»" in texts(card(corpus(PASSAGE), FR))[0]


def test_the_help_counts_several_articles() -> None:
    several = corpus(PASSAGE, passage(of=article("Un autre")))

    assert "2 articles" in texts(help_card(several, FR))[0]


@given(TEXTS, st.lists(TEXTS, max_size=6), LANGUAGES)
def test_the_question_and_those_before_it_are_read_back_from_the_card(
    text: str, earlier: list[str], language: Language
) -> None:
    question = None
    for each in [*earlier, text]:
        question = Question.of(each, after=question)
    assert question is not None

    asked = answer(BEST, question=question.text)
    card = answer_card(asked, corpus(PASSAGE), language, earlier=question.earlier)

    assert question_on(sent(card)) == (question if question.text else None)


def test_a_card_without_a_question_has_none() -> None:
    assert question_on(sent(passage_card(PASSAGE, FR, Audience()))) is None
    assert question_on(sent(note("Bonjour"))) is None


@given(
    st.lists(matches(), max_size=4),
    TEXTS,
    st.none() | TEXTS,
    st.sampled_from(Status),
    LANGUAGES,
    AUDIENCES,
    st.lists(TEXTS, max_size=4),
)
def test_no_answer_exceeds_the_limits_of_discord(
    found: list[Match],
    text: str,
    understood: str | None,
    status: Status,
    language: Language,
    audience: Audience,
    before: list[str],
) -> None:
    earlier = Question.of(text, after=Question("?", tuple(before))).earlier
    said = answer(*found, question=as_asked(text), understood=understood, status=status)
    known = corpus(*(each.passage for each in found))

    card = answer_card(said, known, language, audience, earlier=earlier)

    assert_within_limits(card)


@given(
    st.lists(matches(), max_size=7),
    TEXTS,
    LISTINGS,
    LANGUAGES,
)
def test_no_list_exceeds_the_limits_of_discord(
    found: list[Match], text: str, listing: Listing, language: Language
) -> None:
    known = corpus(*(each.passage for each in found))

    assert_within_limits(list_card(Question(as_asked(text)), found, listing, known, language))


@given(matches(), LANGUAGES)
def test_no_other_card_exceeds_the_limits_of_discord(found: Match, language: Language) -> None:
    assert_within_limits(passage_card(found.passage, language, Audience()))
    assert_within_limits(help_card(corpus(found.passage), language))
    assert_within_limits(short_help_card(corpus(found.passage), language))
    here = screens.KeptHere(range(10**19, 10**19 + 30), True, 365, 10**6, 50)
    assert_within_limits(note(screens.privacy(here, language)))


@given(matches(), TEXTS, TEXTS, st.sampled_from(Status))
def test_nothing_in_a_card_comes_alive_but_its_own_marks(
    found: Match, text: str, before: str, status: Status
) -> None:
    question = Question.of(text, after=Question.of(before))
    said = answer(found, question=question.text, understood=text, status=status)
    known = corpus(found.passage)

    for card in (
        answer_card(said, known, FR, earlier=question.earlier),
        answer_card(replace(said, notice=Notice.SUMMARY), known, FR),
        list_card(question, [found], SEARCH, known, FR),
        passage_card(found.passage, FR, Audience()),
        context_card([found.passage], FR),
        reading_card(found.passage, 9, FR),
        help_card(known, FR),
    ):
        for line in (line for shown in texts(card) for line in shown.split("\n")):
            own = line.removeprefix("### ").removeprefix("-# ").removeprefix("> ")
            assert {mark.lstrip(" ") for mark in read(own).alive} <= {"- "}


WHYS = st.builds(
    Why,
    st.builds(lambda found: found.passage, matches()),
    st.sampled_from(list(reasons.KINDS)),
    st.lists(
        st.builds(
            AskedWord,
            TEXTS,
            st.none() | TEXTS,
            st.none() | st.sampled_from(How),
            st.floats(0, 1),
        ),
        max_size=90,
    ).map(tuple),
    st.lists(
        st.builds(Reason, st.sampled_from(list(reasons.FEATURES)), st.floats(0, 9)), max_size=3
    ).map(tuple),
    st.none() | st.floats(0, 9),
)


@given(WHYS, LANGUAGES)
def test_an_explanation_stays_within_the_limits_and_nothing_in_it_comes_alive(
    why: Why, language: Language
) -> None:
    card = why_card(why, language)

    assert_within_limits(card)
    title, *lines = texts(card)[0].split("\n")
    assert read(title.removeprefix("**").removesuffix("**")).alive == []
    assert all(read(line.removeprefix("- ")).alive == [] for line in lines)


def test_an_explanation_tells_the_words_their_weights_and_the_lead() -> None:
    words = (AskedWord("investi", "investi", How.SAME, 0.4), AskedWord("mtea", None, None, 0.6))
    why = Why(PASSAGE, "money", words, (Reason("coverage", 0.5),), 1.25)

    assert texts(why_card(why, FR))[0].split("\n") == [
        "**Pourquoi ce passage\u202f? Un investissement · ¶\u00a03**",
        "Ce qui est demandé\u00a0: une somme d’argent",
        "- investi → investi\u00a0: le même mot, 40\u00a0% de la question",
        "- mtea\u00a0: absent, 60\u00a0% de la question",
        "- Il contient davantage de mots de la question. (+0,50)",
        "Avance sur le passage suivant\u00a0: 1,25",
    ]


def test_an_explanation_too_long_for_a_message_ends_visibly() -> None:
    words = tuple(AskedWord("mot" * 60, None, None, 0.5) for _ in range(90))

    lines = texts(why_card(Why(PASSAGE, "other", words, (), None), FR))[0].split("\n")

    assert lines[-1] == "…"
    assert 10 < len(lines) < 90


def test_a_card_leaves_nothing_in_memory() -> None:
    async def build() -> Card:
        return answer_card(answer(BEST, BEST), corpus(PASSAGE), FR)

    # discord.py keeps a view, to listen to it, until it is finished.
    assert asyncio.run(build()).is_finished()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("notice", [each for each in Notice if each not in SUMMARISED])
def test_small_talk_gets_a_word_of_its_own(notice: Notice, language: Language) -> None:
    talk = replace(answer(status=Status.NOT_FOUND), notice=notice)

    card = answer_card(talk, corpus(PASSAGE), language)

    about = small_talk.subject(corpus(PASSAGE), "Meta investit", language)
    assert texts(card) == [small_talk.reply(notice, about, language)]
    assert labels(card) == [{Language.FR: "Supprimer", Language.EN: "Delete"}[language]]


def test_a_summary_quotes_its_sentences_and_nothing_around_them() -> None:
    linked = passage(of=article(url="https://example.org/a"))
    told = replace(answer(match(linked, "Il pleut."), question="Résume"), notice=Notice.SUMMARY)

    card = answer_card(told, corpus(linked), FR)

    assert texts(card) == [
        "### Résume",
        "**L’article en quelques phrases\u00a0:**",
        "> Il pleut.\n-# Un investissement · ¶\u00a03",
        "-# Meta investit · innovationsfr · 26\u00a0juin\u00a02025",
    ]
    assert labels(card) == ["Lire dans l’article", "Supprimer"]


def test_a_summary_of_several_articles_names_each_of_them() -> None:
    other = passage("La mer monte.", section=(), of=article("Un autre"))
    found = [match(PASSAGE, "Il pleut."), match(other, "La mer monte.")]
    told = replace(answer(*found), notice=Notice.ABOUT)

    card = answer_card(told, corpus(PASSAGE, other), FR)

    assert texts(card)[1] == "**Une phrase de chaque article\u00a0:**"
    assert texts(card)[3] == "> La mer monte.\n-# Un autre · ¶\u00a03"
    assert labels(card) == ["Supprimer"]


def test_a_summary_without_a_sentence_is_a_refusal() -> None:
    told = replace(answer(status=Status.NOT_FOUND), notice=Notice.SUMMARY)

    assert "**L’article ne le dit pas**" in texts(answer_card(told, corpus(PASSAGE), FR))[1]


@given(st.lists(matches(), min_size=1, max_size=5), TEXTS, LANGUAGES, st.sampled_from(Notice))
def test_small_talk_and_summaries_stay_within_the_limits(
    found: list[Match], question: str, language: Language, notice: Notice
) -> None:
    known = corpus(*(each.passage for each in found))
    told = replace(answer(*found, question=as_asked(question) or "?"), notice=notice)

    assert_within_limits(answer_card(told, known, language))
