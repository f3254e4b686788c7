"""What something was made by: files of code and words, and the versions of libraries."""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path


def made_by(files: Iterable[Path], libraries: Sequence[str]) -> str:
    """Return a digest of files and of the versions of installed libraries."""
    digest = hashlib.sha256(" ".join(versions(libraries)).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def versions(libraries: Sequence[str]) -> list[str]:
    """Return the versions of installed libraries; raises PackageNotFoundError."""
    known = _told_by_names()
    if not known.keys() >= set(libraries):
        from importlib.metadata import version  # noqa: PLC0415 - see below

        return list(map(version, libraries))
    return [known[library] for library in libraries]


def _told_by_names() -> dict[str, str]:
    """Return the libraries that the names of folders tell of, with their versions.

    Python's packaging guide, "Recording installed projects". Reading what is in the folders, as
    importlib.metadata does, takes three times as long, and its own loading longer still.
    """
    found: dict[str, str] = {}
    # What stands first on the path is what is imported.
    for folder in map(Path, reversed(sys.path)):
        for path in folder.glob("*-*.dist-info"):
            project, _, version = path.name.removesuffix(".dist-info").partition("-")
            found[project.lower().replace("_", "-").replace(".", "-")] = version
    return found
