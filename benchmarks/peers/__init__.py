"""Those whose times are compared: each a small file that wraps one library.

The names are those of the table, in its order.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus


# A question's words, of which a peer gives its best ten however it likes.
Ask = Callable[[Sequence[str]], object]
COUNT = 10

PEERS = {
    "souffleur": "souffleur",
    "rank_bm25": "okapi",
    "bm25s numpy": "bm25s_numpy",
    "bm25s numba": "bm25s_numba",
    "tantivy": "tantivy_index",
    "SQLite FTS5": "fts5",
    "Lucene": "lucene",
    "Xapian": "xapian_index",
}
# Above so many passages a peer is not measured: minutes, and gigabytes.
MOST = {"rank_bm25": 100_000}


class Peer(Protocol):
    """A library that indexes passages, and opens its index in another process."""

    def ready(self, corpus: "Corpus") -> object:
        """Return the passages in the form that the library takes; not counted."""

    def build(self, passages: object, folder: Path) -> None:
        """Index what `ready` returned and keep the index in a folder."""

    def open(self, folder: Path) -> Ask:
        """Open an index that was kept; `folder` holds the corpus's vocabulary too."""


def peer_of(name: str) -> Peer:
    """Return a peer by its name in the table. Raises ImportError when it is not installed."""
    peer: Peer = import_module(f"benchmarks.peers.{PEERS[name]}").PEER
    return peer
