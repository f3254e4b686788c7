"""A passage becomes a quotation: verbatim, its highlight in bold, cut around it when long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.lengths import length
from bot.chat.markdown import clean
from bot.chat.quotation import quotation
from bot.retrieval.answer import Match
from tests.chat.builders import matches
from tests.chat.discord_markdown import read

WORDS = "Il pleut sur la mer. " * 40


def unquoted(markdown: str) -> list[str]:
    lines = markdown.split("\n")
    assert all(line.startswith("> ") for line in lines)
    return [line[2:] for line in lines]


@given(matches(), st.integers(40, 1500))
def test_a_quotation_fits(match: Match, limit: int) -> None:
    shown = quotation(match.passage.text, match.highlight_start, match.highlight_end, limit=limit)

    assert length(shown) <= limit
    unquoted(shown)


@given(matches())
def test_a_quotation_that_fits_shows_the_passage_as_it_was_written(match: Match) -> None:
    text = match.passage.text
    shown = quotation(text, match.highlight_start, match.highlight_end, limit=10**9)

    lines = [read(line) for line in unquoted(shown)]

    assert "\n".join(line.text for line in lines) == clean(text)
    # A list of the article stays a list, and nothing else comes alive.
    assert all(not line.alive or line.text.lstrip(" ").startswith("- ") for line in lines)
    assert {mark.lstrip(" ") for line in lines for mark in line.alive} <= {"- "}


@given(matches())
def test_the_bold_is_the_highlight(match: Match) -> None:
    text, start, end = match.passage.text, match.highlight_start, match.highlight_end
    shown = quotation(text, start, end, limit=10**9)

    bold = "".join(read(line).bold for line in unquoted(shown))

    # Spaces around the bold and the marks of a list stand outside of it.
    kept = [character for character in clean(text[start:end]) if not character.isspace()]
    lost = len(kept) - len([character for character in bold if not character.isspace()])
    assert 0 <= lost <= clean(text[max(0, start - 1) : end]).count("-")


def test_the_sentence_stands_in_bold_within_its_paragraph() -> None:
    text = "Il pleut. Meta a investi 14,3 milliards. Il neige."
    start = text.index("Meta")

    shown = quotation(text, start, text.index(" Il neige"), limit=500)

    assert shown == "> Il pleut. **Meta a investi 14,3 milliards.** Il neige."


def test_stars_in_the_text_do_not_end_the_bold() -> None:
    assert quotation("Un **mot** dur*", 0, 15, limit=500) == r"> **Un \*\*mot\*\* dur\***"


def test_a_list_stays_a_list() -> None:
    text = "Voici :\n- un *point*\n- deux"

    shown = quotation(text, text.index("un *"), text.index("\n- deux"), limit=500)

    assert shown == "> Voici :\n> - **un \\*point\\***\n> - deux"


def test_a_highlight_over_a_list_is_bold_in_each_item() -> None:
    assert quotation("A :\n- b\n- c", 0, 11, limit=500) == "> **A :**\n> - **b**\n> - **c**"


def test_a_quotation_keeps_its_attribution() -> None:
    shown = quotation("Nous avançons.\n– Porte-parole de Meta", 0, 14, limit=500)

    assert shown == "> **Nous avançons.**\n> – Porte-parole de Meta"


@pytest.mark.parametrize("at", [0, 4, 10, 20, 38, 39], ids=str)
def test_a_long_passage_is_cut_at_words_around_its_highlight(at: int) -> None:
    start = at * len("Il pleut sur la mer. ")
    shown = quotation(WORDS, start, start + 20, limit=200)

    assert "**Il pleut sur la mer.**" in shown
    assert length(shown) <= 200
    inner = shown.removeprefix("> ").removeprefix("…\u00a0").removesuffix("\u00a0…")
    assert set(inner.replace("**", "").split()) == {"Il", "pleut", "sur", "la", "mer."}
    assert shown.startswith("> …\u00a0") == (at > 3)
    assert shown.endswith("\u00a0…") == (at < 36)


def test_a_highlight_longer_than_the_room_is_cut_at_a_word() -> None:
    shown = quotation(WORDS, 0, len(WORDS), limit=100)

    assert shown.startswith("> **Il pleut")
    assert shown.endswith("**\u00a0…")
    assert length(shown) > 70


def test_a_word_longer_than_the_room_is_cut_within() -> None:
    shown = quotation("x" * 5000, 0, 0, limit=100)

    assert shown.startswith("> xxxxxxxxxx")
    assert shown.endswith("\u00a0…")
    assert length(shown) > 70
