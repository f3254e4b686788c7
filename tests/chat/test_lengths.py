"""Texts are cut at a word, visibly, and never exceed their room."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.lengths import length, shorten
from bot.chat.markdown import escape
from tests.chat.builders import TEXTS


@given(TEXTS, st.integers(1, 600))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert length(shorten(text, limit)) <= limit


@given(TEXTS, st.integers(1, 600))
def test_a_shortened_text_fits_as_it_is_shown(text: str, limit: int) -> None:
    assert length(escape(shorten(text, limit, shown=escape))) <= limit


@given(st.text("ab 12", min_size=20, max_size=60), st.integers(5, 40))
@example("aaaaaa1 bbbbbb", 10)
def test_a_shortened_text_fits_where_less_of_it_may_be_shown_longer(text: str, limit: int) -> None:
    def shown(text: str) -> str:
        return f"{text} (à suivre)" if text[-2:-1].isdigit() else text

    assert length(shown(shorten(text, limit, shown=shown))) <= limit


@given(TEXTS, st.integers(1, 600))
def test_what_is_kept_was_written(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_cut_at_a_word() -> None:
    assert shorten("un deux trois quatre", 14) == "un deux trois…"
    assert shorten("un deux trois quatre", 13) == "un deux…"


def test_a_word_longer_than_the_room_is_cut_within() -> None:
    assert shorten("anticonstitutionnellement", 5) == "anti…"


def test_characters_outside_the_basic_plane_count_twice() -> None:
    assert length("a🚀") == 3
