"""Words that go together in French, as data files that a user can extend; see their first lines."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from bot.retrieval.tables import Kept
from bot.retrieval.words import fold_french

COMMENT = re.compile("#.*")
# The files of groups of words.
GROUPS = ("families.txt", "synonyms.txt", "associations.txt")


def text_of(name: str) -> str:
    """Return the text of a data file of this folder."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def entries_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the folded words and expressions of each line of a file of groups, in order.

    A colon, which sets what is asked apart from what is found, counts as a space.
    """
    lines = fold_french(_said(name)).splitlines()
    return tuple(tuple(words) for words in map(str.split, lines) if words)


def _said(name: str) -> str:
    return COMMENT.sub("", text_of(name)).replace(":", " ")


@Kept
def written_words() -> dict[str, str]:
    """Return the single words of the files of groups as written, by folded form."""
    written: dict[str, str] = {}
    for name in GROUPS:
        lines = _said(name).splitlines()
        # Folded as a whole, which is far faster than line by line or word by word.
        for line, plain in zip(lines, fold_french("\n".join(lines)).split("\n"), strict=True):
            for folded, word in zip(plain.split(), line.split(), strict=False):
                if word.isalpha():
                    written.setdefault(folded, word)
    return written


def yaml_of(name: str) -> Any:  # noqa: ANN401 - what it holds is the reader's to say
    """Return what a YAML file of this folder holds."""
    # What is made of it is kept: most starts read none.
    import yaml  # noqa: PLC0415

    # The C loader reads the same, ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text_of(name), Loader=loader)  # noqa: S506
