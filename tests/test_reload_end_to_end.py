"""The folder of articles changes while `python -m bot run` answers from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.bot_process import NO_LIMITS, line_holding, running, start, stop_by_itself
from tests.discord_server import DiscordServer, text_of
from tests.test_looked_after import free_port, got

# Each starts a bot: measured, a start takes twice as long.
pytestmark = pytest.mark.unmeasured

WHO, WEIGHT = "Qui construisit le phare de Kermadec ?", "Combien pesait la meule ?"
BOTH = "phare de Kermadec"
BUILDERS = ("Yves Le Goff", "Anna Le Bihan", "Alan Quéméner")
SERVED = "Served from now on"


def lighthouse(builder: str) -> str:
    """Both passages of an edition name its builder: whoever mixes two editions is seen."""
    return (
        "---\ntitle: Le phare de Kermadec\n---\n\n"
        f"{builder} construisit le phare de Kermadec de 1871 à 1874, avec douze ouvriers.\n\n"
        f"Le phare de Kermadec mesure quarante mètres, comme le voulut {builder}.\n"
    )


async def answer(server: DiscordServer, question: str) -> str:
    said = await server.say(f"{server.mention} {question}")
    return text_of(await server.replies_to(said, timeout_seconds=20))


async def figures(port: int) -> dict[str, float]:
    _, told = await got(f"http://127.0.0.1:{port}/metrics")
    lines = (line.split() for line in told.splitlines() if line.startswith("souffleur_"))
    return {name: float(value) for name, value in lines if "{" not in name}


@asynccontextmanager
async def asked_all_the_while(server: DiscordServer) -> AsyncIterator[list[str]]:
    """Ask one question after the other until the context ends, and yield what was answered."""
    is_over, answers = asyncio.Event(), list[str]()

    async def ask() -> None:
        while not is_over.is_set():
            listed = await server.slash("search", {"words": BOTH}, timeout_seconds=20)
            answers.append(text_of(listed.message or {}))

    asking = asyncio.create_task(ask())
    try:
        yield answers
    finally:
        is_over.set()
        await asking


def test_what_changes_in_the_folder_is_answered_from_and_no_question_is_lost(
    tmp_path: Path,
) -> None:
    folder, port = tmp_path / "corpus", free_port()
    folder.mkdir()
    first, second = folder / "phare.md", folder / "moulin.md"
    first.write_text(lighthouse("Yves Le Goff"), encoding="utf-8")
    places = {"CORPUS_DIR": str(folder), "METRICS_PORT": str(port)}

    async def play() -> None:
        async with DiscordServer() as server, running(server, **NO_LIMITS, **places) as process:
            await line_holding(process, "Ready as")
            before = await figures(port)
            async with asked_all_the_while(server) as answers:
                assert "Yves Le Goff" in await answer(server, WHO)

                first.write_text(lighthouse("Anna Le Bihan"), encoding="utf-8")
                assert "1 articles, 2 passages" in await line_holding(process, SERVED)
                assert "Anna Le Bihan" in await answer(server, WHO)

                second.write_text("La meule de Trouguer pesait neuf cents kilos.", encoding="utf-8")
                assert "2 articles, 3 passages" in await line_holding(process, SERVED)
                assert "neuf cents kilos" in await answer(server, WEIGHT)

                first.write_bytes(b"\xff\xfe\xff broken")
                assert "phare.md is skipped: it is not" in await line_holding(process, "skipped")
                assert "Anna Le Bihan" in await answer(server, WHO)

                first.write_text(lighthouse("Alan Quéméner"), encoding="utf-8")
                await line_holding(process, SERVED)
                assert "Alan Quéméner" in await answer(server, WHO)

                second.unlink()
                assert "1 articles, 2 passages" in await line_holding(process, SERVED)
                assert "neuf cents" not in await answer(server, WEIGHT)

                first.unlink()
                await line_holding(process, "those before stay")
                assert "Alan Quéméner" in await answer(server, WHO)
            after = await figures(port)
            _, health = await got(f"http://127.0.0.1:{port}/readyz")

        assert (before["souffleur_articles"], after["souffleur_articles"]) == (1, 1)
        assert after["souffleur_passages"] == 2
        assert "passages: 2, read 0.0 h ago" in health
        built = "souffleur_index_built_timestamp_seconds"
        assert after[built] > before[built]
        assert len(answers) > 10
        for said in answers:
            named = {name for name in BUILDERS if name in said}
            assert len(named) == 1, said
            assert said.count(named.pop()) == 2, said

    asyncio.run(play())


def test_an_empty_folder_is_refused_at_the_start(tmp_path: Path) -> None:
    async def play() -> tuple[int, str]:
        async with DiscordServer() as server:
            return await stop_by_itself(await start(server, CORPUS_DIR=str(tmp_path)))

    code, printed = asyncio.run(play())

    assert code == 2
    assert f"Error: No article in {tmp_path}" in printed
