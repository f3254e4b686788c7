"""The command line: reads, wires, runs; nothing is decided here.

Each command imports what it needs when it runs, so that `ask` never loads discord.
"""

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from bot import __version__
from bot.errors import BotError, SettingsError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.retrieval.answer import Answer
    from bot.retrieval.librarian import Librarian

USAGE_ERROR = 2
# A full disk, a terminal or a pipe that is gone: all that writing to an open stream may meet.
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE, errno.EBADF)

# What the databases have place for; Discord's ids are far below.
MAX_ID = 2**63 - 1

file_type = click.Path(path_type=Path)

corpus_option = click.option(
    "--corpus",
    "corpus_dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of Markdown articles (default: CORPUS_DIR, or ./corpus).",
)

guild_option = click.option(
    "--guild",
    "guild_id",
    type=click.IntRange(1, MAX_ID),
    required=True,
    metavar="ID",
    help="The server's id: in Discord, with its developer mode on, “Copy Server ID”.",
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="souffleur")
@click.pass_context
def souffleur(context: click.Context) -> None:
    """Answer questions about articles by quoting them: in Discord, or in the terminal.

    Without a command: the Discord bot when DISCORD_TOKEN is set, else a conversation here.
    """
    if context.invoked_subcommand is not None:
        return
    if _settings().discord_token is not None:
        click.echo("DISCORD_TOKEN is set: starting the Discord bot.", err=True)
        context.invoke(run)
    else:
        click.echo("DISCORD_TOKEN is not set: a conversation in this terminal.", err=True)
        context.invoke(chat)


@souffleur.command()
@click.argument("question", required=False)
@corpus_option
@click.option("--top", default=3, show_default=True, type=click.IntRange(1, 100), metavar="N")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; see README.")
@click.option("--all", "all_matches", is_flag=True, help="List passages whatever the status.")
@click.option("--conversation", is_flag=True, help="The lines are one conversation.")
@click.option("--explain", is_flag=True, help="Say why the first passage was ranked first.")
def ask(
    question: str | None,
    corpus_dir: Path | None,
    top: int,
    as_json: bool,
    all_matches: bool,
    conversation: bool,
    explain: bool,
) -> None:
    """Answer QUESTION, or one question a line from standard input."""
    from bot.chat.lines import answer_lines, read_lines, typed, unanswerable

    if question is not None and (reason := unanswerable(typed(question))):
        raise click.UsageError(reason.fr)
    lines = read_lines(sys.stdin.buffer, _warn) if question is None else [typed(question)]
    librarian = _librarian(corpus_dir)
    if as_json:
        from bot.chat.record import record

        def show(answer: "Answer") -> None:
            line = record(answer, top=top, all_matches=all_matches, is_explained=explain)
            click.echo(line)
    else:
        from bot.chat.terminal import Cards

        show = Cards(sys.stdout, librarian.corpus, top=top, all_matches=all_matches).show
    answer_lines(librarian, lines, show, is_conversation=conversation, is_explained=explain)


@souffleur.command()
@corpus_option
def chat(corpus_dir: Path | None) -> None:
    """Hold a conversation in the terminal; Ctrl-D leaves. Lines from a pipe work too."""
    from bot.chat.terminal import converse

    converse(_librarian(corpus_dir))


@souffleur.command()
@corpus_option
def run(corpus_dir: Path | None) -> None:
    """Run the Discord bot; DISCORD_TOKEN holds its token."""
    settings = _settings()
    if settings.discord_token is None:
        raise SettingsError(
            "DISCORD_TOKEN is not set; create a bot on https://discord.com/developers/applications "
            "and copy its token (README, Discord step by step)."
        )
    from bot.chat.running import run_bot

    run_bot(settings, _librarian(corpus_dir))


@souffleur.command()
@corpus_option
def check(corpus_dir: Path | None) -> None:
    """Check settings, corpus, token and gateway, and print the invite link."""
    from bot.chat.checking import report

    settings = _settings()
    sys.exit(0 if report(settings, corpus_dir or settings.corpus_dir) else 1)


@souffleur.command()
def health() -> None:
    """Tell how the running bot is: its gateway, heartbeat and articles; exit code 1 when unwell.

    It reads what the bot writes to DATA_DIR; nothing is asked of Discord.
    """
    from bot.chat.markdown import one_line
    from bot.operations.health import look

    is_well, told = look(_settings().data_dir)
    click.echo(one_line(told))
    sys.exit(0 if is_well else 1)


@souffleur.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("-o", "--output", "folder", type=file_type, required=True, metavar="DIR")
@click.option("--force", is_flag=True, help="Let an article take the place of another.")
def import_(sources: tuple[str, ...], folder: Path, force: bool) -> None:
    """Make articles of files (.md, .txt, .html, .pdf) and web pages, as Markdown in DIR.

    Addresses are fetched only when ALLOW_FETCH is set. Exit code 1 when one is refused.
    """
    from bot.articles.collecting import collect
    from bot.articles.progress import Progress

    fetches = _settings().allow_fetch
    with Progress(len(sources), warn=_warn) as progress:
        is_well = collect(sources, folder, fetches=fetches, force=force, done=progress.show)
    sys.exit(0 if is_well else 1)


@souffleur.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=file_type)
@corpus_option
@click.option("--per-article", is_flag=True, help="Ask each article alone, foreign questions too.")
@click.option("--part", type=click.Choice(["kept-out", "fitted"]), help="Ask of these articles.")
@click.option("--among-all", is_flag=True, help="With --part, search all the articles.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Ask N of the questions.")
@click.option("--thesaurus/--no-thesaurus", default=True, help="Use the one of the system or none.")
@click.option("--json", "json_file", type=file_type, metavar="OUT.json", help="Keep the run.")
@click.option("--plot", "plot_file", type=file_type, metavar="FILE.png", help="Draw the curve.")
@click.option("--failures", default=0, type=click.IntRange(0), metavar="N", help="List N misses.")
@click.option(
    "--compare",
    "baseline_file",
    type=file_type,
    metavar="BASELINE.json",
    help="Tell what got better and worse since a run that --json kept.",
)
@click.option(
    "--taught",
    "taught_file",
    type=file_type,
    metavar="EXPORT.json",
    help="Ask with what a server was taught too; `souffleur data export` writes it.",
)
@click.option(
    "--floors",
    "floors_file",
    type=file_type,
    metavar="FLOORS.json",
    help="Name each figure below its floor, and exit with 1.",
)
def evaluate(
    thesaurus: bool,
    corpus_dir: Path | None,
    **options: Any,  # noqa: ANN401 - the other fields of Plan, as their options made them
) -> None:
    """Ask the questions of each FILE and measure the answers.

    A FILE is SQuAD-form JSON (v1.1 or v2.0), which brings its articles along, or a question file
    (.yaml) about an article of the corpus.
    """
    from bot.measuring.evaluation import Plan
    from bot.measuring.evaluation import evaluate as carry_out
    from bot.retrieval.thesaurus import Thesaurus

    known = Thesaurus.installed() if thesaurus else None
    plan = Plan(corpus_dir=corpus_dir or _settings().corpus_dir, thesaurus=known, **options)
    sys.exit(0 if carry_out(plan) else 1)


@souffleur.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Where the weights are written, as JSON; bot/retrieval/weights.json is what is shipped.",
)
def train(file: Path, output: Path) -> None:
    """Fit the weights of the ranking to the questions of FILE, SQuAD-form JSON.

    One article in three is kept out, by its title: `evaluate --part kept-out` measures on those.
    """
    from bot.measuring.training import train_from
    from bot.retrieval.thesaurus import Thesaurus

    train_from(file, output, Thesaurus.installed())


@souffleur.group()
def data() -> None:
    """Export or erase what the memory keeps of a server; the bot may run meanwhile."""


@data.command("export")
@guild_option
@click.option("-o", "--output", type=file_type, metavar="FILE", help="Write the JSON there.")
def export_data(guild_id: int, output: Path | None) -> None:
    """Print all that is kept of a server as JSON."""
    from bot.memory.by_hand import exported

    text = exported(_settings().memory_url, guild_id)
    if output is None:
        click.echo(text)
    else:
        # It holds what people asked.
        output.touch(mode=0o600)
        output.write_text(f"{text}\n", encoding="utf-8")


@data.command("erase")
@guild_option
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase_data(guild_id: int, yes: bool) -> None:
    """Erase all that is kept of a server: settings, questions, lessons and articles."""
    from bot.memory.by_hand import erased

    if not yes:
        click.confirm(f"Erase all that is kept of the server {guild_id}?", abort=True)
    click.echo(f"Erased: {erased(_settings().memory_url, guild_id)}")


def main() -> None:
    """Run the command line; an error that the user can mend is one line and exit code 2."""
    _prepare_streams()
    try:
        souffleur()
    except BotError as error:
        _warn(f"Error: {error}")
        sys.exit(USAGE_ERROR)
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        # At its end Python flushes what could not be written, and would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _warn(f"Error: the output cannot be written: {error.strerror}.")
        sys.exit(USAGE_ERROR)


def _prepare_streams() -> None:
    """Make the three streams usable, whatever the program was started with."""
    # Python has None for a stream that was closed before the start.
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdout, sys.stderr):
        # The JSON is UTF-8 whatever the locale says; what is no character at all becomes « ? ».
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _nothing(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def _warn(text: str) -> None:
    """Tell the person at the terminal, in one line; names of files may hold anything."""
    from bot.chat.lines import shown

    click.echo(shown(text), err=True)


def _settings() -> Settings:
    return Settings.from_environment(os.environ, env_file=Path(".env"))


def _librarian(corpus_dir: Path | None) -> "Librarian":
    from bot.articles.folder import read_corpus
    from bot.retrieval.librarian import Librarian
    from bot.retrieval.thesaurus import Thesaurus

    corpus = read_corpus(corpus_dir or _settings().corpus_dir)
    for skipped in corpus.skipped:
        _warn(f"Skipped: {skipped.path}: {skipped.reason}.")
    return Librarian(corpus, thesaurus=Thesaurus.installed())


if __name__ == "__main__":
    main()
