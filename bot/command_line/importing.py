"""`import`: articles from files and web pages."""

import sys
from pathlib import Path

import click

from bot.command_line.wiring import file_type, read_settings, warn


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("-o", "--output", "folder", type=file_type, required=True, metavar="DIR")
@click.option("--force", is_flag=True, help="Let an article take the place of another.")
def import_(sources: tuple[str, ...], folder: Path, force: bool) -> None:
    """Make articles of files (.md, .txt, .html, .pdf) and web pages, as Markdown in DIR.

    Addresses are fetched only when ALLOW_FETCH is set. Exit code 1 when one is refused.
    """
    from bot.articles.imports.collecting import collect
    from bot.command_line.progress import Progress

    fetches = read_settings().allow_fetch
    with Progress(len(sources), warn=warn) as progress:
        is_well = collect(sources, folder, fetches=fetches, force=force, done=progress.show)
    sys.exit(0 if is_well else 1)
