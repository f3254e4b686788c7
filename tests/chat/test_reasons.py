"""Explanations and small talk, in words that users read."""

from __future__ import annotations

import pytest

from bot.chat import reasons, small_talk
from bot.chat.explanation import why_card
from bot.chat.phrases import Language, Phrase
from bot.retrieval.answer import SUMMARISED, AskedWord, How, Notice, Reason, Why
from bot.retrieval.features import FEATURES
from bot.retrieval.kind_table import OTHER, kinds
from tests.chat.builders import corpus, passage, texts

PHRASES = [
    *(value for each in (reasons, small_talk) for value in vars(each).values()),
    *reasons.HOW.values(),
    *reasons.KINDS.values(),
    *reasons.FEATURES.values(),
]
WORDS = (
    AskedWord("fare", "phare", How.CORRECTION, 0.25),
    AskedWord("chocolat", None, None, 0.75),
)


@pytest.mark.parametrize("phrase", [each for each in PHRASES if isinstance(each, Phrase)])
def test_every_phrase_is_there_in_both_languages_with_its_marks_held(phrase: Phrase) -> None:
    assert phrase.fr
    assert phrase.en
    for mark in (" :", " ;", " ?", " !", "« ", " »", "'"):
        assert mark not in phrase.fr


@pytest.mark.parametrize("name", [feature.__name__ for feature in FEATURES])
def test_every_feature_of_the_blend_can_be_told_to_a_user(name: str) -> None:
    assert reasons.feature(name).fr != name


def test_every_kind_of_question_has_its_phrase() -> None:
    assert set(reasons.KINDS) == set(kinds()) | {OTHER}


def test_every_way_of_meeting_a_word_and_every_notice_has_its_phrase() -> None:
    assert set(reasons.HOW) == set(How)
    assert set(small_talk.REPLIES) == set(Notice) - SUMMARISED


def test_an_explanation_names_words_reasons_and_the_lead() -> None:
    why = Why(passage(), "person", WORDS, (Reason("window", 1.256),), 0.5)

    assert list(reasons.lines(why)) == [
        "Pourquoi ce passage\u202f? Un investissement · ¶\u00a03",
        "Ce qui est demandé\u00a0: une personne",
        "- fare → phare\u00a0: orthographe corrigée, 25\u00a0% de la question",
        "- chocolat\u00a0: absent, 75\u00a0% de la question",
        "- Les mots de la question y sont proches les uns des autres. (+1,26)",
        "Avance sur le passage suivant\u00a0: 0,50",
    ]


TAUGHT = "Qui dirige\nla capitainerie ?"


@pytest.mark.parametrize(
    ("why_reasons", "amount"), [((Reason("taught", 31.0),), " (+31,00)"), ((), "")]
)
def test_an_explanation_says_that_a_person_pointed_at_the_passage(
    why_reasons: tuple[Reason, ...], amount: str
) -> None:
    why = Why(passage(), "person", (), why_reasons, 0.0, TAUGHT)

    said = list(reasons.lines(why))

    assert said[2] == (
        "- Un modérateur a indiqué ce passage pour une question semblable\u00a0: "
        f"«\u00a0Qui dirige la capitainerie ?\u00a0»{amount}"
    )
    assert "“Qui dirige la capitainerie ?”" in list(reasons.lines(why, Language.EN))[2]


def test_a_question_that_was_taught_writes_nothing_but_words_on_a_card() -> None:
    why = Why(passage(), "person", (), (), 0.0, "**@everyone** [ici](http://a.b) <@1>")

    shown = texts(why_card(why, Language.FR))[0]

    assert r"\*\*\@everyone\*\* \[ici\](http\://a.b) \<\@1\>" in shown


def test_a_long_question_that_was_taught_is_cut() -> None:
    why = Why(passage(), "person", (), (), 0.0, "Pourquoi " * 500)

    assert all(len(line) < 300 for line in reasons.lines(why))


def test_an_explanation_is_there_in_english_too() -> None:
    lines = list(reasons.lines(Why(passage(), "person", WORDS, (), None), Language.EN))

    assert lines[1:3] == [
        "What is asked for: a person",
        "- fare → phare: spelling corrected, 25% of the question",
    ]
    assert lines[-1] == "No other passage holds any of these words."


@pytest.mark.parametrize(
    ("count", "quoted", "said"),
    [
        (1, 3, "L’article en quelques phrases\u00a0:"),
        (2, 2, "Une phrase de chaque article\u00a0:"),
        (7, 5, "Une phrase de chacun des 5 premiers articles\u00a0:"),
    ],
)
def test_a_summary_says_what_it_is_of(count: int, quoted: int, said: str) -> None:
    known = corpus(passage())
    several = type(known)([*known.articles] * count, known.passages)

    assert small_talk.summary(several, quoted) == said
