"""A folder of Markdown files as a corpus: what can be read is served, the rest is named."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bot.articles.article import Article, Corpus, Passage, Skipped
from bot.articles.markdown import parse
from bot.errors import CorpusError

MAX_ARTICLE_BYTES = 5_000_000
REMEDY = "add an article as a Markdown file; see README, Add an article"


def read_corpus(folder: Path) -> Corpus:
    """Read every `.md` file below `folder`, in the order of their ids.

    Files that cannot be served are named in `Corpus.skipped`. Raises CorpusError when the folder
    is missing, or holds nothing that can be served.
    """
    if not folder.is_dir():
        raise CorpusError(f"The corpus folder {folder} does not exist; create it and {REMEDY}.")
    articles: list[Article] = []
    passages: list[Passage] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for article_id, path in sorted(_markdown_files(folder)):
        name = path.relative_to(folder).as_posix()
        try:
            if article_id in seen:
                raise CorpusError("another file has the same name but for its letters' form")
            article, own = parse(_text(path, folder), article_id=article_id)
        except CorpusError as error:
            skipped.append(Skipped(name, str(error)))
            continue
        seen.add(article_id)
        articles.append(article)
        passages.extend(own)
    if not articles:
        named = "".join(f" Skipped: {skip.path}: {skip.reason}." for skip in skipped)
        raise CorpusError(f"No article in {folder}; {REMEDY}.{named}")
    return Corpus(tuple(articles), tuple(passages), tuple(skipped))


def _markdown_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield id and path; hidden files and folders are left out, links to folders are not entered.

    The id is in Unicode NFC, because some file systems give names back in another form.
    """
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*files, *linked]:
            path = Path(parent, name)
            if name.startswith(".") or (path.suffix.lower() != ".md" and name not in linked):
                continue
            relative = path.relative_to(folder)
            if name not in linked:
                relative = relative.with_suffix("")
            yield unicodedata.normalize("NFC", relative.as_posix()), path


def _text(path: Path, folder: Path) -> str:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CorpusError("it is a link that leads out of the corpus folder")
        if path.is_dir():
            raise CorpusError("it is a link to a folder; links to folders are not followed")
        if not path.is_file():
            raise CorpusError("it is not a regular file")
        with path.open("rb") as file:
            content = file.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CorpusError(f"it cannot be read: {reason}") from error
    if len(content) > MAX_ARTICLE_BYTES:
        raise CorpusError(f"it is larger than {MAX_ARTICLE_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"it is not UTF-8 (byte {error.start})") from error
    if not text.strip():
        raise CorpusError("it is empty")
    return text
