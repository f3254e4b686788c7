"""Files given on the command line: what is wrong with one is said in a line."""

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import BotError

MAX_QUOTED_CHARACTERS = 80

Shape = TypeVar("Shape")


def text_of(path: Path) -> str:
    """Return the text of a file; raises BotError when it cannot be read or holds nothing."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BotError(f"{path} is not UTF-8 text (byte {error.start}).") from error
    if not text.strip():
        raise BotError(f"{path} is empty.")
    return text


def json_of(path: Path, shape: type[Shape], what: str) -> Shape:
    """Return the JSON of a file in that shape; raises BotError saying it is no `what`."""
    try:
        return TypeAdapter(shape).validate_json(text_of(path))
    except ValidationError as error:
        raise BotError(f"{path} is not {what}: {fault(error)}.") from error


def fault(error: ValidationError) -> str:
    """Say the first fault that pydantic found, and where, without what the file holds."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    return one_line(f"{place}: {reason}" if place else reason, limit=200)


def write_text(path: Path, text: str) -> None:
    """Write a file; raises BotError when that fails."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}.") from error


def require_folder(path: Path | None) -> None:
    """Raise BotError when the file that is to be written has no folder to stand in.

    Asked before the questions are, so that a long run is not lost.
    """
    if path is not None and (path.is_dir() or not path.parent.is_dir()):
        fault = "it is a folder" if path.is_dir() else "its folder does not exist"
        raise BotError(f"{path} cannot be written: {fault}.")


def one_line(text: object, *, limit: int = MAX_QUOTED_CHARACTERS) -> str:
    """Return a text from a file on one line, without escape sequences and direction marks."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
