"""The two kinds of database that the memory may be kept in, each as it is in use."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from tests.memory import postgres


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A server where databases may be made; where there is none, the tests are skipped by name."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    if reason := postgres.why_none():
        pytest.skip(reason)
    with postgres.running() as server:
        yield server.url


@pytest.fixture(scope="session")
def own_server() -> Iterator[postgres.Server]:
    """A server that a test may stop, and starts again."""
    if reason := postgres.why_none():
        pytest.skip(reason)
    with postgres.running() as server:
        yield server


@pytest.fixture
def has_schema() -> bool:
    """Whether databases have the schema of today; a module that wants them so overrides it."""
    return False


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a database with the schema of today, to be copied."""
    # This file is loaded, and measured, before any test is; what the memory loads is much.
    from tests.memory.ready import ready  # noqa: PLC0415

    with _database(server_url, f"souffleur_{uuid4().hex}") as url:
        ready(url)
        yield url.rpartition("/")[2]


@pytest.fixture
def postgresql_url(
    server_url: str, has_schema: bool, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A new database, empty unless it has the schema."""
    copied = f" TEMPLATE {request.getfixturevalue('template')}" if has_schema else ""
    with _database(server_url, f"souffleur_{uuid4().hex}", copied) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path, has_schema: bool) -> str:
    """A file that is not there yet, unless it has the schema."""
    from tests.memory.ready import lay  # noqa: PLC0415

    file = tmp_path / "données" / "souffleur.db"
    return lay(file) if has_schema else f"sqlite:///{file}"


# What both do is measured in one of them.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.unmeasured)])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@contextmanager
def _database(server_url: str, name: str, copied: str = "") -> Iterator[str]:
    told(server_url, f"CREATE DATABASE {name}{copied}")
    yield postgres.with_parts(server_url, database=name)
    told(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def told(url: str, statement: str) -> None:
    async def tell() -> None:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute(statement)
        await connection.close()

    asyncio.run(tell())
