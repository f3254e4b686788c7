"""The public JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.record import record
from bot.retrieval.answer import Match, Notice, Status
from bot.retrieval.librarian import Librarian
from tests.chat.builders import HOSTILE, answer, article, match, matches, passage
from tests.measuring.builders import corpus_of

FIELDS = "question understood status confidence passages elapsed_ms notice".split()
PASSAGE_FIELDS = (
    "id article url section number text highlight highlight_start highlight_end score".split()
)


def test_a_real_answer_has_exactly_the_fields_of_the_readme() -> None:
    librarian = Librarian(corpus_of("Yves Le Goff construisit le phare.", "La mer monte."))

    told = json.loads(record(librarian.answer("Qui construisit le phare ?"), top=3))

    assert list(told) == FIELDS
    assert list(told["passages"][0]) == PASSAGE_FIELDS


def test_values_are_told_as_they_are() -> None:
    of = article(url="https://example.org/phare")
    where = passage("Il pleut. Il neige.", section=("Un", "Deux"), number=7, of=of)

    told = json.loads(record(answer(match(where, "Il neige.")), top=3))

    assert told["question"] == "Combien ?"
    assert told["understood"] is None
    assert told["status"] == "answer"
    assert told["confidence"] == 0.9
    assert told["elapsed_ms"] == 12.0
    assert told["passages"][0] == {
        "id": "meta#7",
        "article": "Meta investit",
        "url": "https://example.org/phare",
        "section": "Un › Deux",
        "number": 7,
        "text": "Il pleut. Il neige.",
        "highlight": "Il neige.",
        "highlight_start": 10,
        "highlight_end": 19,
        "score": 1.0,
    }


def test_what_is_not_known_is_null_or_empty() -> None:
    told = json.loads(record(answer(match(passage(section=()))), top=3))

    assert told["passages"][0]["url"] is None
    assert told["passages"][0]["section"] == ""


@pytest.mark.parametrize(
    ("status", "all_matches", "listed"),
    [
        (Status.ANSWER, False, 2),
        (Status.CLOSEST, False, 2),
        (Status.NOT_FOUND, False, 0),
        (Status.NOT_FOUND, True, 2),
    ],
)
def test_a_refusal_lists_passages_only_when_asked(
    status: Status, all_matches: bool, listed: int
) -> None:
    given_matches = [match(passage(number=number)) for number in (3, 1, 2)]

    line = record(answer(*given_matches, status=status), top=2, all_matches=all_matches)

    assert [each["number"] for each in json.loads(line)["passages"]] == [3, 1][:listed]


@given(HOSTILE | st.text(), st.none() | HOSTILE, st.lists(matches(), max_size=3))
def test_any_answer_is_one_line_that_no_terminal_obeys_and_reads_back(
    question: str, understood: str | None, found: list[Match]
) -> None:
    asked = answer(*found, question=question, understood=understood)

    line = record(asked, top=3)

    assert line.splitlines() == [line]
    assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in line)
    assert line.encode()
    told = json.loads(line)
    assert told["question"] == _paired(question)
    for each, listed in zip(told["passages"], found, strict=True):
        assert each["text"] == _paired(listed.passage.text)


@given(matches())
def test_the_highlight_is_a_slice_of_the_text(found: Match) -> None:
    told = json.loads(record(answer(replace(found, score=-1.5)), top=1))["passages"][0]

    # Two halves of a surrogate pair, which no file holds, would be read as one character.
    if found.passage.text.isascii() or told["text"] == found.passage.text:
        start, end = told["highlight_start"], told["highlight_end"]
        assert told["text"][start:end] == told["highlight"]


def _paired(text: str) -> str:
    """What a reader of JSON makes of two halves of a surrogate pair that meet."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_what_was_no_question_is_named() -> None:
    talk = replace(answer(status=Status.NOT_FOUND), notice=Notice.GREETING)

    assert json.loads(record(answer(), top=1))["notice"] is None
    assert json.loads(record(talk, top=1))["notice"] == "greeting"


def test_an_explanation_stands_in_the_record_only_when_asked_for() -> None:
    librarian = Librarian(corpus_of("Yves Le Goff construisit le phare.", "Il pleut."))
    explained = librarian.answer("Qui construisit le phare ?", is_explained=True)

    why = json.loads(record(explained, top=1, is_explained=True))["why"]

    assert list(why) == ["passage", "kind", "words", "features", "lead"]
    assert why["passage"] == "phare#1"
    assert why["kind"] == "person"
    assert why["lead"] > 0
    assert list(why["words"][0]) == ["typed", "found", "how", "weight"]
    assert [each["how"] for each in why["words"]] == ["same word"] * 2
    assert all(list(each) == ["name", "contribution", "fr", "en"] for each in why["features"])
    assert json.loads(record(answer(), top=1, is_explained=True))["why"] is None
    assert "why" not in json.loads(record(explained, top=1))
