"""`run`, `check` and `health`: the bot in Discord."""

import sys
from pathlib import Path

import click

from bot.command_line.wiring import corpus_option, read_settings, store_of, tell_skipped
from bot.errors import SettingsError
from bot.settings import Settings

shards_option = click.option(
    "--shards",
    metavar="IDS/COUNT",
    help="Which of Discord's shards, such as 0-3/16 (default: SHARD_IDS, SHARD_COUNT, or all).",
)


@click.command()
@corpus_option
@shards_option
def run(corpus_dir: Path | None, shards: str | None = None) -> None:
    """Run the Discord bot; DISCORD_TOKEN holds its token."""
    settings = _settings_with(shards)
    if settings.discord_token is None:
        raise SettingsError(
            "DISCORD_TOKEN is not set; create a bot on https://discord.com/developers/applications "
            "and copy its token (README, Discord step by step)."
        )
    from bot.articles.shelf import Shelf
    from bot.chat.running import run_bot
    from bot.command_line.reading import Reading
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
@shards_option
def check(corpus_dir: Path | None, shards: str | None) -> None:
    """Check settings, corpus, token and gateway, and print the invite link."""
    from bot.articles.shelf import Shelf
    from bot.chat.checking import report
    from bot.command_line.reading import Reading

    settings = _settings_with(shards)
    folder = corpus_dir or settings.corpus_dir
    with Reading() as reading:
        shelf = Shelf(folder, store_of(settings, folder), reading.articles)
        sys.exit(0 if report(settings, shelf) else 1)


@click.command()
@shards_option
def health(shards: str | None) -> None:
    """Tell how the running bot is: its gateway, heartbeat and articles; exit code 1 when unwell.

    It reads what the bot writes to DATA_DIR; nothing is asked of Discord. Without shards all
    processes are told of that write there.
    """
    from bot.chat.markdown import one_line
    from bot.operations.health import look

    settings = _settings_with(shards)
    is_well, told = look(settings.data_dir, settings.shards)
    click.echo(one_line(told))
    sys.exit(0 if is_well else 1)


def _settings_with(shards: str | None) -> Settings:
    settings = read_settings()
    return settings.with_shards(shards) if shards is not None else settings
