"""Questions, one a line."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.lines import answer_lines, read_lines, shown, typed, unanswerable
from bot.retrieval.answer import Answer
from bot.retrieval.librarian import MAX_QUESTION_CHARACTERS, Librarian
from tests.chat.builders import HOSTILE
from tests.measuring.builders import corpus_of

LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec en 1871."


def read(content: bytes) -> tuple[list[str], list[str]]:
    """The lines that were read, and what was warned of."""
    warnings: list[str] = []
    return list(read_lines(io.BytesIO(content), warnings.append)), warnings


def answered(*lines: str, is_conversation: bool = False) -> list[Answer]:
    answers: list[Answer] = []
    librarian = Librarian(corpus_of(LIGHTHOUSE, "Le marché accueille soixante étals."))
    answer_lines(librarian.answer, lines, answers.append, is_conversation=is_conversation)
    return answers


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"Qui ?\nQuand ?\n", ["Qui ?", "Quand ?"], id="two lines"),
        pytest.param(b"Qui ?\nQuand ?", ["Qui ?", "Quand ?"], id="no line end at the end"),
        pytest.param(b"Qui ?\r\nQuand ?\r\n", ["Qui ?", "Quand ?"], id="CRLF"),
        pytest.param(b"\nQui ?\n\n", ["", "Qui ?", ""], id="empty lines are lines"),
        pytest.param(b"\xef\xbb\xbfQui ?\n", ["Qui ?"], id="a byte order mark"),
        pytest.param("a\u2028b\x85c\n".encode(), ["a\u2028b\x85c"], id="other line ends are none"),
    ],
)
def test_lines_are_read_as_they_are(content: bytes, lines: list[str]) -> None:
    assert read(content) == (lines, [])


def test_bytes_that_are_not_utf8_are_replaced_and_the_line_is_named() -> None:
    lines, warnings = read(b"Qui ?\nd\xe9but\nQuand ?\n")

    assert lines == ["Qui ?", "d\ufffdbut", "Quand ?"]
    assert len(warnings) == 1
    assert "Line 2 " in warnings[0]


@given(st.binary(max_size=60))
def test_any_bytes_are_lines_of_text(content: bytes) -> None:
    lines, _ = read(content)

    assert len(lines) == len(content.splitlines(keepends=True)) or b"\r" in content
    assert all(line.encode() is not None for line in lines)


def test_an_argument_with_other_bytes_becomes_text() -> None:
    assert typed("d\udce9but \udcc3\udca9") == "d\ufffdbut é"


@given(HOSTILE | st.text())
def test_what_is_shown_is_one_line_without_controls(text: str) -> None:
    assert shown(text).isprintable() or not any(
        character < " " or "\x7f" <= character <= "\x9f" for character in shown(text)
    )
    assert "\n" not in shown(text)


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        pytest.param("", True, id="empty"),
        pytest.param(" \t\u00a0", True, id="blank"),
        pytest.param("Qui ?", False, id="short"),
        pytest.param("x" * MAX_QUESTION_CHARACTERS, False, id="the longest"),
        pytest.param("x" * (MAX_QUESTION_CHARACTERS + 1), True, id="too long"),
    ],
)
def test_what_cannot_be_looked_up_is_told(question: str, is_refused: bool) -> None:
    assert (unanswerable(question) is not None) is is_refused


def test_every_line_is_answered_in_order() -> None:
    lines = ["Qui construisit le phare ?", "", "x" * 100_000, "Combien d’étals ?"]

    answers = answered(*lines)

    assert [answer.question for answer in answers] == lines
    assert [bool(answer.matches) for answer in answers] == [True, False, False, True]


def test_only_in_a_conversation_a_question_leans_on_the_one_before() -> None:
    lines = ["Qui construisit le phare de Kermadec ?", "", "Et quand ?"]

    alone, together = answered(*lines), answered(*lines, is_conversation=True)

    assert alone[-1].matches == ()
    assert together[-1].matches[0].passage.text == LIGHTHOUSE
