"""What every command begins with: the settings, the articles, and a word to the person."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.articles.article import Corpus
    from bot.retrieval.librarian import Librarian
    from bot.storage.store import Store

# Enough that no two folders of one machine have one name.
NAME_DIGITS = 12

file_type = click.Path(path_type=Path)

corpus_option = click.option(
    "--corpus",
    "corpus_dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of Markdown articles (default: CORPUS_DIR, or ./corpus).",
)


def read_settings() -> Settings:
    """Return what the environment and .env say; raises SettingsError."""
    return Settings.from_environment(os.environ, env_file=Path(".env"))


def librarian_of(corpus_dir: Path | None) -> "Librarian":
    """Return who answers from a folder, else from CORPUS_DIR; raises CorpusError."""
    from bot.articles.shelf import Shelf
    from bot.command_line.reading import Reading
    from bot.retrieval.indexed import Indexing
    from bot.retrieval.librarian import Librarian
    from bot.retrieval.thesaurus import Thesaurus

    settings = read_settings()
    folder = corpus_dir or settings.corpus_dir
    store = store_of(settings, folder)
    with Reading() as reading:
        corpus = Shelf(folder, store, reading.articles).read()
        indexed = Indexing(store=store, told=reading.passages).of(corpus)
    tell_skipped(corpus)
    return Librarian(corpus, thesaurus=Thesaurus.installed(), indexed=indexed)


def store_of(settings: Settings, folder: Path) -> "Store":
    """Return where the archive of a folder of many articles is kept: below DATA_DIR."""
    from bot.storage.store import Store

    name = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return Store(settings.data_dir / "index" / name[:NAME_DIGITS])


def tell_skipped(corpus: "Corpus") -> None:
    """Tell the person which files cannot be served, and why."""
    for skipped in corpus.skipped:
        warn(f"Skipped: {skipped.path}: {skipped.reason}.")


def warn(text: str) -> None:
    """Tell the person at the terminal, in one line; names of files may hold anything."""
    from bot.chat.lines import shown

    click.echo(shown(text), err=True)
