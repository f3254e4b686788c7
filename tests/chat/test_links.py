"""A link jumps to the sentence, by the syntax of text fragments."""

from urllib.parse import unquote

import pytest
from hypothesis import given

from bot.chat.links import link_to
from tests.chat.builders import TEXTS

PAGE = "https://example.org/a"


def test_a_short_sentence_is_given_whole() -> None:
    assert link_to(PAGE, "Il pleut, oui & non.") == (
        "https://example.org/a#:~:text=Il%20pleut%2C%20oui%20%26%20non."
    )


def test_a_dash_is_encoded_since_it_marks_a_prefix() -> None:
    assert link_to(PAGE, "co-fondateur") == f"{PAGE}#:~:text=co%2Dfondateur"


def test_a_long_sentence_is_given_by_its_ends() -> None:
    sentence = "un deux trois quatre cinq six sept huit neuf dix onze douze"

    assert link_to(PAGE, sentence) == (
        f"{PAGE}#:~:text=un%20deux%20trois%20quatre,neuf%20dix%20onze%20douze"
    )


def test_a_sentence_over_lines_is_given_by_its_ends() -> None:
    assert link_to(PAGE, "Voici :\n- un\n- deux mots") == f"{PAGE}#:~:text=Voici%20%3A,deux%20mots"


def test_no_break_spaces_are_searched_as_the_page_holds_them() -> None:
    assert link_to(PAGE, "49\u00a0% de plus") == f"{PAGE}#:~:text=49%C2%A0%25%20de%20plus"


def test_a_fragment_of_the_page_is_kept() -> None:
    assert link_to(f"{PAGE}#partie", "Oui.") == f"{PAGE}#partie:~:text=Oui."
    assert link_to(f"{PAGE}#:~:text=ailleurs", "Oui.") == f"{PAGE}#:~:text=Oui."


def test_a_link_too_long_for_discord_goes_to_the_page() -> None:
    page = f"{PAGE}/{'b' * 470}"

    assert link_to(page, "Il pleut sur la mer et sur la plage.") == page
    assert link_to(f"{page}{'b' * 100}", "Oui.") is None


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "ftp://x.y", "https://", "https://a b", "http://[", "é"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert link_to(url, "Oui.") is None


@given(TEXTS)
def test_any_sentence_makes_a_link_that_discord_takes(sentence: str) -> None:
    link = link_to(PAGE, sentence)

    assert link is not None
    assert link.startswith(PAGE)
    assert len(link) <= 512
    assert link.isascii()
    directive = link.partition(":~:text=")[2]
    assert directive.count(",") <= 1
    assert "-" not in directive
    assert "&" not in directive
    unquote(directive, errors="strict")
