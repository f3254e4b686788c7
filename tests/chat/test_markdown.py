"""Text shows as it was written, whatever it holds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.markdown import clean, escape, one_line, strong, unescape
from tests.chat.builders import HOSTILE
from tests.chat.discord_markdown import read


@given(HOSTILE | st.text())
def test_unescape_is_the_inverse_of_escape(text: str) -> None:
    assert unescape(escape(text)) == text


@given(HOSTILE | st.text())
def test_escaped_text_shows_as_written_and_nothing_in_it_comes_alive(text: str) -> None:
    shown = read(escape(clean(text)))

    assert shown.text == clean(text)
    assert shown.bold == ""
    assert shown.alive == []


@given(HOSTILE.filter(str.strip))
def test_bold_survives_any_text(text: str) -> None:
    line = one_line(text)

    shown = read(strong(line))

    assert shown.text == line
    assert shown.bold == line
    assert shown.alive == []


def test_spaces_stay_outside_of_the_bold_and_alone_are_left_as_they_are() -> None:
    assert strong(" Il *pleut*. ") == r" **Il \*pleut\*.** "
    assert strong(" \u00a0 ") == " \u00a0 "


@given(HOSTILE | st.text(), HOSTILE | st.text())
def test_cleaning_the_parts_cleans_the_whole(before: str, after: str) -> None:
    assert clean(before) + clean(after) == clean(before + after)
    assert clean(clean(before)) == clean(before)


@given(HOSTILE | st.text())
def test_nothing_invisible_is_left_but_joiners(text: str) -> None:
    kinds = {unicodedata.category(character) for character in clean(text) if character not in "\n‌‍"}

    assert not kinds & {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("**gras** et _italique_", r"\*\*gras\*\* et \_italique\_"),
        ("@everyone <@12>", r"\@everyone \<\@12\>"),
        ("voir https://example.org", r"voir https\://example.org"),
        (":sourire: à 14:30", r"\:sourire: à 14\:30"),
        ("# titre\n-# petit\n- item\n1. un", "\\# titre\n\\-# petit\n\\- item\n1\\. un"),
        ("[clic](https://x.y)", r"\[clic\](https\://x.y)"),
        ("<t:1700000000:R>", r"\<t\:1700000000\:R\>"),
        ("¯\\_(ツ)_/¯", r"¯\\\_(ツ)\_/¯"),
    ],
    ids=["emphasis", "mentions", "link", "emoji", "lines", "masked", "timestamp", "shrug"],
)
def test_what_discord_would_read_is_escaped(written: str, escaped: str) -> None:
    assert escape(written) == escaped


def test_ordinary_french_is_left_alone() -> None:
    text = "L’article dit : « 14,3 milliards » (49 %) – et plus encore ; n’est-ce pas ?"

    assert escape(text) == text


def test_a_direction_mark_cannot_turn_the_card_around() -> None:
    assert clean("a\u202eb\u200bc\u2066d\ufeff") == "abcd"


def test_joined_emoji_stay_joined() -> None:
    assert clean("👩\u200d🚀") == "👩\u200d🚀"
