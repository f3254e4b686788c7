"""`run`, `check` and `health`: the bot in Discord."""

import sys
from pathlib import Path

import click

from bot.command_line.wiring import corpus_option, read_settings, store_of, tell_skipped
from bot.errors import SettingsError


@click.command()
@corpus_option
def run(corpus_dir: Path | None) -> None:
    """Run the Discord bot; DISCORD_TOKEN holds its token."""
    settings = read_settings()
    if settings.discord_token is None:
        raise SettingsError(
            "DISCORD_TOKEN is not set; create a bot on https://discord.com/developers/applications "
            "and copy its token (README, Discord step by step)."
        )
    from bot.articles.shelf import Shelf
    from bot.chat.running import run_bot
    from bot.command_line.progress import Reading
    from bot.retrieval.indexed import Indexing
    from bot.retrieval.stacks import Stacks
    from bot.retrieval.thesaurus import Thesaurus

    folder = corpus_dir or settings.corpus_dir
    store = store_of(settings, folder)
    with Reading() as reading:
        shelf = Shelf(folder, store, reading.articles)
        tell_skipped(shelf.read())
        indexing = Indexing(store=store, told=reading.passages)
        run_bot(settings, shelf, Stacks(thesaurus=Thesaurus.installed(), indexing=indexing))


@click.command()
@corpus_option
def check(corpus_dir: Path | None) -> None:
    """Check settings, corpus, token and gateway, and print the invite link."""
    from bot.articles.shelf import Shelf
    from bot.chat.checking import report
    from bot.command_line.progress import Reading

    settings = read_settings()
    folder = corpus_dir or settings.corpus_dir
    with Reading() as reading:
        shelf = Shelf(folder, store_of(settings, folder), reading.articles)
        sys.exit(0 if report(settings, shelf) else 1)


@click.command()
def health() -> None:
    """Tell how the running bot is: its gateway, heartbeat and articles; exit code 1 when unwell.

    It reads what the bot writes to DATA_DIR; nothing is asked of Discord.
    """
    from bot.chat.markdown import one_line
    from bot.operations.health import look

    is_well, told = look(read_settings().data_dir)
    click.echo(one_line(told))
    sys.exit(0 if is_well else 1)
