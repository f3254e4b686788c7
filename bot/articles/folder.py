"""A folder of Markdown files as a corpus: what can be read is served, the rest is named."""

import os
import stat
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from bot.articles.article import Article, Corpus, Passage, Skipped
from bot.errors import CorpusError

# A thick novel. Hostile Markdown may take a time that grows with the square of its length.
MAX_ARTICLE_BYTES = 4_000_000
# A file may change twice within the least time that its date tells.
UNSETTLED_SECONDS = 2.0
SUFFIX = ".md"
REMEDY = "add an article as a Markdown file; see README, Add an article"


class Look(NamedTuple):
    """When a file changed, which one it is, and how large: nanoseconds, numbers, bytes.

    All are 0 when that cannot be seen.
    """

    modified: int = 0
    changed: int = 0
    device: int = 0
    inode: int = 0
    size: int = 0

    def is_settled(self, unsettled_seconds: float = UNSETTLED_SECONDS) -> bool:
        """Tell whether another change would be seen: a file may change twice at one time."""
        now = time.time_ns()
        # A date may be in the future: somebody has set it.
        modified = self.modified if self.modified <= now else 0
        latest = max(modified, self.changed if self.changed <= now else 0)
        return latest > 0 and now - latest > unsettled_seconds * 1e9


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from one file; `fault` is why its article is one from before, or None."""

    article: Article
    passages: tuple[Passage, ...]
    fault: str | None = None


ReadFile = Callable[[str, Path, Path], Read]
"""From an article's id, its file and the corpus folder to what the file holds."""

Below = Callable[[Path], Iterable[tuple[str, Path]]]
"""From a folder that cannot be listed to the articles known in it: their ids and files."""


def read_file(article_id: str, path: Path, folder: Path) -> Read:
    """Read one file of `folder`; raises CorpusError with the reason when it cannot be served."""
    # Who opens an archive reads no Markdown: what reads it takes a while to load.
    from bot.articles.markdown import parse  # noqa: PLC0415

    return Read(*parse(_text(path, folder), article_id=article_id))


def read_corpus(
    folder: Path, read: ReadFile = read_file, *, known_below: Below | None = None
) -> Corpus:
    """Read every `.md` file below `folder`, in the order of their ids.

    Files that cannot be served are named in `Corpus.skipped`; those `known_below` a folder that
    cannot be listed are read all the same. Raises CorpusError when the folder is missing, or holds
    nothing that can be served.
    """
    files, unfit = files_of(folder, known_below=known_below)
    found: list[Read] = []
    skipped: list[Skipped] = []
    for article_id, name in files:
        path = Path(name)
        try:
            one = read(article_id, path, folder)
        except CorpusError as error:
            skipped.append(Skipped(shown(path, folder), str(error)))
            continue
        found.append(one)
        if one.fault:
            skipped.append(Skipped(shown(path, folder), one.fault))
    check_any(found, [*skipped, *unfit], folder)
    passages = tuple(passage for each in found for passage in each.passages)
    return Corpus(tuple(each.article for each in found), passages, (*skipped, *unfit))


def files_of(
    folder: Path, *, known_below: Below | None = None
) -> tuple[list[tuple[str, str]], list[Skipped]]:
    """Return the ids and files of the articles of a folder in their order, and what is none.

    Files are told by their names, for there may be tens of thousands: each Path takes its time.
    Raises CorpusError when the folder is missing or cannot be read.
    """
    _check(folder)
    unread: list[OSError] = []
    files = list(_markdown_files(folder, unread))
    if known_below:
        known = (each for error in unread for each in known_below(Path(error.filename)))
        files += [(article_id, str(path)) for article_id, path in known]
    skipped = [
        Skipped(shown(Path(error.filename), folder), f"it cannot be read: {error.strerror}")
        for error in unread
    ]
    fit: dict[str, str] = {}
    for article_id, name in sorted(files):
        # What can be printed is shown as it is.
        if not article_id.isprintable() and (
            (told := shown(Path(name), folder)) != Path(name).relative_to(folder).as_posix()
        ):
            reason = "its name holds bytes that are not UTF-8, or control characters"
            skipped.append(Skipped(told, reason))
        elif article_id in fit:
            reason = "another file has the same name but for its letters' form"
            skipped.append(Skipped(shown(Path(name), folder), reason))
        else:
            fit[article_id] = name
    return list(fit.items()), skipped


def holds_bytes(folder: Path, least: int) -> bool:
    """Tell whether the files of the articles of a folder hold so many bytes together.

    Raises CorpusError when the folder is missing or cannot be read.
    """
    _check(folder)
    sizes = (look_at(path).size for _, path in _markdown_files(folder, []))
    # No further than it takes to tell.
    return any(total >= least for total in accumulate(sizes))


def check_any(found: Sized, skipped: Iterable[Skipped], folder: Path) -> None:
    """Raise CorpusError when nothing was found to be served."""
    if not found:
        named = "".join(f" Skipped: {skip.path}: {skip.reason}." for skip in skipped)
        raise CorpusError(f"No article in {folder}; {REMEDY}.{named}")


def _check(folder: Path) -> None:
    try:
        # Path.is_dir says False, or raises, depending on the fault and on the version of Python.
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except FileNotFoundError:
        raise CorpusError(
            f"The corpus folder {folder} does not exist; create it and {REMEDY}."
        ) from None
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"The corpus folder {folder} cannot be read: {_reason(error)}."
        ) from error
    if not is_folder:
        raise CorpusError(f"{folder} is not a folder; name the folder that holds the articles.")


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def look_at(path: str | Path) -> Look:
    """Return how a file looks from outside."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - see files_of
    except (OSError, ValueError):
        return Look()
    return Look(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_dev, seen.st_ino, seen.st_size)


def shown(path: Path, folder: Path) -> str:
    """Return the path below `folder`, with ? in place of what no line of text can hold."""
    name = path.relative_to(folder).as_posix()
    return "".join("?" if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in name)


def _markdown_files(folder: Path, unread: list[OSError]) -> Iterator[tuple[str, str]]:
    """Yield id and file; hidden files and folders are left out, links to folders are not entered.

    The id is in Unicode NFC, because some file systems give names back in another form. Folders
    that cannot be listed are added to `unread`.
    """
    for parent, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        here = Path(parent)
        below = "" if here == folder else f"{here.relative_to(folder).as_posix()}/"
        for name in files:
            if name.lower().endswith(SUFFIX) and not name.startswith("."):
                yield _id_of(f"{below}{name[: -len(SUFFIX)]}"), f"{here}{os.sep}{name}"
        yield from ((_id_of(f"{below}{name}"), f"{here}{os.sep}{name}") for name in linked)


def article_id_of(path: Path, folder: Path) -> str:
    """Return the id of the article that a file of `folder` holds."""
    return _id_of(path.relative_to(folder).with_suffix("").as_posix())


def _id_of(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _text(path: Path, folder: Path) -> str:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CorpusError("it is a link that leads out of the corpus folder")
        if path.is_dir():
            raise CorpusError("it is a link to a folder; links to folders are not followed")
        if not path.exists():
            raise CorpusError("it is a link that leads nowhere")
        if not path.is_file():
            raise CorpusError("it is not a regular file")
        with path.open("rb") as file:
            content = file.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, RuntimeError) as error:
        raise CorpusError(f"it cannot be read: {_reason(error)}") from error
    if len(content) > MAX_ARTICLE_BYTES:
        raise CorpusError(f"it is larger than {MAX_ARTICLE_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"it is not UTF-8 (byte {error.start})") from error
    if not text.strip():
        raise CorpusError("it is empty")
    return text
