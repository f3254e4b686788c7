"""DATABASE_URL: what is understood, what is refused in words, and a password that nobody sees."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MemoryRefused
from bot.memory.address import Address
from bot.memory.memory import Memory

PASSWORD = "geheim1234"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://bot:{PASSWORD}@db:5433/souffleur",
        f"postgresql+asyncpg://bot:{PASSWORD}@db:5433/souffleur",
        f"  postgres://bot:{PASSWORD}@db:5433/souffleur\n",
    ],
)
def test_a_server_may_be_named_without_its_driver(url: str) -> None:
    address = Address.of(url)

    assert address.url.drivername == "postgresql+asyncpg"
    assert (address.url.username, address.url.password) == ("bot", PASSWORD)
    assert address.shown == "PostgreSQL, souffleur on db:5433"
    assert address.file is None
    assert PASSWORD not in repr(address)


def test_signs_of_a_password_are_written_with_a_percent() -> None:
    address = Address.of("postgresql://bot:{}@db/souffleur?sslmode=require".format("p%40%3A%2F%3F"))

    assert address.url.password == "p@:/?"
    assert dict(address.url.query) == {"ssl": "require"}


def test_a_server_may_be_reached_by_its_socket() -> None:
    address = Address.of("postgresql:///souffleur?host=/run/postgresql")

    assert address.url.query["host"] == "/run/postgresql"
    assert address.shown == "PostgreSQL, souffleur on /run/postgresql:5432"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///data/souffleur.db", "data/souffleur.db"),
        ("sqlite+aiosqlite:////srv/souffleur.db", "/srv/souffleur.db"),
        ("sqlite:///100 %/a?b#c/é.db", "100 %/a?b#c/é.db"),
    ],
)
def test_a_file_is_named_as_it_is(url: str, file: str) -> None:
    address = Address.of(url)

    assert address.file == Path(file)
    assert address.shown == f"SQLite, {file}"


def test_a_folder_with_any_sign_in_its_name_can_hold_it(tmp_path: Path) -> None:
    async def play() -> None:
        memory = await Memory.open(f"sqlite:///{tmp_path}/100 %s?x=1#é/souffleur.db")
        await memory.close()
        assert memory.is_working

    asyncio.run(play())

    assert (tmp_path / "100 %s?x=1#é" / "souffleur.db").is_file()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"mysql://bot:{PASSWORD}@db/x", "it is not of the form sqlite:///FILE, or postgresql://"),
        (f"postgresql+psycopg://bot:{PASSWORD}@db/x", "it is not of the form"),
        (PASSWORD, "it is not of the form"),
        ("sqlite://", "must name a file"),
        ("sqlite:///", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        (f"postgresql://bot:{PASSWORD}@db", "it names no database"),
        (f"postgresql://bot:{PASSWORD}@db/", "it names no database"),
        (f"postgresql://bot:{PASSWORD}@db:port/x", "are written as %40"),
        (f"postgresql://bot:{PASSWORD}/1@db/x", "are written as %40"),
        (f"postgresql://bot:{PASSWORD}@[db/x", "are written as %40"),
        (f"postgresql://bot@db/x?password={PASSWORD}", "1 of the words after ? are unknown"),
        (f"postgresql://bot@db/x?{PASSWORD}", "are written as %40"),
        (f"postgresql://bot:{PASSWORD}@{'d' * 64}/x", "the server's name is none"),
        (f"postgresql://bot:{PASSWORD}@one..two/x", "the server's name is none"),
        (f"postgresql://bot:{PASSWORD}@/x?host={'d' * 64}.org", "the server's name is none"),
        (f"postgresql://bot:{PASSWORD}@d%00b/x", "a sign that none can hold"),
        (f"postgresql://bot:{PASSWORD}%00@db/x", "a sign that none can hold"),
        (f"postgresql://bot:{PASSWORD}\udcff@db/x", "a sign that none can hold"),
        (f"postgresql://bot:{PASSWORD}@/x?host=/run%00", "a sign that none can hold"),
    ],
)
def test_another_address_is_refused_in_words_that_hold_no_password(url: str, words: str) -> None:
    with pytest.raises(MemoryRefused, match=r"^DATABASE_URL cannot be used: ") as refused:
        asyncio.run(Memory.open(url))

    assert words in str(refused.value)
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))


def test_several_servers_and_a_socket_with_a_long_name_may_be_named() -> None:
    socket = f"/run/{'x' * 80}"

    assert Address.of(f"postgresql:///souffleur?host={socket}").url.query["host"] == socket
    assert Address.of(f"postgresql://{'a' * 60},{'b' * 60}/souffleur").shown
    assert Address.of("postgresql://[::1]/souffleur").url.host == "::1"


@given(
    st.one_of(
        st.text(), st.text().map("postgresql://{}".format), st.text().map("sqlite:///{}".format)
    )
)
def test_any_text_is_an_address_or_refused(url: str) -> None:
    try:
        assert Address.of(url).shown
    except MemoryRefused as error:
        assert "DATABASE_URL" in str(error)
