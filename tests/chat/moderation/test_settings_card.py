"""The card of /settings keeps to Discord's limits, whatever was decided."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Article
from bot.chat.manners import Limits
from bot.chat.moderation.settings_card import Hearing, Shown, settings_card, stop_card
from bot.chat.moderation.settings_modal import FIELDS, limits_modal, read
from bot.chat.phrases import Language
from bot.memory.kept import GuildSettings
from tests.chat.builders import HOSTILE, TEXTS, article, assert_within_limits, components, payload
from tests.discord_rules import check_components, check_modal

IDS = st.lists(st.integers(10**17, 10**19), max_size=30, unique=True).map(tuple)
NUMBERS = st.none() | st.integers(0, 10**9)
ARTICLES = st.lists(
    st.builds(lambda key, title: replace(article(title), id=key), HOSTILE, TEXTS),
    max_size=60,
    unique_by=lambda each: each.id,
)


@st.composite
def shown(draw: st.DrawFn) -> Shown:
    articles: list[Article] = draw(ARTICLES)
    hidden = draw(st.sets(st.sampled_from([each.id for each in articles]))) if articles else ()
    decided = GuildSettings(
        language=draw(st.sampled_from([None, "fr", "en"])),
        only_channel_ids=draw(IDS),
        silent_channel_ids=draw(IDS),
        automatic_channel_ids=draw(IDS),
        hidden_article_ids=tuple(hidden),
        person_questions=draw(NUMBERS),
        channel_questions=draw(NUMBERS),
        cooldown_seconds=draw(NUMBERS),
        keeps_questions=draw(st.booleans()),
        retention_days=draw(st.integers(1, 365)),
    )
    known = (*decided.only_channel_ids, *decided.silent_channel_ids[:1])
    return Shown(
        *(decided, articles, Limits(10**9, 10**9, 3600), frozenset(known)),
        host_channel_ids=draw(IDS),
        hearing=draw(st.sampled_from(Hearing)),
        page=draw(st.integers(0, 9999)),
    )


@given(shown(), st.sampled_from(Language))
def test_no_setting_is_too_much_for_the_card(what: Shown, language: Language) -> None:
    card = settings_card(what, language, "Une remarque.")

    assert_within_limits(card)
    check_components(payload(card), is_v2=True, at="components")
    menus = [part for part in components(card) if part["type"] in (3, 8)]
    assert all(part["min_values"] <= part["max_values"] <= 25 for part in menus)
    assert all(len(part.get("default_values", [])) <= 25 for part in menus)


@given(st.integers(0, 10**9), st.sampled_from(Language))
def test_the_question_before_erasing_fits(count: int, language: Language) -> None:
    assert_within_limits(stop_card(count, language))


@given(NUMBERS, st.integers(0, 10**9), st.sampled_from(Language))
def test_the_modal_fits(number: int | None, host: int, language: Language) -> None:
    decided = GuildSettings(person_questions=number, cooldown_seconds=number)
    modal = limits_modal(decided, Limits(host, host, 3600), language)

    check_modal(modal.to_dict())


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]), TEXTS))
def test_whatever_is_typed_is_a_number_within_its_bounds_or_is_told(typed: dict[str, str]) -> None:
    found = read(typed)

    if found.wrong is None:
        for field in FIELDS:
            number = found.numbers[field.name]
            assert number is None or field.least <= number <= field.most
    else:
        assert typed[found.wrong.name].strip()
