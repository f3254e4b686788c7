"""Questions by meaning."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.grouping import ALIKE_FROM, grouped
from bot.retrieval.librarian import Librarian
from tests.retrieval.builders import FEW, QUESTIONS, TEXTS, librarian_of

ASKED = (
    "Qui dirige le phare de Kermadec ?",
    "qui dirige le phare de kermadec",
    "ki dirige le phare de Kermadec stp",
    "Combien coûte la visite ?",
    "cb coute la visite",
    "Quel est le prix de la visite ?",
    "Où dorment les gardiens ?",
)


@cache
def small() -> Librarian:
    return librarian_of(*TEXTS)


def texts(questions: list[str], groups: list[list[int]]) -> list[Counter[str]]:
    return [Counter(questions[at] for at in group) for group in groups]


def test_questions_of_one_meaning_are_one_group_and_the_most_asked_group_is_first() -> None:
    groups = grouped(ASKED, small(), askings=[1, 4, 1, 1, 2, 1, 9])

    assert groups == [[6], [1, 0, 2], [4, 3, 5]]


def test_without_numbers_each_was_asked_once() -> None:
    groups = [sorted(group) for group in grouped(ASKED, small())]

    assert sorted(groups) == [[0, 1, 2], [3, 4, 5], [6]]
    assert groups[-1] == [6]


def test_nothing_is_no_group() -> None:
    assert grouped([], small()) == []


def test_what_holds_no_word_is_one_group() -> None:
    assert grouped(["?!", "", "🎉", ""], small()) == [[1, 3, 0, 2]]


def test_no_chain_of_likenesses_joins_what_is_apart() -> None:
    # Each shares three words of four with the next one, the first and the last none.
    words = "tomate courge navet radis poireau endive fenouil panais".split()
    chain = ["Qui vend " + " ".join(words[at : at + 4]) + " ?" for at in range(5)]
    read = [small().read(question) for question in chain]
    likeness = small().likeness(read)

    groups = grouped(chain, small())

    assert all(likeness.of(read[at])[at + 1] >= ALIKE_FROM for at in range(4))
    assert 1 < len(groups) < len(chain)
    for group in groups:
        assert all(likeness.of(read[one])[other] >= ALIKE_FROM for one in group for other in group)


@FEW
@given(st.lists(QUESTIONS | st.sampled_from(ASKED), max_size=12), st.randoms())
def test_the_order_of_the_questions_changes_nothing(
    questions: list[str], chance: random.Random
) -> None:
    shuffled = chance.sample(questions, len(questions))

    before, after = (grouped(each, small()) for each in (questions, shuffled))

    assert texts(questions, before) == texts(shuffled, after)
    assert [questions[g[0]] for g in before] == [shuffled[g[0]] for g in after]
    assert sorted(at for group in before for at in group) == list(range(len(questions)))
