"""A librarian for each server: its own articles, and nobody else's."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.errors import CorpusError
from bot.retrieval.stacks import Holdings, Stacks
from bot.retrieval.taught import Taught
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import CHEESE, FEW, LIGHTHOUSE, QUESTIONS, TEXTS


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Shelf:
    """Holdings that count how often they were asked for."""

    texts: tuple[str, ...]
    asked: int = 0
    taught: tuple[Taught, ...] = ()
    waits: float = 0.0
    threads: set[int] = field(default_factory=set)

    def __call__(self) -> Holdings:
        self.asked += 1
        self.threads.add(threading.get_ident())
        time.sleep(self.waits)
        return Holdings(corpus_of(*self.texts, article="recueil"), self.taught)


def test_a_librarian_is_made_once_for_a_key_and_in_the_thread_that_asks() -> None:
    stacks, shelf = Stacks(), Shelf(TEXTS)

    first = stacks.librarian(1, "a", shelf)

    assert stacks.librarian(1, "a", shelf) is first
    assert shelf.asked == 1
    assert shelf.threads == {threading.get_ident()}


def test_another_version_is_another_librarian_and_the_old_one_still_answers() -> None:
    stacks = Stacks()

    old = stacks.librarian(1, "a", Shelf((LIGHTHOUSE,)))
    new = stacks.librarian(1, "b", Shelf((CHEESE,)))

    assert old.answer("Où mûrit la tomme ?").matches == ()
    assert new.answer("Où mûrit la tomme ?").matches[0].passage.text == CHEESE
    assert stacks.librarian(1, "b", Shelf(())) is new
    assert stacks.passages == 1


def test_what_was_taught_is_of_one_key_alone() -> None:
    stacks = Stacks()
    lesson = Taught("Qui dirige la capitainerie ?", "recueil", CHEESE)

    one = stacks.librarian(1, "a", Shelf(TEXTS, taught=(lesson,)))
    other = stacks.librarian(2, "a", Shelf(TEXTS))

    assert one.answer(lesson.question).matches[0].passage.text == CHEESE
    assert other.answer(lesson.question).matches == ()


def test_holdings_that_cannot_be_had_leave_what_was_there() -> None:
    def broken() -> Holdings:
        raise CorpusError("gone")

    stacks = Stacks()
    held = stacks.librarian(1, "a", Shelf(TEXTS))

    with pytest.raises(CorpusError):
        stacks.librarian(1, "b", broken)

    assert stacks.librarian(1, "a", broken) is held


def test_those_that_nobody_asked_for_long_are_dropped() -> None:
    clock = Clock()
    stacks, shelves = Stacks(oldest_seconds=60, clock=clock), [Shelf(TEXTS) for _ in range(3)]
    for key, clock.now in ((0, 0.0), (1, 50.0), (0, 55.0)):
        stacks.librarian(key, "a", shelves[key])

    clock.now = 112.0
    stacks.drop_old()
    assert stacks.keys == (0,)
    clock.now = 200.0
    stacks.librarian(2, "a", shelves[2])

    assert stacks.keys == (2,)
    assert stacks.passages == len(TEXTS)


def test_beyond_the_bound_the_least_recently_asked_is_dropped_first() -> None:
    stacks = Stacks(most_passages=9)
    for key in (0, 1, 0, 2):
        stacks.librarian(key, "a", Shelf((*TEXTS[1:], f"{LIGHTHOUSE} {key}")))

    assert stacks.keys == (0, 2)
    assert stacks.passages == 8


def test_one_that_is_larger_than_the_bound_is_there_all_the_same() -> None:
    stacks = Stacks(most_passages=2)
    stacks.librarian(0, "a", Shelf(TEXTS))

    librarian = stacks.librarian(1, "a", Shelf(TEXTS))

    assert stacks.librarian(1, "a", Shelf(())) is librarian
    assert stacks.keys == (1,)


def test_servers_that_see_the_same_articles_and_were_taught_apart_do_not_push_one_another_out() -> (
    None
):
    stacks = Stacks(most_passages=len(TEXTS) + 3)
    lessons = [Taught(f"Où est Zorlac {key} ?", "recueil", TEXTS[key]) for key in range(3)]
    shelves = [Shelf(TEXTS, taught=(lesson,)) for lesson in lessons]
    for _ in range(3):
        for key, shelf in enumerate(shelves):
            stacks.librarian(key, "a", shelf)

    assert [shelf.asked for shelf in shelves] == [1, 1, 1]
    assert stacks.passages == len(TEXTS) + 2
    for key, lesson in enumerate(lessons):
        answers = [stacks.librarian(k, "a", shelves[k]).answer(lesson.question) for k in range(3)]
        texts = [answer.matches[0].passage.text if answer.matches else "" for answer in answers]
        assert texts[key] == TEXTS[key]


@pytest.mark.unmeasured
def test_nothing_of_a_key_stays_when_it_is_gone() -> None:
    stacks = Stacks()
    for key in range(50):
        stacks.librarian(key, "a", Shelf(TEXTS))
        stacks.drop(key)

    assert stacks.keys == ()
    assert len(stacks._turns) == 0


def test_a_key_may_be_dropped_twice() -> None:
    stacks = Stacks()
    stacks.librarian(0, "a", Shelf(TEXTS))

    stacks.drop(0)
    stacks.drop(0)

    assert stacks.keys == ()
    assert stacks.passages == 0


def test_who_asks_while_a_librarian_is_made_waits_for_it() -> None:
    stacks, shelf = Stacks(), Shelf(TEXTS, waits=0.05)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: stacks.librarian(1, "a", shelf), range(8)))

    assert shelf.asked == 1
    assert len({id(librarian) for librarian in made}) == 1


def test_a_key_does_not_wait_for_another() -> None:
    stacks, is_begun, may_go_on = Stacks(), threading.Event(), threading.Event()

    def slow() -> Holdings:
        is_begun.set()
        assert may_go_on.wait(10)
        return Shelf(TEXTS)()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(stacks.librarian, 1, "a", slow)
        assert is_begun.wait(10)
        stacks.librarian(2, "a", Shelf(TEXTS))
        assert stacks.keys == (2,)
        may_go_on.set()
        waiting.result(10)

    assert set(stacks.keys) == {1, 2}


MARKS = {key: f"Zanzibar{'abc'[key]}" for key in range(3)}
# Every server's texts hold its own mark, so that whose a passage is can be told from its words.
SERVERS = st.tuples(*[st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3) for _ in MARKS])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(MARKS)),
        st.sampled_from(["ask", "ask", "change", "drop", "wait"]),
        QUESTIONS | st.sampled_from(["Qui dirige ?", *MARKS.values()]),
    ),
    max_size=12,
)


def holdings_of(key: int, texts: list[str], version: int, question: str) -> Holdings:
    marked = [f"{text} {MARKS[key]} {version}." for text in texts]
    # All of them call their article the same, and were taught the same question.
    corpus: Corpus = corpus_of(*marked, article="recueil")
    return Holdings(corpus, (Taught(question, "recueil", marked[-1]),))


@FEW
@given(SERVERS, STEPS, QUESTIONS, st.integers(1, 8))
def test_a_server_never_finds_the_article_of_another(
    servers: tuple[list[str], ...],
    steps: list[tuple[int, str, str]],
    taught: str,
    most_passages: int,
) -> None:
    clock, versions = Clock(), dict.fromkeys(MARKS, 0)
    stacks = Stacks(most_passages=most_passages, oldest_seconds=60, clock=clock)

    for key, act, question in steps:
        versions[key] += act == "change"
        clock.now += 50 if act == "wait" else 1
        if act == "drop":
            stacks.drop(key)
        version = versions[key]
        librarian = stacks.librarian(
            key,
            version,
            lambda: holdings_of(key, servers[key], version, taught),  # noqa: B023 - called here
        )
        for asked in (question, taught):
            for match in librarian.answer(asked).matches:
                assert match.passage.text.endswith(f"{MARKS[key]} {version}.")
        held = librarian.search(MARKS[key])
        assert {match.passage.number for match in held} == set(range(1, len(servers[key]) + 1))
        assert stacks.passages <= max(most_passages, len(servers[key]))
