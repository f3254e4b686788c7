"""The two kinds of database that the memory may be kept in, each as it is in use."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
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
def postgresql_url(server_url: str) -> Iterator[str]:
    """A new, empty database."""
    name = f"souffleur_{uuid4().hex}"
    told(server_url, f"CREATE DATABASE {name}")
    yield postgres.with_parts(server_url, database=name)
    told(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/données/souffleur.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


def told(url: str, statement: str) -> None:
    async def tell() -> None:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute(statement)
        await connection.close()

    asyncio.run(tell())
