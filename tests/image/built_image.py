"""What the Dockerfile builds: looked at, and run as it will be run, by tests/image/build.sh.

Not among the tests that pytest finds by itself: `make image` builds first, then runs these.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot import __version__
from tests.bot_process import line_holding, stop
from tests.discord_server import DiscordServer, text_of
from tests.image.container import Image, buildah

QUESTION = "Combien Meta a-t-il investi dans Scale AI ?"
MEGABYTE = 1_000_000
UID = 10_001


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    yield Image.built("souffleur")
    buildah("rm", "--all")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A volume that is new: an engine gives it the owner that the image's folder has."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    volume = tmp_path / "data"
    volume.mkdir(mode=0o700)
    os.chown(volume, UID, UID)
    return volume


def run(
    image: Image, data: Path, *program: str, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        image.command(data, list(program)),
        env=image.environment | environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


# --- What it is ----------------------------------------------------------------------------------


def test_it_is_small(image: Image, capsys: pytest.CaptureFixture[str]) -> None:
    base = Image.built("python:3.13-slim-trixie")

    own, whole = image.bytes - base.bytes, image.bytes
    with capsys.disabled():
        click.echo(f"\nBeside the base: {own / MEGABYTE:.0f} MB; whole: {whole / MEGABYTE:.0f} MB")

    assert own < 300 * MEGABYTE
    assert whole < 440 * MEGABYTE


def test_its_labels_tell_what_it_is(image: Image) -> None:
    labels = image.config["Labels"]

    assert labels["org.opencontainers.image.title"] == "Souffleur"
    assert labels["org.opencontainers.image.version"] == __version__
    assert labels["org.opencontainers.image.licenses"] == "MIT"
    assert labels["org.opencontainers.image.description"]


def test_it_starts_the_program_and_asks_it_for_its_health(image: Image) -> None:
    assert image.config["Entrypoint"] == ["souffleur"]
    assert image.config["Cmd"] == ["run"]
    assert image.config["Healthcheck"]["Test"] == ["CMD", "souffleur", "health"]
    assert image.config["User"] == f"{UID}:{UID}"
    assert list(image.config["Volumes"]) == ["/data"]


def test_it_holds_no_secret_and_nothing_that_builds(image: Image) -> None:
    folders = [image.root / folder.lstrip("/") for folder in image.environment["PATH"].split(":")]
    programs = {entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir()}

    assert "souffleur" in programs
    assert not programs & {"gcc", "cc", "g++", "clang", "ld", "make", "cargo", "rustc", "pip"}
    assert not [name for name in image.environment if "TOKEN" in name]
    assert not list((image.root / "opt/souffleur").rglob(".env"))
    assert not list((image.root / "var/lib/apt/lists").glob("*Packages*"))


def test_its_program_is_compiled_already(image: Image) -> None:
    for source in (image.root / "opt/souffleur").rglob("site-packages/bot/**/*.py"):
        assert list((source.parent / "__pycache__").glob(f"{source.stem}.*.pyc")), source


def test_a_second_build_gives_the_same_bytes(image: Image) -> None:
    again = Image.built("souffleur-again")

    built, rebuilt = (each.digests("opt/souffleur", "corpus", "data") for each in (image, again))

    assert len(built) > 1000
    assert built == rebuilt


def test_its_own_user_can_read_everything_and_write_nothing_but_data(image: Image) -> None:
    own = [*(image.root / "opt/souffleur").rglob("*"), *(image.root / "corpus").rglob("*")]

    assert own
    assert not [path for path in own if path.lstat().st_uid == UID]
    assert not [path for path in own if not path.is_symlink() and not path.stat().st_mode & 0o004]
    assert (image.root / "data").stat().st_uid == UID


# --- How it runs ---------------------------------------------------------------------------------


def test_it_runs_as_its_own_user_without_rights_without_a_shell_and_read_only(
    image: Image, data: Path
) -> None:
    looked = (
        "import os, pathlib, json, subprocess\n"
        "def fails(work):\n"
        "    try: work()\n"
        "    except OSError as error: return error.strerror\n"
        "status = dict(l.split(':\\t', 1) for l in open('/proc/self/status') if ':\\t' in l)\n"
        "print(json.dumps([os.getuid(), os.getgid(), status['CapEff'].strip(),\n"
        "    status['NoNewPrivs'].strip(), fails(pathlib.Path('/tmp/x').touch),\n"
        "    fails(pathlib.Path('/data/x').touch), fails(lambda: os.system and\n"
        "    subprocess.run(['/bin/sh', '-c', 'true']))]))\n"
    )

    found = run(image, data, "/opt/souffleur/bin/python", "-c", looked)

    assert found.returncode == 0, found.stderr
    uid, gid, capabilities, no_new_privileges, tmp, in_data, shell = json.loads(found.stdout)
    assert (uid, gid) == (UID, UID)
    assert int(capabilities, 16) == 0
    assert no_new_privileges == "1"
    assert tmp == "Read-only file system"
    assert in_data is None
    assert shell == "Permission denied"


def test_it_tells_its_version(image: Image, data: Path) -> None:
    told = run(image, data, "souffleur", "--version")

    assert told.stdout == f"souffleur, version {__version__}\n"


def test_it_answers_with_the_thesaurus(image: Image, data: Path) -> None:
    asked = run(image, data, "souffleur", "ask", "--json", typed=f"{QUESTION}\n")

    assert asked.returncode == 0, asked.stderr
    (passage, *_) = json.loads(asked.stdout)["passages"]
    assert "14,3 milliards de dollars" in passage["highlight"]


def test_it_makes_an_article_of_a_web_page(image: Image, data: Path) -> None:
    page = data / "page.html"
    said = "La lanterne du phare brûlait de l’huile de colza jusqu’en 1879, puis du pétrole. " * 6
    page.write_text(
        f"<html lang=fr><title>Le phare</title><body><nav>Accueil</nav><article><h1>Le phare</h1>"
        f"<p>{said}</p><p>{said.replace('1879', '1880')}</p></article></body></html>",
        encoding="utf-8",
    )

    imported = run(image, data, "souffleur", "import", "/data/page.html", "-o", "/data/articles")

    assert imported.returncode == 0, imported.stdout + imported.stderr
    (article,) = (data / "articles").glob("*.md")
    assert said.strip() in article.read_text(encoding="utf-8")


def test_it_draws_a_picture(image: Image, data: Path) -> None:
    questions, curve = "/corpus/questions/meta-scale-ai.yaml", "/data/curve.png"

    drawn = run(image, data, "souffleur", "evaluate", questions, "--sample", "9", "--plot", curve)

    assert drawn.returncode == 0, drawn.stdout + drawn.stderr
    assert (data / "curve.png").read_bytes().startswith(b"\x89PNG")
    assert "matplotlib" not in drawn.stderr.lower()


def test_it_checks_everything(image: Image, data: Path) -> None:
    async def play() -> subprocess.CompletedProcess[str]:
        async with DiscordServer() as server:
            settings = {"DISCORD_TOKEN": server.token, "DISCORD_API_URL": server.api_url}
            return await asyncio.to_thread(
                run, image, data, "souffleur", "check", typed="", **settings
            )

    checked = asyncio.run(play())

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "ok    Corpus: /corpus: 1 article" in checked.stdout
    assert "ok    Thesaurus: the French one of /usr/share/mythes" in checked.stdout
    assert "ok    Data: /data can be written" in checked.stdout
    assert "intents accepted" in checked.stdout


def test_a_token_in_a_secret_s_file_is_refused_in_one_line(image: Image, data: Path) -> None:
    secret = data / "token"
    secret.write_text("wrong.token\n", encoding="utf-8")
    os.chown(secret, UID, UID)

    async def play() -> subprocess.CompletedProcess[str]:
        async with DiscordServer() as server:
            settings = {"DISCORD_TOKEN_FILE": "/data/token", "DISCORD_API_URL": server.api_url}
            return await asyncio.to_thread(run, image, data, "souffleur", "run", **settings)

    ran = asyncio.run(play())

    assert ran.returncode == 2
    assert "Discord refuses DISCORD_TOKEN" in ran.stderr
    assert "wrong.token" not in ran.stderr


def test_the_bot_answers_a_mention_is_healthy_and_leaves_when_told_to(
    image: Image, data: Path
) -> None:
    test, *probe = image.config["Healthcheck"]["Test"]
    assert test == "CMD"

    async def play() -> str:
        async with DiscordServer() as server:
            settings = {"DISCORD_TOKEN": server.token, "DISCORD_API_URL": server.api_url}
            before = await asyncio.to_thread(run, image, data, *probe)
            assert before.returncode == 1
            assert "No bot has written to /data" in before.stdout

            process = await asyncio.create_subprocess_exec(
                *image.command(data, [*image.config["Entrypoint"], *image.config["Cmd"]]),
                env=image.environment | settings,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            ready = json.loads(await line_holding(process, "Ready as"))
            assert ready["level"] == "info"
            reply = await server.replies_to(await server.say(f"{server.mention} {QUESTION}"))
            assert "14,3 milliards de dollars" in text_of(reply)
            healthy = await asyncio.to_thread(run, image, data, *probe)
            assert healthy.returncode == 0, healthy.stdout + healthy.stderr
            assert healthy.stdout.startswith("shards ready: 1 of 1; latency: ")

            process.send_signal(signal.SIGTERM)
            code, log = await stop(process)
            assert code == 0, log
            await server.until(lambda: not server.gateway.connections)
            return log

    log = asyncio.run(play())

    assert "Stopped" in [json.loads(line)["message"] for line in log.splitlines()]
    assert "Traceback" not in log
