"""What is no question to the articles; and, above all, what is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.folder import read_corpus
from bot.retrieval.answer import SUMMARISED, Notice, Status
from bot.retrieval.librarian import MAX_QUESTION_CHARACTERS, Librarian
from bot.retrieval.small_talk import notice_of, without_greeting
from tests.measuring.builders import corpus_of

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted((ROOT / "corpus" / "questions").glob("*.yaml"))
PIAF = ROOT.parent / "shared" / "data" / "piaf-v1.0.json"
LEXICON = ROOT / "bot" / "retrieval" / "lexicon" / "small_talk.yaml"
# Questions of no kind that an article answers may be small talk: « Salut, ça va ? ».
UNANSWERED = {"unanswered"}
KINDS = [notice.value for notice in Notice]
ENDINGS = ["", " !", " ?", "...", " 👋", " :)", " :wave:", " <3", "\n"]


def knows_nothing(_: str) -> bool:
    return False


def taken(message: str) -> Notice | None:
    return notice_of(message, knows_nothing)


def lexicon() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return loaded


def phrases() -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for line in lexicon()[kind]:
            yield kind, line.replace("{article}", "l'article")


@pytest.mark.parametrize(
    ("message", "notice"),
    [
        ("Bonjour", Notice.GREETING),
        ("BONJOUR !!!", Notice.GREETING),
        ("slt", Notice.GREETING),
        ("bjr", Notice.GREETING),
        ("cc", Notice.GREETING),
        ("coucouuu", Notice.GREETING),
        ("bonjuor", Notice.GREETING),
        ("Salut, ça va ?", Notice.GREETING),
        ("Bonjour Souffleur", Notice.GREETING),
        ("bonjour Kévin 👋", Notice.GREETING),
        ("<@123> bonjour :wave:", Notice.GREETING),
        ("Hello there", Notice.GREETING),
        ("merciii", Notice.THANKS),
        ("thx", Notice.THANKS),
        ("mrc bcp", Notice.THANKS),
        ("Merci beaucoup, bonne journée !", Notice.THANKS),
        ("Merci Paul !", Notice.THANKS),
        ("ok", Notice.THANKS),
        ("Au revoir !", Notice.GOODBYE),
        ("a+", Notice.GOODBYE),
        ("Qui es-tu ?", Notice.WHO_ARE_YOU),
        ("slt, ki es tu", Notice.WHO_ARE_YOU),
        ("T’es un bot ?", Notice.WHO_ARE_YOU),
        ("t es un bot", Notice.WHO_ARE_YOU),
        ("tes un bot mdr", Notice.WHO_ARE_YOU),
        ("Bonjour, qui êtes-vous ?", Notice.WHO_ARE_YOU),
        ("Who are you?", Notice.WHO_ARE_YOU),
        ("Que sais-tu faire ?", Notice.ABILITIES),
        ("aide", Notice.ABILITIES),
        ("/help", Notice.ABILITIES),
        ("De quoi parle l'article ?", Notice.ABOUT),
        ("de quoi parle larticle", Notice.ABOUT),
        ("de koi sa parle", Notice.ABOUT),
        ("c koi le sujet", Notice.ABOUT),
        ("C’est quoi le sujet ?", Notice.ABOUT),
        ("De quoi parlent les articles ?", Notice.ABOUT),
        ("What is this article about?", Notice.ABOUT),
        ("Résume l'article", Notice.SUMMARY),
        ("resume moi larticle stp", Notice.SUMMARY),
        ("fais-moi un résumé", Notice.SUMMARY),
        ("Bonjour, peux-tu me résumer l’article s’il te plaît ?", Notice.SUMMARY),
        ("tl;dr", Notice.SUMMARY),
    ],
)
def test_small_talk_is_taken_for_what_it_is(message: str, notice: Notice) -> None:
    assert taken(message) is notice


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "👋",
        "et toi",
        "Qui est Wang ?",
        "Qui est-ce ?",
        "Pourquoi ?",
        "Lesquels ?",
        "De quoi parle le porte-parole ?",
        "De quoi parle l’article 12 de la loi ?",
        "Quel est le sujet de la thèse de Wang ?",
        "Résume la position de Google",
        "Bonjour, combien Meta a-t-il investi ?",
        "merci de me dire qui dirige Meta",
        "Aide alimentaire",
        "Que sait faire Meta ?",
        "Bonjour Tristesse est un roman de qui ?",
        "Bonjour Jean Dupont Martin",
        "What can Meta do?",
        "bonjour " * 20,
        "à Lyon ?",
        "à coût",
    ],
)
def test_a_question_is_left_a_question(message: str) -> None:
    assert taken(message) is None


@pytest.mark.unmeasured
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_phrase_of_the_lexicon_is_known_by_its_kind_whatever_follows(ending: str) -> None:
    for kind, phrase in phrases():
        assert taken(f"{phrase.capitalize()}{ending}") == kind, phrase


def test_no_phrase_stands_under_two_kinds() -> None:
    held = [line for kind in KINDS for line in lexicon()[kind]]

    assert sorted(held) == sorted(set(held))


def test_a_phrase_that_leans_is_small_talk_only_at_first() -> None:
    known = {line for kind in KINDS for line in lexicon()[kind]}

    assert set(lexicon()["leaning"]) <= known
    assert taken("Comment ça marche ?") is Notice.ABILITIES
    assert notice_of("Comment ça marche ?", knows_nothing, is_first=False) is None
    assert notice_of("Merci !", knows_nothing, is_first=False) is Notice.THANKS


def test_a_word_of_the_articles_is_nobodys_name() -> None:
    assert notice_of("bonjour wang", {"wang"}.__contains__) is None


@pytest.mark.unmeasured
def test_no_question_that_the_articles_answer_is_taken_for_small_talk() -> None:
    known = Librarian(read_corpus(ROOT / "corpus"))._is_known
    asked = [
        question
        for file in QUESTIONS
        for question in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]
        if question["kind"] not in UNANSWERED
    ]

    wrong = [
        question["question"]
        for question in asked
        if notice_of(question["question"], known, is_first="after" not in question)
    ]

    assert len(asked) >= 120
    assert wrong == []


@pytest.mark.unmeasured
@pytest.mark.skipif(not PIAF.exists(), reason="PIAF (piaf-v1.0.json) is not there")
def test_of_a_public_set_hardly_any_question_is_taken_for_small_talk() -> None:
    articles = json.loads(PIAF.read_text(encoding="utf-8"))["data"]
    asked = [
        question["question"]
        for article in articles
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]

    wrong = [question for question in asked if taken(question)]

    assert len(wrong) <= len(asked) / 1000


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(message: str) -> None:
    assert taken(message) in {None, *Notice}
    assert without_greeting(message, knows_nothing) in message


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Bonjour, combien ?", "combien ?"),
        ("Coucou Paul ! Combien ?", "Combien ?"),
        ("slt... cb ?", "cb ?"),
        ("Combien, bonjour ?", "Combien, bonjour ?"),
        ("Bonjour !", "Bonjour !"),
        ("Wang, combien ?", "Wang, combien ?"),
        ("Bonjour combien ?", "Bonjour combien ?"),
    ],
)
def test_a_greeting_before_a_question_is_passed_over(message: str, question: str) -> None:
    assert without_greeting(message, knows_nothing) == question


def test_a_greeting_changes_nothing_of_the_answer() -> None:
    librarian = Librarian(corpus_of("Yves Le Goff construisit le phare.", "La mer monte."))

    plain = librarian.answer("Qui construisit le phare ?")
    greeted = librarian.answer("Coucou ! Qui construisit le phare ?")

    assert greeted.question == "Coucou ! Qui construisit le phare ?"
    assert greeted.understood is None
    assert (greeted.status, greeted.matches) == (plain.status, plain.matches)


@pytest.mark.parametrize("message", ["Bonjour", "Merci", "Au revoir", "Qui es-tu ?", "Aide"])
def test_small_talk_is_answered_without_a_passage(message: str) -> None:
    answer = Librarian(corpus_of("Bonjour dit le phare.")).answer(message)

    assert answer.notice is not None
    assert answer.notice not in SUMMARISED
    assert (answer.status, answer.confidence, answer.matches) == (Status.NOT_FOUND, 0.0, ())


def test_nothing_leans_on_small_talk() -> None:
    librarian = Librarian(corpus_of("Yves Le Goff construisit le phare.", "La mer monte."))
    earlier = ["Qui construisit le phare ?"]

    assert (
        librarian.answer("Et quand ?", earlier=[*earlier, "Merci !"]).matches
        == librarian.answer("Et quand ?", earlier=earlier).matches
    )


def test_a_question_that_is_too_long_is_not_even_looked_at() -> None:
    answer = Librarian(corpus_of("La mer monte.")).answer("bonjour " * MAX_QUESTION_CHARACTERS)

    assert answer.notice is None
