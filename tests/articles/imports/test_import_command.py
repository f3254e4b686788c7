"""`souffleur import`: articles are written whole, and never over others."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import souffleur
from bot.articles.folder import read_corpus
from tests.articles.imports.web_pages import PAGES
from tests.articles.imports.web_server import WebServer, response, serving

ROOT = Path(__file__).parents[3]
LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec, sur un rocher que les vents battent."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLOW_FETCH", raising=False)
    (tmp_path / "phare.txt").write_text(f"Le phare\n\n{LIGHTHOUSE}\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(souffleur, ["import", *arguments], catch_exceptions=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.unmeasured
def test_files_of_several_forms_become_a_corpus(here: Path) -> None:
    (here / "meta.html").write_text(PAGES["WordPress"], encoding="utf-8")

    result = run("phare.txt", "meta.html", "-o", "new/articles")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "phare.txt: written: new/articles/phare.md (1 passage)",
        "meta.html: written: new/articles/meta.md (16 passages)",
    ]
    assert [article.id for article in read_corpus(here / "new/articles").articles] == [
        "meta",
        "phare",
    ]
    assert names(here / "new/articles") == ["meta.md", "phare.md"]


def test_the_same_article_is_unchanged_and_another_is_not_overwritten(here: Path) -> None:
    run("phare.txt", "-o", "out")
    before = (here / "out/phare.md").read_bytes()

    assert run("phare.txt", "-o", "out").stdout == "phare.txt: unchanged: out/phare.md\n"

    (here / "phare.txt").write_text(f"Le phare\n\n{LIGHTHOUSE * 2}\n", encoding="utf-8")
    refused = run("phare.txt", "-o", "out")

    assert refused.exit_code == 1
    assert refused.stderr == (
        "Refused: phare.txt: out/phare.md holds another article; --force replaces it.\n"
    )
    assert (here / "out/phare.md").read_bytes() == before
    assert "replaced" in run("phare.txt", "-o", "out", "--force").stdout
    assert (here / "out/phare.md").read_bytes() != before


def test_two_files_that_would_have_one_name_are_told(here: Path) -> None:
    (here / "autre").mkdir()
    (here / "autre/phare.txt").write_text(f"Autre\n\n{LIGHTHOUSE * 2}\n", encoding="utf-8")

    result = run("phare.txt", "autre/phare.txt", "-o", "out", "--force")

    assert result.exit_code == 1
    assert "phare.md was just written from phare.txt" in result.stderr


def test_each_refusal_is_named_and_the_others_are_kept(here: Path) -> None:
    (here / "vide.md").touch()
    (here / "image.txt").write_bytes(b"\x89PNG\0")
    os.mkfifo(here / "tube.txt")

    result = run("vide.md", "image.txt", "none.md", "tube.txt", ".", "phare.txt", "-o", "out")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Refused: vide.md: it is empty.",
        "Refused: image.txt: it is not text.",
        "Refused: none.md: there is no such file.",
        "Refused: tube.txt: it is no regular file.",
        "Refused: .: it is no regular file.",
    ]
    assert names(here / "out") == ["phare.md"]


def test_a_folder_that_cannot_be_made_is_said(here: Path) -> None:
    result = CliRunner().invoke(souffleur, ["import", "phare.txt", "-o", "phare.txt/out"])

    assert "cannot be made" in str(result.exception)


def test_a_file_that_cannot_be_written_is_refused(here: Path) -> None:
    (here / "out/phare.md").mkdir(parents=True)

    result = run("phare.txt", "-o", "out", "--force")

    assert result.exit_code == 1
    assert names(here / "out") == ["phare.md"]


def test_addresses_are_not_fetched_unless_that_is_allowed() -> None:
    result = run("http://127.0.0.1/a", "-o", "out")

    assert result.exit_code == 1
    assert "ALLOW_FETCH=true" in result.stderr


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A server in a thread of its own, because the command has its own loop."""
    ready, served, loop = threading.Event(), [], asyncio.new_event_loop()

    async def serve() -> None:
        async with serving() as server:
            served.append(server)
            ready.set()
            await stopped.wait()

    stopped = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield served[0]
    loop.call_soon_threadsafe(stopped.set)
    thread.join(10)
    loop.close()


def test_no_setting_lets_the_command_reach_this_machine(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOW_FETCH", "true")
    web.answers["/"] = response(LIGHTHOUSE.encode())

    result = run(web.url("/"), "http://127.0.0.1/", "http://localhost/", "-o", "out")

    assert result.exit_code == 1
    assert web.asked == []
    assert result.stderr.count("Refused: ") == 3
    assert "not one of the open internet" in result.stderr


@pytest.mark.unmeasured
def test_a_bar_is_shown_at_a_terminal_alone(here: Path) -> None:
    (here / "port.txt").write_text(f"Le port\n\n{LIGHTHOUSE}\n", encoding="utf-8")
    outside, inside = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", "phare.txt", "port.txt", "-o", "out"]

    done = subprocess.run(
        command,
        stderr=inside,
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(inside)
    shown = os.read(outside, 100_000).decode()
    os.close(outside)

    assert "Importing" in shown
    assert done.stdout.decode().count("written: ") == 2
    assert "Importing" not in run("phare.txt", "port.txt", "-o", "other").output
