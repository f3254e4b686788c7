"""Cards about a server's articles keep Discord's limits, whatever an article holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.imports.refusing import ImportRefused, Refusal
from bot.chat.moderation import library_phrases as said
from bot.chat.moderation.library_cards import (
    Preview,
    Replaced,
    done_card,
    list_card,
    preview_card,
    reloaded_card,
    removal_card,
)
from bot.chat.moderation.library_catalogue import Entry, Whose
from bot.chat.moderation.library_pending import (
    MOST_OF_A_SERVER,
    WAITING_MINUTES,
    Offer,
    Pending,
)
from bot.chat.moderation.library_refusals import REFUSED, refused
from bot.chat.phrases import Language
from bot.errors import BotError
from bot.memory.kept import KeptArticle
from bot.retrieval.answer import Match
from bot.retrieval.taught import Taught
from tests.chat.builders import TEXTS, assert_within_limits, matches, texts

LANGUAGES = st.sampled_from(Language)
ENTRIES = st.builds(
    Entry,
    article_id=TEXTS,
    whose=st.sampled_from(Whose),
    title=TEXTS,
    passages=st.none() | st.integers(0, 10**6),
    origin=TEXTS,
    day=st.dates(),
)
WARNINGS = (said.WARN_SHORT, said.WARN_LONG, said.WARN_LANGUAGE, said.WARN_TITLE)
LESSONS = st.lists(st.builds(Taught, TEXTS, TEXTS, TEXTS), max_size=8)


@given(st.lists(ENTRIES, max_size=25), st.integers(0, 9), LANGUAGES)
def test_no_list_exceeds_the_limits(entries: list[Entry], page: int, language: Language) -> None:
    assert_within_limits(list_card(entries, page, language))


@given(st.lists(matches(), min_size=1, max_size=4), TEXTS, TEXTS, st.booleans(), LANGUAGES)
def test_no_preview_exceeds_the_limits(
    found: list[Match], origin: str, title: str, is_replacing: bool, language: Language
) -> None:
    passages = tuple(match.passage for match in found)
    replaced = Replaced(title, 10**6, 10**6) if is_replacing else None
    preview = Preview(passages[0].article, passages, origin, replaced, WARNINGS)

    assert_within_limits(preview_card(preview, "t" * 22, language))


@given(ENTRIES, st.lists(ENTRIES, max_size=50, unique_by=lambda e: e.key), LESSONS, LANGUAGES)
def test_no_other_card_exceeds_the_limits(
    entry: Entry, fetched: list[Entry], lessons: list[Taught], language: Language
) -> None:
    assert_within_limits(removal_card(entry, len(lessons), language))
    assert_within_limits(reloaded_card(["Relus."], fetched, lessons, language))
    assert_within_limits(done_card("Fait.", lessons, language, restored_by="t" * 22))


@pytest.mark.parametrize("kind", Refusal)
@pytest.mark.parametrize("language", Language)
def test_every_refusal_has_its_words(kind: Refusal, language: Language) -> None:
    (told,) = texts(refused(ImportRefused(kind, "it is so"), language))

    assert told
    assert "{" not in told
    assert "it is so" not in told


def test_an_error_that_is_none_of_these_is_raised_again() -> None:
    with pytest.raises(BotError, match="another"):
        refused(BotError("another"), Language.FR)
    assert set(REFUSED) == set(Refusal)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def article(letters: int = 10) -> Offer:
    kept = KeptArticle.of("/a", "a" * letters, source="", added_on=date(2026, 1, 1))
    return Offer(kept, None)


def test_what_waits_is_kept_for_its_server_and_its_time() -> None:
    clock = Clock()
    pending = Pending(clock)
    token = pending.keep(1, article())

    assert pending.look(1, token) == article()
    assert pending.look(2, token) is None
    pending.forget(2, token)
    clock.now = WAITING_MINUTES * 60 - 1
    assert pending.look(1, token)
    clock.now += 1
    assert pending.look(1, token) is None


def test_of_a_server_the_last_few_wait() -> None:
    pending = Pending(Clock())
    tokens = [pending.keep(1, article()) for _ in range(MOST_OF_A_SERVER + 2)]
    other = pending.keep(2, article())

    assert [bool(pending.look(1, t)) for t in tokens] == [False] * 2 + [True] * MOST_OF_A_SERVER
    assert pending.look(2, other)


def test_of_all_servers_no_more_waits_than_there_is_room_for() -> None:
    pending = Pending(Clock(), most_bytes=100)
    first = pending.keep(1, article(60))
    second = pending.keep(2, article(60))

    assert pending.look(1, first) is None
    assert pending.look(2, second)
