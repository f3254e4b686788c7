"""Keep what is made of the lexicon before the first start: `python -m bot.retrieval.compiling`.

For whoever installs the program where it may not write later, and so that no start is a slow one.
"""

import importlib
import pkgutil

from bot import retrieval
from bot.retrieval import lexicon
from bot.retrieval.tables import Kept


def main() -> None:
    """Make and keep every table; raises OSError where that cannot be written."""
    for package in (retrieval, lexicon):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for table in vars(importlib.import_module(module.name)).values():
                if isinstance(table, Kept) and table.is_of(module.name):
                    table.keep()


if __name__ == "__main__":
    main()
