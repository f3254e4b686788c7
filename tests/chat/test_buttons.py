"""A button's id says all that a press needs; any other id is no button of ours."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import MORE, PAGE, Listing, MoreButton, PageButton, Ranking
from bot.chat.presses import is_known

LISTINGS = st.builds(Listing, st.sampled_from(Ranking), st.integers(0, 999), st.integers(0, 999))


@given(LISTINGS)
def test_a_page_button_is_read_back_from_its_id(listing: Listing) -> None:
    button = PageButton(listing, "Suivants ▶")
    found = PAGE.fullmatch(button.custom_id)

    assert found is not None
    read = asyncio.run(PageButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert read.listing == listing


@given(st.integers(0, 999))
def test_a_more_button_is_read_back_from_its_id(skipped: int) -> None:
    button = MoreButton(skipped, "Autres passages")
    found = MORE.fullmatch(button.custom_id)

    assert found is not None
    read = asyncio.run(MoreButton.from_custom_id(None, button, found))  # type: ignore[arg-type]
    assert read.skipped == skipped


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
        "more:1234",
        "more:1:2",
        "page:other:0:0",
        "page:search:0",
        "x",
    ],
)
def test_a_forged_id_is_not_known(custom_id: str) -> None:
    assert not is_known(custom_id)
