"""The page that the README's pictures are taken of: what was sent, all of it, and nothing alive."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.markdown import escape
from bot.chat.quotation import quotation
from picture.browser import BrowserError, take_picture
from picture.markdown import reader
from picture.message import sent_message
from picture.page import THEMES, page_of
from tests.chat.playing import labels_of
from tests.discord_server import Payload, text_of

ROOT = Path(__file__).parent.parent.parent
DURATION = re.compile(r"\d+\u00a0ms")

HOSTILE = "<script>alert(1)</script> </style> & \"'> <img src=x onerror=alert(1)> $style"
TAGS = """html meta title style main div b span article header time section h1 h2 h3 p br strong
small ul ol li blockquote hr button em""".split()

texts = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1)


class Reading(HTMLParser):
    """What a page shows: all its text, what is in bold, its buttons; and every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.bold = "", ""
        self.buttons: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag in ("button", "strong", "style"):
            self._open.append(tag)
        if tag == "button":
            self.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.text += data
        if "strong" in self._open:
            self.bold += data
        if "button" in self._open:
            self.buttons[-1] += data


@cache
def message() -> Payload:
    return asyncio.run(sent_message())


def made_of(*components: Payload) -> Payload:
    """A message of the bot, and a question, by people with hostile names."""
    person: Payload = {"id": "1", "global_name": None, "username": HOSTILE}
    asked: Payload = {"author": person, "content": f"<@1> {HOSTILE}", "mentions": [person]}
    return {
        "author": {**person, "global_name": HOSTILE},
        "timestamp": "2025-06-26T10:00:00+00:00",
        "referenced_message": asked,
        "components": list(components),
    }


def text(content: str) -> Payload:
    return {"type": 10, "content": content}


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_shows_the_quotation_and_its_sentence_in_bold(theme: str) -> None:
    sentence = (
        "L’annonce a fait l’effet d’une bombe dans le secteur technologique\u00a0: Meta a investi "
        "environ 14,3\u00a0milliards de dollars pour acquérir 49\u00a0% des parts de Scale AI, "
        "valorisant la start-up à 29\u00a0milliards de dollars."
    )
    article = (ROOT / "corpus" / "meta-scale-ai.md").read_text(encoding="utf-8")
    paragraph = next(line for line in article.splitlines() if line.startswith("L’annonce a fait"))

    page = Reading(page_of(message(), theme))

    assert paragraph in page.text
    assert spaced(sentence) in spaced(page.bold)
    assert "pourrait changer la donne" not in page.bold
    assert "**" not in page.text
    assert "-# " not in page.text


def spaced(said: str) -> str:
    return " ".join(said.split())


def test_the_page_shows_the_buttons_that_were_sent_in_order_and_row_by_row() -> None:
    page = Reading(page_of(message(), "light"))

    assert page.buttons == labels_of(message())
    assert page.buttons[:2] == ["Autres passages", "Contexte"]
    assert page.buttons[-1] == "Supprimer"
    assert page_of(message(), "light").count('<div class="row">') == 2


def test_the_page_shows_who_asked_and_the_colour_of_the_card() -> None:
    page = page_of(message(), "dark")

    assert "@souffleur" in Reading(page).text
    assert "--accent: #3ba55d" in page
    assert '<html lang="fr" class="dark">' in page


def test_the_message_on_the_pictures_is_what_the_bot_sends_today() -> None:
    drawn: Payload = json.loads((ROOT / "docs" / "card.json").read_text(encoding="utf-8"))

    remedy = "the card has changed since the pictures were taken: make picture"
    assert labels_of(drawn) == labels_of(message()), remedy
    assert DURATION.sub("", text_of(drawn)) == DURATION.sub("", text_of(message())), remedy


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_is_small_enough_for_a_page(theme: str) -> None:
    picture = (ROOT / "docs" / f"card-{theme}.png").read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 180_000


def test_nothing_in_a_message_comes_alive_in_the_page() -> None:
    button: Payload = {"type": 2, "style": 2, "label": HOSTILE}
    shown = text(f"{HOSTILE}\n> **{HOSTILE}**\n-# {HOSTILE}\n- {HOSTILE}")
    box: Payload = {"type": 17, "accent_color": None, "components": [shown]}
    row: Payload = {"type": 1, "components": [button]}

    page = Reading(page_of(made_of(box, row, {"type": 14}), "light"))

    assert set(page.tags) <= set(TAGS)
    assert "onerror" not in page.attributes
    assert page.buttons == [HOSTILE]
    names, asked, lines, buttons = 3, 1, 4, 1
    assert page.text.count(HOSTILE) == names + asked + lines + buttons
    assert page.tags.count("style") == 1


@given(texts)
def test_what_a_card_escapes_is_read_as_it_was_written(written: str) -> None:
    read = Reading(reader().render(escape(written)))

    assert read.text.strip("\n") == written
    assert set(read.tags) == {"p"}


# A hyphen before a space makes an item of a list, which keeps its mark to itself.
@given(texts.filter(lambda before: before != "-"), texts)
def test_the_sentence_of_a_quotation_is_bold_and_nothing_else_is(before: str, said: str) -> None:
    whole = f"{before} {said}"
    shown = quotation(whole, len(before) + 1, len(whole), limit=20_000)

    read = Reading(reader().render(shown))

    assert read.text.strip("\n") == whole
    assert read.bold == said
    assert "blockquote" in read.tags


def test_small_lines_end_a_quotation_and_follow_one_another() -> None:
    html = reader().render("> un\n> deux\n-# trois\n-# quatre")

    shown = "<blockquote>\n<p>un<br>\ndeux</p>\n</blockquote>\n"
    assert html == f"{shown}<small>trois</small>\n<small>quatre</small>\n"


def test_what_cannot_be_drawn_is_refused() -> None:
    gallery: Any = {"type": 12, "items": []}

    with pytest.raises(ValueError, match="type 12"):
        page_of(made_of(gallery), "light")


def test_a_browser_that_is_not_there_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<body></body>", encoding="utf-8")

    with pytest.raises(BrowserError, match="no-such-browser cannot be run"):
        take_picture(str(tmp_path / "no-such-browser"), page, tmp_path / "page.png")


def test_the_readme_shows_both_pictures_and_names_in_french_what_is_on_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<picture>")[2].partition("</picture>")[0]

    told = re.findall(r"«\s([^»]+?)\s»", shown.partition("alt=")[2])

    assert '(prefers-color-scheme: dark)" srcset="docs/card-dark.png"' in shown
    assert 'src="docs/card-light.png"' in shown
    assert told[-len(labels_of(message())) :] == labels_of(message())
