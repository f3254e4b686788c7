"""Answers as people see them in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import phrases, small_talk
from bot.chat.terminal import Cards
from bot.retrieval.answer import SUMMARISED, Answer, Match, Notice, Status
from bot.retrieval.librarian import Librarian
from tests.chat.builders import HOSTILE, answer, corpus, match, matches, passage
from tests.measuring.builders import corpus_of

LIGHTHOUSE = "Yves Le Goff construisit le phare. Il est blanc."


class Terminal(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def card(*answers: Answer, top: int = 3, all_matches: bool = False) -> str:
    """What answers look like in a pipe."""
    file = io.StringIO()
    passages = [each.passage for one in answers for each in one.matches]
    cards = Cards(file, corpus(*passages), top=top, all_matches=all_matches)
    for each in answers:
        cards.show(each)
    return file.getvalue()


def coloured(shown: Answer, monkeypatch: pytest.MonkeyPatch, *, terminal: str) -> str:
    """What an answer looks like at a terminal of that name, whatever runs the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", terminal)
    file = Terminal()
    Cards(file, corpus(*(each.passage for each in shown.matches)), top=3).show(shown)
    return file.getvalue()


def test_the_answering_sentence_stands_between_stars_in_a_pipe() -> None:
    librarian, file = Librarian(corpus_of(LIGHTHOUSE, "La mer monte.")), io.StringIO()

    Cards(file, librarian.corpus, top=1, all_matches=True).show(
        librarian.answer("Qui construisit le phare ?")
    )

    assert "**Yves Le Goff construisit le phare.** Il est blanc.\n" in file.getvalue()
    assert "\x1b" not in file.getvalue()


def test_the_answering_sentence_is_bold_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = coloured(answer(match(passage(), "Il pleut.")), monkeypatch, terminal="xterm")

    assert "\x1b[1mIl pleut.\x1b[0m" in shown
    assert "**" not in shown


def test_a_terminal_without_bold_gets_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = coloured(answer(match(passage(), "Il pleut.")), monkeypatch, terminal="dumb")

    assert "**Il pleut.**" in shown
    assert "\x1b" not in shown


def test_a_pipe_that_asks_for_colours_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[1mIl pleut.\x1b[0m" in card(answer(match(passage(), "Il pleut.")))


def test_a_passage_without_a_highlight_has_no_stars() -> None:
    assert "*" not in card(answer(match(passage("Il pleut."))))


def test_an_answer_says_where_it_stands_whose_it_is_and_where_else_to_look() -> None:
    first, second = passage(number=3), passage("Il vente.", section=("Un", "Deux"), number=9)

    lines = card(answer(match(first), match(second), match(passage(number=1))), top=2).splitlines()

    assert lines[0] == "Un investissement · ¶\u00a03"
    assert lines[2] == "Meta investit · innovationsfr · 26\u00a0juin\u00a02025"
    assert lines[3] == "Voir aussi\u00a0: Un › Deux · ¶\u00a09"
    assert lines[4] == "trouvé en 12\u00a0ms"


def test_the_closest_passages_are_quoted_and_said_to_be_no_more() -> None:
    found = [
        match(passage(text, number=at)) for at, text in enumerate(["Un.", "Deux.", "Trois."], 1)
    ]

    shown = card(answer(*found, status=Status.CLOSEST), top=2)

    assert shown.startswith(f"{phrases.CLOSEST.fr}\n{phrases.CLOSEST_EXPLAINED.fr}\n")
    assert "Un." in shown
    assert "Deux." in shown
    assert "Trois." not in shown


def test_a_refusal_quotes_nothing() -> None:
    shown = card(answer(match(passage()), status=Status.NOT_FOUND))

    assert shown.startswith(f"{phrases.NOT_FOUND.fr}\n{phrases.REPHRASE.fr}\n")
    assert "Il pleut." not in shown


@pytest.mark.parametrize("status", list(Status))
def test_every_ranked_passage_is_quoted_when_asked(status: Status) -> None:
    found = [
        match(passage(text, number=at)) for at, text in enumerate(["Un.", "Deux.", "Trois."], 1)
    ]

    shown = card(answer(*found, status=status), top=2, all_matches=True)

    assert "Un." in shown
    assert "Deux." in shown
    assert "Trois." not in shown


def test_the_question_as_it_was_understood_is_said() -> None:
    shown = card(answer(status=Status.NOT_FOUND, understood="Qui est là ?"))

    assert shown.startswith("J’ai compris\u00a0: Qui est là ?\n")


@pytest.mark.parametrize(
    ("question", "advice"),
    [("", phrases.EMPTY_QUESTION), ("x" * 100_000, phrases.TOO_LONG)],
    ids=["empty", "too long"],
)
def test_what_cannot_be_looked_up_gets_advice_alone(question: str, advice: phrases.Phrase) -> None:
    assert card(answer(question=question, status=Status.NOT_FOUND)) == f"{advice.fr}\n"


def test_with_several_articles_each_place_names_its_own() -> None:
    librarian_corpus = corpus_of("Un phare.", article="phare")
    other = corpus_of("Deux phares.", article="digue").passages[0]
    both = type(librarian_corpus)(
        (librarian_corpus.articles[0], other.article), (*librarian_corpus.passages, other)
    )
    file = io.StringIO()

    Cards(file, both, top=2).show(answer(match(both.passages[0]), match(other)))

    assert "Voir aussi\u00a0: digue · ¶\u00a01\n" in file.getvalue()


@given(HOSTILE | st.text(min_size=1), st.none() | HOSTILE, st.lists(matches(), max_size=3))
def test_nothing_that_is_shown_gives_orders_to_a_terminal(
    question: str, understood: str | None, found: list[Match]
) -> None:
    asked = answer(*found, question=question, understood=understood, status=Status.CLOSEST)

    shown = card(asked).replace("\n", "")

    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    assert not any(mark in shown for mark in "\u061c\u200e\u202e\u2066\u2069")


@pytest.mark.parametrize("notice", [each for each in Notice if each not in SUMMARISED])
def test_small_talk_gets_a_word_of_its_own(notice: Notice) -> None:
    talk = replace(answer(status=Status.NOT_FOUND), notice=notice)

    shown = card(talk)

    about = small_talk.subject(corpus(), "Meta investit")
    assert shown == f"{small_talk.reply(notice, about)}\n\n"


def test_a_summary_quotes_its_sentences_in_order() -> None:
    found = [match(passage(number=1), "Il pleut."), match(passage(number=2), "Il neige.")]

    shown = card(replace(answer(*found), notice=Notice.SUMMARY))

    assert shown.splitlines() == [
        "L’article en quelques phrases\u00a0:",
        "Il pleut.",
        "Un investissement · ¶\u00a01",
        "Il neige.",
        "Un investissement · ¶\u00a02",
        "Meta investit · innovationsfr · 26\u00a0juin\u00a02025",
        "",
    ]


def test_an_explanation_stands_under_the_card_it_was_asked_for() -> None:
    librarian, file = Librarian(corpus_of(LIGHTHOUSE, "La mer monte.")), io.StringIO()
    cards, question = Cards(file, librarian.corpus, top=1), "Qui construisit le fare ?"

    cards.show(librarian.answer(question))
    assert "Pourquoi ce passage" not in file.getvalue()

    cards.show(librarian.answer(question, is_explained=True))
    assert "Pourquoi ce passage\u202f? ¶\u00a01\n" in file.getvalue()
    assert "- construisit → construisit\u00a0: le même mot, " in file.getvalue()
