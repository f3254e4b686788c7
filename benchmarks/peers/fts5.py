"""SQLite's FTS5, from Python's own library. Its bm25() has k1 = 1.2 and a floor for the idf."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import COUNT, Ask

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus

BEST = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"


class Fts5:
    """A table without contents, of one column."""

    def ready(self, corpus: "Corpus") -> list[str]:
        return list(corpus.lines())

    def build(self, passages: list[str], folder: Path) -> None:
        database = sqlite3.connect(folder / "fts5.sqlite")
        with database:
            database.execute(
                "CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='ascii')"
            )
            rows = enumerate(passages, 1)
            database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", rows)
            database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        database.close()

    def open(self, folder: Path) -> Ask:
        database = sqlite3.connect(folder / "fts5.sqlite")

        def ask(words: Sequence[str]) -> object:
            # In quotation marks nothing is an operator.
            query = " OR ".join(f'"{word}"' for word in words)
            return database.execute(BEST, (query, COUNT)).fetchall()

        return ask


PEER = Fts5()
