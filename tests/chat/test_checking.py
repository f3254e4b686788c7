"""`souffleur check` against a loopback Discord: each fault in a sentence, with its remedy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.articles.folder import read_corpus
from bot.articles.shelf import Shelf
from bot.chat.checking import report
from bot.chat.client import Souffleur
from bot.chat.connection import probe
from bot.chat.servers import Servers
from bot.retrieval.librarian import Librarian
from tests.chat.playing import addresses_kept, settings_of
from tests.discord_rest import Call
from tests.discord_server import DiscordServer, Payload

Fault = Callable[[DiscordServer], object]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mer.md").write_text("La mer monte.\n", encoding="utf-8")
    return folder


@pytest.fixture
def checked(
    tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[bool, str]]:
    """What `souffleur check` finds while that is wrong."""

    def check(wrong: Fault = str, corpus_dir: Path = corpus, **settings: str) -> tuple[bool, str]:
        async def play() -> bool:
            async with DiscordServer() as server:
                wrong(server)
                settings.setdefault("DATA_DIR", str(tmp_path / "data"))
                found = settings_of(server, **settings)
                return await asyncio.to_thread(report, found, Shelf(corpus_dir))

        with addresses_kept():
            return asyncio.run(play()), capsys.readouterr().out

    return check


Checked = Callable[..., tuple[bool, str]]


def test_a_bot_that_never_ran_can_run_and_is_told_what_is_left_to_do(checked: Checked) -> None:
    can_run, told = checked(lambda server: setattr(server.world, "is_joined", False))

    assert can_run
    assert "todo  Servers: the bot is in no server; open the invite link" in told
    assert "      Invite it: https://discord.com/oauth2/authorize?" in told
    assert (
        "todo  Commands: Discord does not know “Find the answer”, “That is not it”, /article, "
        "/ask, /gaps, /help, /library, /passage, /privacy, /search, /settings, /summary, /taught "
        "as they are now" in told
    )
    assert "ok    Gateway: ws://127.0.0.1" in told
    assert "intents accepted" in told
    assert "fail" not in told


def test_a_bot_that_ran_has_nothing_left_to_do(checked: Checked, corpus: Path) -> None:
    known: list[Payload] = []

    def register(server: DiscordServer) -> None:
        server.world.commands[None] = {str(n): command for n, command in enumerate(known)}

    async def learn() -> None:
        async with DiscordServer() as server:
            await probe(settings_of(server))
            async with Souffleur(Servers(Librarian(read_corpus(corpus)))) as bot:
                await bot.login(server.token)
            known.extend(server.commands)

    with addresses_kept():
        asyncio.run(learn())
    can_run, told = checked(register)

    assert can_run
    assert [line.split()[0] for line in told.splitlines() if line[0] != " "] == ["ok"] * 10
    assert "ok    Servers: 1" in told
    assert "data/souffleur.db: it is made when the bot starts" in told
    assert "ok    Commands: Discord knows them all" in told
    assert "ok    Clock: within a minute of Discord's" in told


def test_a_check_tells_discord_nothing(checked: Checked) -> None:
    calls: list[Call] = []

    checked(lambda server: setattr(server.rest, "calls", calls))

    assert calls
    assert {call.method for call in calls} == {"GET"}


@pytest.mark.parametrize(
    ("wrong", "settings", "words"),
    [
        (
            str,
            {"DISCORD_TOKEN": "wrong.token"},
            ("fail  Discord: Discord refuses DISCORD_TOKEN; copy it again from https://",),
        ),
        (
            lambda server: setattr(server.gateway, "refusal", 4014),
            {},
            ("fail  Gateway: Discord refuses the intents", "switch them on in https://"),
        ),
        (
            lambda server: setattr(server.gateway, "refusal", 4004),
            {},
            ("fail  Gateway: Discord refuses DISCORD_TOKEN; copy it again",),
        ),
        (
            lambda server: setattr(server.gateway, "is_away", True),
            {},
            ("fail  Gateway: ", "cannot be reached", "check the network and DISCORD_API_URL."),
        ),
        (
            str,
            {"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"},
            (
                "fail  Discord: http://127.0.0.1:9/api/v10 cannot be reached",
                "check the network and DISCORD_API_URL.",
            ),
        ),
        (
            lambda server: server.fail_next("GET", "/users/@me/guilds$", 403, body={}),
            {},
            ("fail  Servers and commands: ", "answers 403"),
        ),
        (
            str,
            {"DATA_DIR": "/dev/null/data"},
            (
                "fail  Data: /dev/null/data cannot be written (Not a directory); let the user",
                "or name another folder in DATA_DIR.",
            ),
        ),
    ],
    ids=["token", "intents", "token reset meanwhile", "gateway", "address", "refused", "data"],
)
def test_each_fault_is_a_sentence_with_its_remedy(
    checked: Checked, wrong: Fault, settings: dict[str, str], words: tuple[str, ...]
) -> None:
    can_run, told = checked(wrong, **settings)

    assert not can_run
    assert all(word in told for word in words), told
    assert "wrong.token" not in told


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("Wed, 01 Jan 2020 00:00:00 GMT", "s ahead of Discord's; let the machine set its own"),
        ("Wed, 01 Jan 2120 00:00:00 GMT", "s behind Discord's; let the machine set its own"),
    ],
)
def test_a_clock_that_is_off_is_told_with_its_remedy(
    checked: Checked, date: str, words: str
) -> None:
    def late(server: DiscordServer) -> None:
        server.fail_next("GET", "^/gateway$", 200, body={}, headers={"Date": date})

    can_run, told = checked(late)

    assert not can_run
    assert "fail  Clock: it is " in told
    assert words in told


@pytest.mark.parametrize("date", ["", "demain", "Wed, 99 Foo 2020"])
def test_an_address_that_tells_no_time_is_no_fault(checked: Checked, date: str) -> None:
    def silent(server: DiscordServer) -> None:
        server.fail_next("GET", "^/gateway$", 200, body={}, headers={"Date": date})

    can_run, told = checked(silent)

    assert can_run
    assert "ok    Clock: not compared" in told


def test_a_server_without_its_certificate_is_told_from_one_that_is_away(checked: Checked) -> None:
    def encrypted(server: DiscordServer) -> None:
        server.api_url = server.api_url.replace("http:", "https:")

    can_run, told = checked(encrypted)

    assert not can_run
    assert "does not prove that it is what it says it is" in told
    assert "check this machine's clock and certificates, and DISCORD_API_URL." in told


def test_the_last_session_starts_of_a_day_are_left_to_the_bot(checked: Checked) -> None:
    identified: list[Payload] = []

    def used_up(server: DiscordServer) -> None:
        server.routes.session_starts_remaining = 3
        server.gateway.identifies = identified

    can_run, told = checked(used_up)

    assert can_run
    assert "todo  Gateway: " in told
    assert "Discord allows only 3 more session starts today" in told
    assert identified == []


def test_an_empty_corpus_is_told_and_the_rest_is_checked_all_the_same(
    checked: Checked, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    can_run, told = checked(corpus_dir=empty)

    assert not can_run
    assert f"fail  Corpus: No article in {empty}; add an article as a Markdown file" in told
    assert "ok    Gateway: " in told


def test_the_gateway_is_tried_with_the_first_of_the_own_shards(checked: Checked) -> None:
    identified: list[Payload] = []

    def observed(server: DiscordServer) -> None:
        server.gateway.identifies = identified

    can_run, told = checked(observed, SHARD_IDS="2-3", SHARD_COUNT="4")

    assert can_run
    assert "shards: 2-3/4; ready in" in told
    assert [each["shard"] for each in identified] == [[2, 4]]


def test_fewer_shards_than_discord_recommends_are_told_with_the_remedy(checked: Checked) -> None:
    can_run, told = checked(
        lambda server: setattr(server.routes, "shards", 8), SHARD_IDS="0-1", SHARD_COUNT="4"
    )

    assert can_run
    assert "shards: 0-1/4; Discord recommends 8: start all processes with SHARD_COUNT=8" in told
