"""What an entry of the lexicon is compared by."""

import pytest

from bot.retrieval.entries import key_of


@pytest.mark.parametrize(
    ("entry", "same"),
    [("faire_faillite", "faillite"), ("avoir_peur", "peur"), ("d_accord", "accord")],
)
def test_an_entry_is_read_without_what_says_little(entry: str, same: str) -> None:
    assert key_of(entry) == key_of(same)


@pytest.mark.parametrize("empty", ["le", "de_la", "etre"])
def test_an_entry_that_says_nothing_has_no_key(empty: str) -> None:
    assert key_of(empty) is None
