"""What every command begins with: the settings, the articles, and a word to the person."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.articles.article import Corpus
    from bot.retrieval.librarian import Librarian

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
    from bot.articles.folder import read_corpus
    from bot.retrieval.librarian import Librarian
    from bot.retrieval.thesaurus import Thesaurus

    corpus = read_corpus(corpus_dir or read_settings().corpus_dir)
    tell_skipped(corpus)
    return Librarian(corpus, thesaurus=Thesaurus.installed())


def tell_skipped(corpus: "Corpus") -> None:
    """Tell the person which files cannot be served, and why."""
    for skipped in corpus.skipped:
        warn(f"Skipped: {skipped.path}: {skipped.reason}.")


def warn(text: str) -> None:
    """Tell the person at the terminal, in one line; names of files may hold anything."""
    from bot.chat.lines import shown

    click.echo(shown(text), err=True)
