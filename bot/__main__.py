"""The command line: one group of commands, and what becomes of their errors."""

import errno
import os
import sys
from pathlib import Path
from typing import TextIO, cast

import click

from bot import __version__
from bot.command_line.asking import ask, chat
from bot.command_line.importing import import_
from bot.command_line.measuring import evaluate, train
from bot.command_line.remembering import data
from bot.command_line.serving import check, health, run
from bot.command_line.wiring import read_settings, warn
from bot.errors import BotError

USAGE_ERROR = 2
# A full disk, a terminal or a pipe that is gone: all that writing to an open stream may meet.
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE, errno.EBADF)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="souffleur")
@click.pass_context
def souffleur(context: click.Context) -> None:
    """Answer questions about articles by quoting them: in Discord, or in the terminal.

    Without a command: the Discord bot when DISCORD_TOKEN is set, else a conversation here.
    """
    if context.invoked_subcommand is not None:
        return
    if read_settings().discord_token is not None:
        click.echo("DISCORD_TOKEN is set: starting the Discord bot.", err=True)
        context.invoke(run)
    else:
        click.echo("DISCORD_TOKEN is not set: a conversation in this terminal.", err=True)
        context.invoke(chat)


for command in (ask, chat, run, check, health, import_, evaluate, train, data):
    souffleur.add_command(command)


def main() -> None:
    """Run the command line; an error that the user can mend is one line and exit code 2."""
    _prepare_streams()
    try:
        souffleur()
    except BotError as error:
        warn(f"Error: {error}")
        sys.exit(USAGE_ERROR)
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        # At its end Python flushes what could not be written, and would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        warn(f"Error: the output cannot be written: {error.strerror}.")
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


if __name__ == "__main__":
    main()
