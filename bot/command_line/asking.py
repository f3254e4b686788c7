"""`ask` and `chat`: questions in the terminal."""

import gc
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command_line.wiring import corpus_option, librarian_of, warn

if TYPE_CHECKING:
    from bot.retrieval.answer import Answer

# How many new objects make Python look for those that nobody needs; it is 700, or 2,000, otherwise.
GARBAGE_AT = 100_000


@click.command()
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
    # A start makes many objects, and all of them stay: it would look through them in vain.
    gc.set_threshold(GARBAGE_AT)
    from bot.chat.lines import answer_lines, read_lines, typed, unanswerable

    if question is not None and (reason := unanswerable(typed(question))):
        raise click.UsageError(reason.fr)
    lines = read_lines(sys.stdin.buffer, warn) if question is None else [typed(question)]
    librarian = librarian_of(corpus_dir)
    if as_json:
        from bot.chat.record import record

        def show(answer: "Answer") -> None:
            line = record(answer, top=top, all_matches=all_matches, is_explained=explain)
            click.echo(line)
    else:
        from bot.chat.terminal import Cards

        show = Cards(sys.stdout, librarian.corpus, top=top, all_matches=all_matches).show
    answer = partial(librarian.answer, limit=top, is_explained=explain)
    answer_lines(answer, lines, show, is_conversation=conversation)


@click.command()
@corpus_option
def chat(corpus_dir: Path | None) -> None:
    """Hold a conversation in the terminal; Ctrl-D leaves. Lines from a pipe work too."""
    from bot.chat.terminal import converse

    converse(librarian_of(corpus_dir))
