"""bm25s, its scores added up by code that numba compiles at the first question."""

import numba  # noqa: F401 - bm25s takes numpy without a word where there is no numba

from benchmarks.peers.bm25s_numpy import Bm25s

PEER = Bm25s("numba")
