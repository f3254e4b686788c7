"""The front matter of an article: the YAML between its two `---` lines.

The one file of this room that knows YAML.
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, HttpUrl, ValidationError

from bot.articles.plain import one_line
from bot.errors import CorpusError

MAX_CHARACTERS = 20_000


def _day(value: object) -> object:
    """Read an ISO day, alone or before an hour; pydantic would take 2024 for a count of seconds."""
    if isinstance(value, date):
        return value
    # A list may hold itself many times over: written out, it would fill the memory.
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


OneLine = Annotated[str, AfterValidator(one_line)]


class FrontMatter(BaseModel):
    """The YAML between the two `---` lines; unknown keys are left to other programs."""

    title: OneLine | None = None
    site: OneLine | None = None
    author: OneLine | None = None
    published: Annotated[date | None, BeforeValidator(_day)] = None
    lang: OneLine = "fr"
    url: HttpUrl | None = None


def is_address(url: str) -> bool:
    """Tell whether `url` can stand in a front matter."""
    try:
        FrontMatter.model_validate({"url": url})
    except ValidationError:
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
    return _validated(fields or {})


def _validated(fields: dict[Any, Any]) -> FrontMatter:
    named = {key: value for key, value in fields.items() if value not in (None, "")}
    try:
        return FrontMatter.model_validate(named)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        reason = first["msg"].removeprefix("Value error, ")
        raise CorpusError(f"`{first['loc'][0]}` in its front matter: {reason}") from error
