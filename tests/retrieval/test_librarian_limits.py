"""The librarian at its limits: questions that nobody types, and corpora of next to nothing."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.answer import Status
from bot.retrieval.librarian import MAX_QUESTION_CHARACTERS, Librarian
from bot.retrieval.ranking import CANDIDATES
from tests.retrieval.builders import (
    ANYTHING,
    FEW,
    LIGHTHOUSE,
    QUESTIONS,
    TEXTS,
    empty_corpus,
    found,
    librarian_of,
)

LONG = 100_000
# What a question may take beside what is kept.
MEMORY_BYTES = 6_000_000
# An answer takes some milliseconds; the rest is for a machine that does much else.

NOTHING_ASKED = {
    "empty": "",
    "white space": " \t\n\u00a0\u2028",
    "only stop words": "qui est le la de des dans pour avec",
    "only punctuation": "?!… ;:,. «» — () []{}",
    "only emoji": "🎉🚀👩\u200d🚀❤️",
    "only signs": "€ $ % # @ & * + = / \\ | ~ ^ ` ° §",
    "control characters": "\x00\x01\x02\x1b[31m\x7f\x85",
    "a lone surrogate": "\ud800",
    "lone surrogates": "\udfff\ud800\udc00\udbff",
    "accents without letters": "\u0301\u0308\u0327",
    "invisible signs": "\u200b\u200e\u202e\u2066\ufeff\u00ad",
}
HOSTILE = {
    "one letter": "a",
    "one word": "phare ",
    "unknown words": "zblorg ",
    "stop words": "qui le ",
    "errors": "phrae kermadek ",
    "shorthand": "c ki le nv ",
    "split words": "start up ",
    "numbers": "1 000 ",
    "English": "who built the lighthouse ",
    "accents": "e\u0301",
    "surrogates": "phare \ud800 ",
    "full stops": "M. ",
    "greetings": "bonjour, ",
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("question", NOTHING_ASKED.values(), ids=NOTHING_ASKED)
def test_what_asks_nothing_is_not_found(question: str) -> None:
    answer = librarian_of(*TEXTS).answer(question, earlier=[question])

    assert answer.question == question
    assert answer.status is Status.NOT_FOUND
    assert answer.confidence == 0.0
    assert answer.matches == ()


@pytest.mark.unmeasured
@pytest.mark.parametrize("length", [MAX_QUESTION_CHARACTERS, LONG])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_long_question_is_answered_in_bounded_time(piece: str, length: int) -> None:
    librarian = librarian_of(*TEXTS)
    question = (piece * (length // len(piece) + 1))[:length]

    answer = librarian.answer(question, earlier=[question])
    librarian.answer("Et lui ?", earlier=[question] * 3)
    librarian.search(question)
    librarian.completions(question)

    assert answer.question == question


def test_a_question_that_is_too_long_is_not_found() -> None:
    answer = librarian_of(*TEXTS).answer("phare " * 20_000)

    assert answer.status is Status.NOT_FOUND
    assert answer.matches == ()


def test_a_long_conversation_is_answered_in_bounded_time() -> None:
    librarian = librarian_of(*TEXTS)

    answer = librarian.answer("Et lui ?", earlier=["Et le phare ?"] * 3_000)

    assert answer.matches[0].passage.text == LIGHTHOUSE


@FEW
@given(question=ANYTHING, earlier=st.lists(ANYTHING, max_size=2))
def test_any_text_is_answered(question: str, earlier: list[str]) -> None:
    librarian = librarian_of(*TEXTS[:2])

    assert 0.0 <= librarian.answer(question, earlier=earlier).confidence <= 1.0
    librarian.search(question)
    librarian.completions(question)


@FEW
@given(question=ANYTHING)
def test_a_lone_surrogate_is_as_good_as_a_sign_that_says_nothing(question: str) -> None:
    librarian = librarian_of(*TEXTS[:2])

    alone = librarian.answer(f"{question} phare")
    beside = librarian.answer(f"{question} \ud800 phare")

    assert [m.passage.id for m in beside.matches] == [m.passage.id for m in alone.matches]


def test_an_empty_corpus_answers_nothing() -> None:
    librarian = Librarian(empty_corpus())

    assert librarian.answer("Qui ?").status is Status.NOT_FOUND
    assert librarian.search("phare") == []
    assert librarian.completions("phare") == []


def test_a_corpus_of_one_passage_gives_it() -> None:
    answer = librarian_of(LIGHTHOUSE).answer("Qui construisit le phare de Kermadec ?")

    assert [match.passage.text for match in answer.matches] == [LIGHTHOUSE]
    assert answer.matches[0].highlight == LIGHTHOUSE.partition(". ")[0] + "."


def test_identical_passages_are_given_in_their_order() -> None:
    matches = librarian_of(*[LIGHTHOUSE] * 50).search("Qui construisit le phare ?", limit=50)

    assert [match.passage.number for match in matches] == list(range(1, 51))
    assert len({match.score for match in matches[:CANDIDATES]}) == 1


@pytest.mark.parametrize("passages", [12, 60, 120])
def test_how_many_passages_are_asked_for_changes_nothing_but_how_many_are_given(
    passages: int,
) -> None:
    words = ("phare", "tour", "quai", "port", "digue", "môle", "jetée")
    texts = [
        f"Le {words[n % 7]} de Kermadec vit passer {n} bateaux. Yves construisit le {words[n % 5]}."
        for n in range(passages)
    ]
    librarian = librarian_of(*texts)
    whole = librarian.answer("Qui construisit le phare de Kermadec ?", limit=100)

    for limit in (1, 4, 9, 41, 50):
        few = librarian.answer("Qui construisit le phare de Kermadec ?", limit=limit)
        assert (few.status, few.confidence) == (whole.status, whole.confidence)
        assert few.matches == whole.matches[:limit]


STOP_WORDS = ("Il est là.", "Qui est-ce ?", "Le la les.")
NO_LETTER = ("…", "***", "🎉", "— — —", "\u0301")


@FEW
@given(question=QUESTIONS)
def test_passages_of_stop_words_never_match(question: str) -> None:
    answer = librarian_of(*STOP_WORDS).answer(question)

    assert answer.matches == ()
    assert answer.status is Status.NOT_FOUND


@FEW
@given(question=ANYTHING)
def test_passages_without_a_letter_never_match(question: str) -> None:
    assert librarian_of(*NO_LETTER).search(question) == []


@FEW
@given(question=QUESTIONS)
def test_passages_that_say_nothing_hide_no_other(question: str) -> None:
    beside = librarian_of(LIGHTHOUSE, *STOP_WORDS, *NO_LETTER).search(question)

    alone = librarian_of(LIGHTHOUSE).search(question)
    assert [match.passage.text for match in beside] == [match.passage.text for match in alone]


@FEW
@given(texts=st.lists(ANYTHING.filter(str.strip), min_size=1, max_size=4), question=QUESTIONS)
def test_any_corpus_answers_the_same_twice(texts: list[str], question: str) -> None:
    librarian = librarian_of(*texts)

    assert found(librarian.answer(question)) == found(librarian.answer(question))


def test_a_passage_is_found_by_its_id() -> None:
    librarian = librarian_of(*TEXTS)

    assert librarian.passage("recueil#2") == librarian.corpus.passages[1]
    assert librarian.passage("recueil#9") is None


def test_the_search_gives_more_passages_than_an_answer_shows() -> None:
    librarian = librarian_of(*(f"Le phare {number} éclaire." for number in range(60)))

    assert len(librarian.answer("phare").matches) == 10
    assert [match.passage.number for match in librarian.search("phare", limit=55)] == [
        *range(1, 56)
    ]


@pytest.mark.unmeasured
def test_a_question_of_hundreds_of_words_takes_little_memory() -> None:
    words = [f"mot{first}{second}" for first in "abcdefghijklmnop" for second in "abcdefghijklmnop"]
    texts = [" ".join(words[at : at + 8]) + " ici. " for at in range(0, len(words), 8)]
    librarian = librarian_of(*(text * 8 for text in texts))
    question = f"Combien de {' '.join(words)} ?"
    librarian.answer(question)

    tracemalloc.start()
    librarian.answer(question)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < MEMORY_BYTES
