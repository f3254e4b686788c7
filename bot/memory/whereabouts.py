"""Which file is open: SQLite's may be deleted or replaced under a running bot."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

# SQLite's journal, and the index of it that its processes share.
JOURNAL, SHARED = "-wal", "-shm"


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a file keeps when it is renamed, and its name does not when it is replaced."""

    device: int
    inode: int

    @classmethod
    def of(cls, file: Path) -> Self | None:
        try:
            found = file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return cls(found.st_dev, found.st_ino)


class OpenFile:
    """The file that is open, told from the one that is there; None is no file, and always there.

    While it is open no other file can have its identity.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._opened: _Identity | None = None
        self._journal: _Identity | None = None

    def note(self) -> None:
        """Remember that what is there now is what is open."""
        if self._file is not None:
            self._opened = _Identity.of(self._file)

    def is_there(self) -> bool:
        """Tell whether what is open, if anything is, stands where it stood; raises OSError."""
        if self._file is None or self._opened is None:
            return True
        if _Identity.of(self._file) != self._opened:
            return False
        self._journal = _Identity.of(_beside(self._file, JOURNAL))
        return True

    def clear(self) -> None:
        """Take away the journal of the file that was: SQLite would write it into the new one.

        A journal that came with the new file stays.
        """
        if self._file is None or self._journal is None:
            return
        if _Identity.of(_beside(self._file, JOURNAL)) == self._journal:
            remove_beside(self._file)
        self._journal = None


def remove_beside(file: Path) -> None:
    """Remove what SQLite has put beside a file."""
    for name in (JOURNAL, SHARED):
        _beside(file, name).unlink(missing_ok=True)


def _beside(file: Path, name: str) -> Path:
    return file.with_name(f"{file.name}{name}")


def opened_only(file: Path) -> str:
    """Return the URI by which SQLite opens a file to read and write, and makes none."""
    return f"{file.absolute().as_uri()}?mode=rw"
