"""The sentences that hold something of the kind that a question asks for."""

import pytest
from hypothesis import given

from bot.retrieval.evidence import evident
from bot.retrieval.kind_table import OTHER
from bot.retrieval.kinds import kind_of
from bot.retrieval.reading import read
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS, all_beside, beside

TOLD = (
    "En 1874, Yves Le Goff vint à Kermadec. Il paya 300 francs, soit 12 %. "
    "Rien ne se passa. Elle partit parce que la mer montait."
)


def evidence(kind: str, text: str) -> list[int]:
    told = beside("Qui ?", text).told
    counts: list[int] = told.held.counted(evident(kind, told)).tolist()
    return counts


@pytest.mark.parametrize(
    ("kind", "at"),
    [("person", 0), ("time", 0), ("place", 0), ("money", 1), ("percentage", 1), ("cause", 3)],
)
def test_the_sentence_that_answers_holds_the_most_evidence(kind: str, at: int) -> None:
    held = evidence(kind, TOLD)

    assert held[at] == max(held) > held[2]


def test_a_year_is_no_quantity() -> None:
    assert evidence("quantity", "En 1874.") == [0]
    assert evidence("time", "En 1874.") == [1]


def test_what_the_question_says_is_no_evidence() -> None:
    assert beside("Quand, en 1874 ?", "En 1874.").evidence.tolist() == [0]
    assert beside("Quand ?", "En 1874.").evidence.tolist() == [1]


def test_a_phrase_goes_over_no_end_of_a_passage() -> None:
    whole = all_beside("Pourquoi ?", "Elle vint parce que la mer monte.")
    cut = all_beside("Pourquoi ?", "Elle vint parce", "que la mer monte.")

    assert whole.evidence.tolist() == [1]
    assert cut.evidence.tolist() == [0, 0]


def test_no_kind_has_no_evidence() -> None:
    assert evidence(OTHER, TOLD) == [0, 0, 0, 0]


@FEW
@given(question=QUESTIONS | ANYTHING, text=(QUESTIONS | ANYTHING).filter(str.strip))
def test_every_sentence_is_counted(question: str, text: str) -> None:
    held = evidence(kind_of(question, read(question).words), text)

    assert len(held) == len(read(text).spans)
    assert 0 <= sum(held) <= len(read(text).words)
