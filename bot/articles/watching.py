"""A folder of articles is watched: each change gives a whole new corpus.

The one file that knows watchfiles. Where the system tells of no changes, as on network drives,
WATCHFILES_FORCE_POLLING, which watchfiles itself reads, has it look instead.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, awatch

from bot.articles.article import Corpus
from bot.articles.shelf import Shelf

# Kubernetes hangs all files of a folder on this link, and swaps it.
SWAPPED_LINK = "..data"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a watch is.

    `quiet_seconds` without a change end a change, `longest_seconds` at the latest; each
    `look_seconds` it is seen whether the folder is still the same.
    """

    quiet_seconds: float = 0.4
    longest_seconds: float = 5.0
    look_seconds: float = 10.0


async def changes_of(shelf: Shelf, pace: Pace | None = None) -> AsyncGenerator[Corpus, None]:
    """Yield each corpus that differs from the last one that `shelf` read, without end.

    It is read in a thread. Who calls `shelf.read` beside it takes what that returns: it is not
    yielded again.
    """
    pace = pace or Pace()
    corpus = await asyncio.to_thread(shelf.read)
    while True:
        async with aclosing(_noticed(shelf.folder, pace)) as noticed:
            async for _ in noticed:
                before, corpus = corpus, await asyncio.to_thread(shelf.read)
                if corpus.passages is not before.passages:
                    yield corpus
        await asyncio.sleep(pace.look_seconds)


async def _noticed(folder: Path, pace: Pace) -> AsyncGenerator[None, None]:
    """Yield whenever the folder may have changed; end when it is another one, or none."""
    root, identity = await asyncio.to_thread(_identified, folder)
    # Also what changed before the watch began.
    yield
    if identity is None:
        return
    watch = awatch(
        root,
        watch_filter=lambda change, path: matters(change, Path(path), root),
        step=round(pace.quiet_seconds * 1000),
        debounce=round(pace.longest_seconds * 1000),
        rust_timeout=round(pace.look_seconds * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    try:
        async with aclosing(watch) as found:
            async for changed in found:
                if changed:
                    yield
                if await asyncio.to_thread(_identified, folder) != (root, identity):
                    return
    # RuntimeError: too many folders are watched on this machine; the next look comes all the same.
    except (OSError, RuntimeError) as error:
        _log.warning("%s cannot be watched, it is looked at now and then: %s", folder, error)


def _identified(folder: Path) -> tuple[Path, tuple[int, int] | None]:
    """Return where a folder is, and which one it is: a link or a swap may give another."""
    try:
        root = folder.resolve()
        seen = root.stat()
    except (OSError, RuntimeError):
        return folder, None
    return root, (seen.st_dev, seen.st_ino)


def matters(change: Change, path: Path, root: Path) -> bool:
    """Tell whether a change below `root` may change an article: editors write much beside."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return True
    if SWAPPED_LINK in parts:
        return True
    if any(part.startswith(".") for part in parts):
        return False
    if path.suffix.lower() == ".md":
        return True
    # A folder comes or goes with all that is in it; of one that is gone only its name is left.
    is_gone = change is Change.deleted and not path.suffix
    return not parts or is_gone or path.is_dir()
