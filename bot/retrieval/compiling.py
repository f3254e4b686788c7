"""Keep what is made of the lexicon before the first start: `python -m bot.retrieval.compiling`."""

import importlib
import pkgutil
from collections.abc import Iterator

from bot import retrieval
from bot.retrieval.tables import Kept, sources


def main() -> None:
    """Make and keep every table; raises OSError where that cannot be written."""
    # Before the code is loaded: what changes meanwhile is kept under a digest that nobody asks for.
    sources()
    for table in tables():
        table.keep()


def tables() -> Iterator[Kept[object]]:
    """Yield all tables that are made of the lexicon."""
    for module in pkgutil.iter_modules(retrieval.__path__, f"{retrieval.__name__}."):
        for table in vars(importlib.import_module(module.name)).values():
            if isinstance(table, Kept) and table.is_of(module.name):
                yield table


if __name__ == "__main__":
    main()
