"""A button's id says all that a press needs; any other id is no button of ours."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.answer_buttons import ACT, Act, ActButton
from bot.chat.buttons import MORE, PAGE, Listing, MoreButton, PageButton, Ranking
from bot.chat.presses import is_known
from bot.chat.reading_buttons import TURN, Leaf, TurnButton

PRINTS = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)
LISTINGS = st.builds(
    Listing, st.sampled_from(Ranking), st.integers(0, 999), st.integers(0, 999), PRINTS
)


@given(LISTINGS)
def test_a_page_button_is_read_back_from_its_id(listing: Listing) -> None:
    button = PageButton(listing, "Suivants ▶")
    found = PAGE.fullmatch(button.custom_id)

    assert found is not None
    read = asyncio.run(PageButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert read.listing == listing


@given(st.integers(0, 999), PRINTS)
def test_a_more_button_is_read_back_from_its_id(skipped: int, seen: str) -> None:
    button = MoreButton(skipped, seen, "Autres passages")
    found = MORE.fullmatch(button.custom_id)

    assert found is not None
    read = asyncio.run(MoreButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert (read.listing.skipped, read.listing.seen) == (skipped, seen)


@given(st.sampled_from(Act), st.from_regex(r"[0-9a-f.]{0,40}", fullmatch=True))
def test_a_button_below_an_answer_is_read_back_from_its_id(act: Act, about: str) -> None:
    button = ActButton(act, about, "Contexte")
    found = ACT.fullmatch(button.custom_id)

    assert found is not None
    assert len(button.custom_id) <= 100
    read = asyncio.run(ActButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert (read.act, read.about) == (act, about)


@given(st.sampled_from(Leaf), st.integers(0, 999_999))
def test_a_button_of_the_reading_room_is_read_back_from_its_id(leaf: Leaf, number: int) -> None:
    button = TurnButton(leaf, "0123456789ab", number, "▶")
    found = TURN.fullmatch(button.custom_id)

    assert found is not None
    assert len(button.custom_id) <= 100
    read = asyncio.run(TurnButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert (read.leaf, read.key, read.number) == (leaf, "0123456789ab", number)


@given(LISTINGS)
def test_an_id_fits_in_what_discord_keeps(listing: Listing) -> None:
    assert len(PageButton(listing, "◀").custom_id) <= 100


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "more",
        "more:",
        "more:-1",
        "more:1",
        "more:1234",
        "more:1:2",
        "page:search:0:0",
        "page:other:0:0",
        "page:search:0",
        "x",
        "delete",
        "useful:x",
        "burn:1",
        "read:short:1",
        "sections:",
        "articles",
    ],
)
def test_a_forged_id_is_not_known(custom_id: str) -> None:
    assert not is_known(custom_id)
