"""Xapian, the search library in C++. Debian packages its Python side: `python3-xapian`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# Where Debian's package stands; last, so that nothing else is taken from there.
sys.path.append("/usr/lib/python3/dist-packages")

import xapian

from benchmarks.peers import COUNT, Ask

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus


class Xapian:
    """BM25Weight with k1 = 1.5 and b = 0.75."""

    def ready(self, corpus: "Corpus") -> list[list[str]]:
        return list(corpus.passages())

    def build(self, passages: list[list[str]], folder: Path) -> None:
        database = xapian.WritableDatabase(
            str(folder / "xapian"), xapian.DB_CREATE | xapian.DB_BACKEND_GLASS
        )
        for words in passages:
            document = xapian.Document()
            for word in words:
                document.add_term(word)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder: Path) -> Ask:
        database = xapian.Database(str(folder / "xapian"))
        enquire = xapian.Enquire(database)
        enquire.set_weighting_scheme(xapian.BM25Weight(1.5, 0, 1, 0.75, 0))

        def ask(words: Sequence[str]) -> object:
            enquire.set_query(xapian.Query(xapian.Query.OP_OR, list(words)))
            return [(match.docid, match.weight) for match in enquire.get_mset(0, COUNT)]

        return ask


PEER = Xapian()
