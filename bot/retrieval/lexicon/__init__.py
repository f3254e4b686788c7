"""Words that go together in French, as data files that a user can extend; see their first lines."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from bot.retrieval.words import fold_french

# The files of groups of words.
GROUPS = ("families.txt", "synonyms.txt", "associations.txt")


def text_of(name: str) -> str:
    """Return the text of a data file of this folder."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def entries_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the folded words and expressions of each line of a file of groups, in order.

    A colon, which sets what is asked apart from what is found, counts as a space.
    """
    lines = fold_french(text_of(name)).splitlines()
    said = (line.partition("#")[0].replace(":", " ").split() for line in lines)
    return tuple(tuple(words) for words in said if words)


@cache
def written_words() -> dict[str, str]:
    """Return the single words of the files of groups as written, by folded form."""
    written: dict[str, str] = {}
    for name in GROUPS:
        for line in text_of(name).splitlines():
            said = line.partition("#")[0].replace(":", " ")
            # Folded line by line, which is far faster than word by word.
            for folded, word in zip(fold_french(said).split(), said.split(), strict=False):
                if word.isalpha():
                    written.setdefault(folded, word)
    return written


def yaml_of(name: str) -> Any:  # noqa: ANN401 - what it holds is the reader's to say
    """Return what a YAML file of this folder holds."""
    # The C loader reads the same, ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text_of(name), Loader=loader)  # noqa: S506
