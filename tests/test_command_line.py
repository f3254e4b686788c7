"""The command line as people use it: what they type, what comes out, what can go wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import __version__
from bot.__main__ import main, souffleur
from bot.chat import phrases
from bot.errors import BotError
from tests.at_a_terminal import Terminal

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "corpus"
DROEGE = "Qui est Jason Droege ?"
HOSTILE_TITLE = r"Le phare \e[31m\u202e\0\x9b31m"
LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec."
BUFFER_BYTES = 65_536


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start where no .env is, without the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "DISCORD_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CORPUS_DIR", str(SHIPPED))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two articles, one of which would give orders to a terminal."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "phare.md").write_text(
        f'---\ntitle: "{HOSTILE_TITLE}"\n---\n\n{LIGHTHOUSE} \x1b[31m\x9b31mRouge\x00.\n',
        encoding="utf-8",
    )
    (folder / "tomme.md").write_text("La tomme de Valbrune est affinée.\n", encoding="utf-8")
    return folder


def ask(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(
        souffleur, ["ask", *map(str, arguments)], input=typed, catch_exceptions=False
    )


def asked(*arguments: str | Path, typed: str = "") -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(*arguments, "--json", typed=typed).stdout.splitlines()]


def program(
    *arguments: str | bytes | Path, typed: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        env=os.environ | environment,
        check=False,
        timeout=60,
    )


def refused(
    *arguments: str | Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """Run the program, which must refuse with exit code 2; return its one line of error."""
    monkeypatch.setattr(sys, "argv", ["souffleur", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


# --- ask -----------------------------------------------------------------------------------------


def test_a_question_is_answered_by_a_card() -> None:
    shown = ask(DROEGE).stdout

    assert "**Chez Scale AI, c’est Jason Droege, actuel directeur" in shown
    assert "Innovationsfr · 26\u00a0juin\u00a02025" in shown


def test_lines_are_answered_in_order_one_object_each() -> None:
    lines = [DROEGE, "", "Xylophone zimbabwéen ?", "x" * 100_000, "\x00\x1b[31m\x9b Droege"]

    told = asked(typed="\n".join(lines))

    assert [each["question"] for each in told] == lines
    assert told[0]["passages"][0]["number"] == 6
    assert [each["status"] for each in told[1:4]] == ["not_found"] * 3
    assert [each["passages"] for each in told[1:4]] == [[]] * 3


def test_highlights_stand_where_the_offsets_say() -> None:
    told = asked("Combien Meta a-t-il investi dans Scale AI ?", "--all", "--top", "16")

    assert told[0]["passages"]
    for each in told[0]["passages"]:
        start, end = each["highlight_start"], each["highlight_end"]
        assert each["text"][start:end] == each["highlight"] != ""


def test_at_most_top_passages_are_listed() -> None:
    question = "Combien Meta a-t-il investi dans Scale AI ?"

    few, many = (asked(question, "--all", "--top", top)[0]["passages"] for top in ("1", "5"))

    assert [len(few), len(many)] == [1, 5]
    assert few[0] == many[0]
    assert [each["score"] for each in many] == sorted((p["score"] for p in many), reverse=True)


def test_a_refusal_lists_passages_only_with_all(articles: Path) -> None:
    question = "Quel est le tonnage annuel moyen des exportations de phare vers le Zimbabwe ?"

    told = asked(question, "--corpus", articles)[0]
    everything = asked(question, "--corpus", articles, "--all")[0]

    assert told["status"] == everything["status"]
    assert [each["id"] for each in everything["passages"]] == ["phare#1"]
    assert (told["passages"] == []) is (told["status"] == "not_found")


def test_all_shows_the_passages_on_cards_too(articles: Path) -> None:
    question = "Quel est le tonnage annuel moyen des exportations de phare vers le Zimbabwe ?"

    assert "Yves Le Goff" in ask(question, "--corpus", articles, "--all").stdout


def test_a_conversation_remembers(articles: Path) -> None:
    typed = "Qui construisit le phare de Kermadec ?\nEt quand ?\n"

    together = asked("--conversation", "--all", "--corpus", articles, typed=typed)
    apart = asked("--all", "--corpus", articles, typed=typed)

    assert together[1]["passages"][0]["id"] == "phare#1"
    assert apart[1]["passages"] == []


def test_the_corpus_is_the_one_that_is_named(articles: Path) -> None:
    told = asked("Qui construisit le phare de Kermadec ?", "--corpus", articles, "--all")

    assert told[0]["passages"][0]["text"].startswith(LIGHTHOUSE)


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["card", "json"])
def test_nothing_in_an_article_or_a_question_gives_orders_to_a_terminal(
    articles: Path, options: tuple[str, ...]
) -> None:
    (articles / "broken\x1b[31m.md").write_text("", encoding="utf-8")
    typed = "Phare \x1b[31m\x00\x9b\u202e ?\n\x1b\x00\x9b\nkermadeq \x1b[2J\n"

    shown = ask("--corpus", articles, "--all", *options, typed=typed).output

    assert "Yves Le Goff" in shown
    assert "Skipped: broken" in shown
    assert not any(c in shown for c in "\x1b\x00\x9b\u202e\r")


@pytest.mark.parametrize("question", ["", "  ", "x" * 100_000], ids=["empty", "blank", "too long"])
def test_a_question_that_cannot_be_looked_up_is_refused(question: str) -> None:
    run = ask(question)

    assert run.exit_code == 2
    advice = phrases.TOO_LONG if question.strip() else phrases.EMPTY_QUESTION
    assert advice.fr in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [["ask", "--nope"], ["ask", "--top", "0"], ["ask", "Qui", "est"], ["nope"], ["evaluate"]],
    ids=" ".join,
)
def test_what_is_no_command_is_refused_with_a_hint(arguments: list[str]) -> None:
    run = CliRunner().invoke(souffleur, arguments)

    assert run.exit_code == 2
    assert "--help" in run.stderr
    assert "Error: " in run.stderr


# --- Folders that cannot be served ---------------------------------------------------------------


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_a_missing_folder_is_one_line(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = refused(command, "--corpus", "missing", monkeypatch=monkeypatch, capsys=capsys)

    assert error.startswith("Error: The corpus folder missing does not exist")


def test_an_empty_folder_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()

    error = refused("ask", "--corpus", "empty", monkeypatch=monkeypatch, capsys=capsys)

    assert error.startswith("Error: No article in empty; add an article")


def test_a_folder_of_broken_files_is_one_line_that_names_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "latin.md").write_bytes(b"Caf\xe9")
    (tmp_path / "broken" / "vide\n\x1b[31m.md").write_bytes(b"")

    error = refused("ask", "--corpus", "broken", monkeypatch=monkeypatch, capsys=capsys)

    assert "latin.md: it is not UTF-8 (byte 3)." in error
    assert "vide" in error
    assert "\x1b" not in error


# --- The other commands --------------------------------------------------------------------------


def test_run_without_a_token_says_where_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = refused("run", monkeypatch=monkeypatch, capsys=capsys)

    assert "DISCORD_TOKEN is not set" in error
    assert "https://discord.com/developers/applications" in error


def test_settings_that_cannot_be_used_are_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "nowhere")

    error = refused("check", monkeypatch=monkeypatch, capsys=capsys)

    assert error.startswith("Error: DISCORD_API_URL cannot be used")


def test_alone_without_a_token_it_chats_and_says_so() -> None:
    run = CliRunner().invoke(souffleur, [], input=f"{DROEGE}\n")

    assert run.exit_code == 0
    assert "DISCORD_TOKEN is not set" in run.stderr
    assert "**Chez Scale AI, c’est Jason Droege" in run.stdout


class Refusing(BaseHTTPRequestHandler):
    """A Discord that knows no token."""

    def do_GET(self) -> None:
        self.send_error(401)

    def log_message(self, *_: object) -> None:
        pass


def test_alone_with_a_token_it_starts_the_bot() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/api"
        run = CliRunner().invoke(
            souffleur, [], env={"DISCORD_TOKEN": "a.b.c", "DISCORD_API_URL": address}
        )
        server.shutdown()

    assert "DISCORD_TOKEN is set" in run.stderr
    assert isinstance(run.exception, BotError)
    assert "Discord refuses DISCORD_TOKEN" in str(run.exception)


def test_a_chat_is_a_conversation() -> None:
    typed = f"{DROEGE}\nEt quel est son poste ?\n"

    run = CliRunner().invoke(souffleur, ["chat"], input=typed)

    assert run.stdout.count("Jason Droege") >= 2


def test_check_without_a_token_shows_the_articles_and_what_is_missing(articles: Path) -> None:
    (articles / "vide.md").write_bytes(b"")

    run = CliRunner().invoke(souffleur, ["check", "--corpus", str(articles)])

    assert run.exit_code == 1
    assert f"ok    Corpus: {articles}: 2 articles, 2 passages\n" in run.stdout
    assert "      tomme: tomme (1 passage)\n" in run.stdout
    assert "      skipped: vide.md: it is empty\n" in run.stdout
    assert "Thesaurus: " in run.stdout
    assert "fail  Discord: DISCORD_TOKEN is not set" in run.stdout
    assert not any(c in run.stdout for c in "\x1b\x00\x9b\u202e")


def test_check_of_a_missing_folder_says_so_and_goes_on() -> None:
    run = CliRunner().invoke(souffleur, ["check", "--corpus", "missing"])

    assert run.exit_code == 1
    assert "fail  Corpus: The corpus folder missing does not exist" in run.stdout
    assert "Discord: " in run.stdout


def test_the_version_and_the_commands_are_told() -> None:
    version = CliRunner().invoke(souffleur, ["--version"])
    help_text = CliRunner().invoke(souffleur, ["--help"]).stdout

    assert version.stdout == f"souffleur, version {__version__}\n"
    assert all(f"\n  {name} " in help_text for name in souffleur.commands)


# --- As a process --------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_ask_never_loads_discord_nor_what_a_pipe_does_not_show() -> None:
    code = (
        "import sys; from bot.__main__ import souffleur; "
        "souffleur(['ask', 'Qui est Jason Droege ?'], standalone_mode=False); "
        "print(sorted({'discord', 'aiohttp', 'matplotlib', 'bot.measuring', 'bot.memory', "
        "'sqlalchemy', 'dotenv', 'rich'} & {*sys.modules}))"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)

    assert run.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.unmeasured
def test_bytes_of_every_kind_on_standard_input_have_their_line_of_output() -> None:
    typed = b"\xef\xbb\xbf" + DROEGE.encode() + b"\r\n\r\nd\xe9but\n\x00\x1b\xff\n" + b"x" * 100_000

    # The locale of a bare container, and none of the ways in which Python mends it.
    run = program("ask", "--json", typed=typed, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    told = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert run.returncode == 0
    assert [each["question"] for each in told] == [
        DROEGE,
        "",
        "d\ufffdbut",
        "\x00\x1b\ufffd",
        "x" * 100_000,
    ]
    assert told[0]["passages"][0]["text"].startswith("Chez Scale AI, c’est Jason Droege")
    assert run.stderr.decode().splitlines() == [
        f"Line {number} is not UTF-8: what could not be read was replaced." for number in (3, 4)
    ]


@pytest.mark.unmeasured
def test_an_argument_of_any_bytes_is_a_question() -> None:
    run = program("ask", "--json", b"Droege \xff\x1b ?", LC_ALL="C")

    assert json.loads(run.stdout)["question"] == "Droege \ufffd\x1b ?"
    assert run.stderr == b""


@pytest.mark.unmeasured
def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    # More than a pipe holds, so that the program is still writing when its reader is gone.
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdin.write(b"x\n" * (BUFFER_BYTES // 50))
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None

    _, errors = process.communicate(timeout=60)

    assert errors == b""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "bot", "ask", "--json", DROEGE],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert run.returncode == 2
    assert run.stderr.decode().startswith("Error: the output cannot be written: No space left")
    assert run.stderr.count(b"\n") == 1


@pytest.mark.unmeasured
def test_streams_that_are_closed_are_no_reason_to_fail() -> None:
    started = f"exec {sys.executable} -m bot chat <&- >&- 2>&-"

    run = subprocess.run(["sh", "-c", started], check=False, timeout=60)

    assert run.returncode == 0


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_conversation_at_a_terminal_is_left_without_an_error(key: bytes) -> None:
    prompt = r"› \Z".encode()
    with Terminal("chat") as terminal:
        terminal.read_until(prompt)
        terminal.type(DROEGE.encode() + b"\xff")
        terminal.read_until("¶.*".encode() + prompt)
        left = terminal.press_until_left(key)

    assert b"\x1b[1m" in terminal.screen
    assert b"**" not in terminal.screen
    assert b"Traceback" not in terminal.screen
    assert left == 0


@pytest.mark.unmeasured
def test_a_bar_tells_how_many_articles_are_read_and_ctrl_c_leaves_nothing_broken(
    tmp_path: Path,
) -> None:
    folder, kept = tmp_path / "corpus", tmp_path / "data"
    folder.mkdir()
    for number in range(200):
        words = " ".join(f"Le gardien {number + place} veille." for place in range(1_500))
        text = f"# Phare {number}\n\n{LIGHTHOUSE}\n\n{words}"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    asked = ["ask", "--corpus", str(folder), "Qui construisit le phare de Kermadec ?"]

    with Terminal(*asked, DATA_DIR=str(kept)) as terminal:
        terminal.read_until(rb"(Reading articles|Indexing passages).*\d+/\d+.*\d:\d\d:\d\d")
        left = terminal.press_until_left(b"\x03")
        terminal.read_until(b"Aborted!")
    begun = {path.name for path in kept.rglob("*") if path.is_file()}
    again = program(*asked, DATA_DIR=str(kept))

    assert left == 1
    assert b"Traceback" not in terminal.screen
    assert begun <= {".lock", "articles.bin", "articles.bin.checked"}
    assert again.stderr == b""
    assert LIGHTHOUSE in again.stdout.decode().replace("**", "")
