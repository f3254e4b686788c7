"""The sentences that hold something of the kind that a question asks for."""

import pytest
from hypothesis import given

from bot.retrieval.evidence import evidence
from bot.retrieval.kind_table import OTHER
from bot.retrieval.kinds import kind_of
from bot.retrieval.reading import read
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS

TOLD = (
    "En 1874, Yves Le Goff vint à Kermadec. Il paya 300 francs, soit 12 %. "
    "Rien ne se passa. Elle partit parce que la mer montait."
)


@pytest.mark.parametrize(
    ("kind", "at"),
    [("person", 0), ("time", 0), ("place", 0), ("money", 1), ("percentage", 1), ("cause", 3)],
)
def test_the_sentence_that_answers_holds_the_most_evidence(kind: str, at: int) -> None:
    held = evidence(kind, read(TOLD), ())

    assert held[at] == max(held) > held[2]


def test_a_year_is_no_quantity() -> None:
    assert evidence("quantity", read("En 1874."), ()) == [0]
    assert evidence("time", read("En 1874."), ()) == [1]


def test_what_the_question_says_is_no_evidence() -> None:
    assert evidence("time", read("En 1874."), ["1874"]) == [0]


def test_no_kind_has_no_evidence() -> None:
    assert evidence(OTHER, read(TOLD), ()) == [0, 0, 0, 0]


@FEW
@given(question=QUESTIONS | ANYTHING, text=QUESTIONS | ANYTHING)
def test_every_sentence_is_counted(question: str, text: str) -> None:
    passage = read(text)
    held = evidence(kind_of(question, read(question).words), passage, ())

    assert len(held) == len(passage.spans)
    assert 0 <= sum(held) <= len(passage.words)
