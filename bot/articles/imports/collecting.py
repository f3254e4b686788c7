"""Files and web pages are imported into a folder: `souffleur import`."""

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.articles.imports.apart import Apart
from bot.articles.imports.fetching import fetch
from bot.articles.imports.importing import MAX_SOURCE_BYTES, Imported, imported, name_in
from bot.articles.imports.refusing import FetchRefused, ImportRefused, Refusal
from bot.errors import BotError

FETCHING_IS_OFF = "pages are not fetched unless ALLOW_FETCH=true; see README, Add an article"


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one file or address: a sentence for the terminal."""

    source: str
    told: str
    is_refused: bool = False


def collect(
    sources: Sequence[str],
    folder: Path,
    *,
    fetches: bool,
    force: bool,
    done: Callable[[Collected], None],
) -> bool:
    """Import each source into `folder`, and tell `done` of each; return whether all went well.

    Raises ImportRefused when the folder cannot be made. One source that is refused leaves the
    others alone; `force` lets an article take the place of another.
    """
    _made(folder)
    taken: dict[str, str] = {}
    is_well = True
    with Apart() as reader:
        for source in sources:
            try:
                found = _imported(source, fetches=fetches, reader=reader)
                _check_name(found.name, taken)
                done(Collected(source, _kept(found, folder, force=force)))
                taken[found.name] = source
            except BotError as error:
                is_well = False
                done(Collected(source, str(error), is_refused=True))
    return is_well


def _check_name(name: str, taken: dict[str, str]) -> None:
    if name in taken:
        raise ImportRefused(Refusal.NO_ARTICLE, f"{name}.md was just written from {taken[name]}")


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise ImportRefused(
            Refusal.NO_ARTICLE, f"The folder {folder} cannot be made: {_reason(error)}."
        ) from error


def _imported(source: str, *, fetches: bool, reader: Apart) -> Imported:
    if not source.lower().startswith(("http://", "https://")):
        return imported(_content(Path(source)), name=Path(source).name, read_page=reader.read)
    if not fetches:
        raise FetchRefused(Refusal.FETCHING_IS_OFF, FETCHING_IS_OFF)
    page = asyncio.run(fetch(source))
    return imported(
        page.content,
        name=name_in(page.url),
        media_type=page.media_type,
        url=page.url,
        read_page=reader.read,
    )


def _content(path: Path) -> bytes:
    """Return what a file holds, of an endless one no more than tells that it is too large."""
    try:
        if not path.is_file():
            is_there = path.exists()
            reason = "it is no regular file" if is_there else "there is no such file"
            raise ImportRefused(Refusal.NO_ARTICLE, reason)
        with path.open("rb") as file:
            return file.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ImportRefused(Refusal.DAMAGED, f"it cannot be read: {_reason(error)}") from error


def _kept(found: Imported, folder: Path, *, force: bool) -> str:
    """Write the article whole; one that is there is only replaced when that is asked for."""
    path = folder / f"{found.name}.md"
    content = found.markdown.encode()
    try:
        is_there = path.exists() or path.is_symlink()
        if is_there and path.is_file() and path.read_bytes() == content:
            return f"unchanged: {path}"
        if is_there and not (force and path.is_file()):
            raise ImportRefused(
                Refusal.NO_ARTICLE, f"{path} holds another article; --force replaces it"
            )
        _write(path, content)
    except (OSError, ValueError) as error:
        raise ImportRefused(
            Refusal.NO_ARTICLE, f"{path} cannot be written: {_reason(error)}"
        ) from error
    return f"{'replaced' if is_there else 'written'}: {path} ({_count(len(found.passages))})"


def _write(path: Path, content: bytes) -> None:
    # A name that begins with a dot is not looked at by a bot that watches the folder.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _count(passages: int) -> str:
    return f"{passages} passage{'' if passages == 1 else 's'}"


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
