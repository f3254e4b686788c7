"""Words that go together in French, as data files that a user can extend; see their first lines."""

from importlib import resources
from typing import Any

import yaml


def text_of(name: str) -> str:
    """Return the text of a data file of this folder."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def yaml_of(name: str) -> Any:  # noqa: ANN401 - what it holds is the reader's to say
    """Return what a YAML file of this folder holds."""
    # The C loader reads the same, ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text_of(name), Loader=loader)  # noqa: S506
