"""docs/discord.md: the numbers, the words and the lines of the log that it names are the bot's."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.__main__ import USAGE_ERROR
from bot.chat import labels, notes, phrases, screens
from bot.chat.connection import invite_url
from bot.chat.moderation import (
    gaps_phrases,
    permission_phrases,
    settings_phrases,
    teaching_phrases,
)
from bot.chat.phrases import Phrase
from bot.chat.replies import PATIENCE_SECONDS
from bot.chat.screens import CHANNELS_NAMED
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^#+ (.+)$", GUIDE, flags=re.MULTILINE)
PROSE = re.sub(r"^#+ .+$", "", GUIDE, flags=re.MULTILINE)

MODULES = (
    *(phrases, labels, notes, screens),
    *(permission_phrases, settings_phrases, gaps_phrases, teaching_phrases),
)


def plain(text: str) -> str:
    return " ".join(text.split())


def said_in_french() -> str:
    """Every French phrase, with … in place of what is filled in."""
    found = [
        value.fr
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, Phrase)
    ]
    return plain("\n".join(re.sub(r"\{\w+\}", "…", phrase) for phrase in found))


@cache
def texts_of_the_program() -> str:
    return "\n".join(
        plain(re.sub(r"%[sd]", "…", node.value))
        for file in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


# A symptom that ends like a sentence is the bot's own word; the others are what people say.
SAID = re.findall(r"^«\s([^»]+\.)\s»$", "\n".join(HEADINGS), flags=re.MULTILINE)
QUOTED = sorted({plain(words) for words in (*re.findall(r"«\s([^»]+?)\s»", PROSE), *SAID)})
PRINTED = sorted(set(re.findall(r"`((?:[A-Z]|… )[^`]* [^`]*)`", PROSE)))


@pytest.mark.parametrize("words", QUOTED)
def test_what_members_read_is_quoted_as_it_is_said(words: str) -> None:
    assert words.removesuffix(" …") in said_in_french()


@pytest.mark.parametrize("line", PRINTED)
def test_a_line_that_the_program_prints_is_quoted_as_it_is_printed(line: str) -> None:
    # What stands before a colon is often filled in from elsewhere.
    pieces = [piece.strip() for piece in re.split(r"…|: ", line)]

    assert any(pieces)
    assert all(piece in texts_of_the_program() for piece in pieces), pieces


def test_the_permissions_are_those_of_the_invite_link() -> None:
    rows = re.findall(r"^\| \*(.+?)\* \| (\d+) \|", GUIDE, flags=re.MULTILINE)
    asked = parse_qs(urlsplit(invite_url(1)).query)

    for name, number in rows:
        flag = name.lower().replace(" ", "_").replace("channels", "channel")
        assert discord.Permissions(**{flag: True}).value == int(number)
    assert sum(int(number) for _, number in rows) == int(asked["permissions"][0])
    assert invite_url(1).replace("client_id=1&", "client_id=…&") in GUIDE


def test_every_setting_named_exists() -> None:
    named = set(re.findall(r"\b(?:DISCORD|AUTO|COOLDOWN)_[A-Z_]*[A-Z]\b", GUIDE))

    assert named
    assert named <= {name.upper() for name in Settings.model_fields}


def test_the_numbers_told_are_those_of_the_program() -> None:
    told = plain(GUIDE)

    assert f"after {PATIENCE_SECONDS} seconds the bot asks Discord to wait" in told
    assert CHANNELS_NAMED == 10
    assert "names ten at most" in told
    assert f"| {USAGE_ERROR} | Something that you can mend" in told


def test_every_link_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", GUIDE)
    places = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in HEADINGS}

    assert {target[1:] for target in targets if target.startswith("#")} <= places
    for target in targets:
        if not target.startswith(("#", "https://")):
            assert (ROOT / "docs" / target.partition("#")[0]).exists(), target
    assert "docs/discord.md" in README
