"""The front matter of an article: the YAML between its two `---` lines.

The one file of this room that knows YAML.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import yaml

from bot.articles.plain import one_line
from bot.errors import CorpusError
from bot.web_address import web_address

MAX_CHARACTERS = 20_000


def _line(value: object) -> str:
    if not isinstance(value, str):
        # A list may hold itself many times over: written out, it would fill the memory.
        raise ValueError("it is not text")
    return one_line(value)


def _day(value: object) -> date:
    """Read an ISO day, alone or before an hour."""
    if isinstance(value, date):
        return value
    written = value if isinstance(value, str) else ""
    try:
        return date.fromisoformat(re.split("[T ]", written, maxsplit=1)[0])
    except ValueError:
        raise ValueError("it is not a day written as 2025-06-26") from None


class _PlainLoader(yaml.SafeLoader):
    """A safe loader that leaves words as they are written: `no` is Norwegian, not false.

    Nor does it know `<<`, whose merges can grow without bound.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        first: [(tag, form) for tag, form in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between the two `---` lines; unknown keys are left to other programs."""

    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: date | None = None
    lang: str = "fr"
    url: str | None = None


READ: Mapping[str, Callable[[object], object]] = {
    "title": _line,
    "site": _line,
    "author": _line,
    "published": _day,
    "lang": _line,
    "url": web_address,
}
"""What reads each field, and raises ValueError with what is wrong."""


def is_address(url: str) -> bool:
    """Tell whether `url` can stand in a front matter."""
    try:
        web_address(url)
    except ValueError:
        return False
    return True


def read_front_matter(content: str) -> FrontMatter:
    """Return what `content` says of its article; raises CorpusError when it is broken."""
    if len(content) > MAX_CHARACTERS:
        raise CorpusError(f"its front matter is longer than {MAX_CHARACTERS:,} characters")
    try:
        fields = yaml.load(content, Loader=_PlainLoader)  # noqa: S506 (a safe loader's child)
    except yaml.MarkedYAMLError as error:
        # The first line of the file is the one that opens the front matter.
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise CorpusError(f"its front matter is not YAML: line {line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise CorpusError(f"its front matter is not YAML: {reason}") from error
    if fields is not None and not isinstance(fields, dict):
        raise CorpusError("its front matter is not a list of `name: value` lines")
    return _read(fields or {})


def _read(said: Mapping[Any, Any]) -> FrontMatter:
    known: dict[str, Any] = {}
    for name, read in READ.items():
        value = said.get(name)
        if value not in (None, ""):
            try:
                known[name] = read(value)
            except ValueError as error:
                raise CorpusError(f"`{name}` in its front matter: {error}") from error
    return FrontMatter(**known)
