"""A librarian for each server, made when it is asked and dropped when it is not."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from bot.articles.article import Corpus
from bot.retrieval.librarian import Librarian
from bot.retrieval.reading import Readings
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights

# docs/memory.md, Many servers, says what a passage takes: these are some 100 MB, for which the
# limit of compose.yaml has room.
MOST_PASSAGES = 3_000
OLDEST_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class Holdings:
    """What one server sees: its articles, and what it was taught about them."""

    corpus: Corpus
    taught: tuple[Taught, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    version: Hashable
    librarian: Librarian
    used_at: float

    @property
    def passages(self) -> int:
        return len(self.librarian.corpus.passages)


class Stacks:
    """Librarians by key, such as a server's id. Synchronous, and safe in threads.

    A librarian knows the holdings that it was made of, and nothing of other keys'; what is the same
    for all of them (weights, thesaurus, what was read of a passage) is there once. Those that were
    not asked for `oldest_seconds` are dropped; and, where all of them hold more than
    `most_passages`, those that were not asked for longest, but never the one that is asked.
    """

    def __init__(
        self,
        *,
        thesaurus: Thesaurus | None = None,
        readings: Readings | None = None,
        most_passages: int = MOST_PASSAGES,
        oldest_seconds: float = OLDEST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._weights = Weights.shipped()
        self._thesaurus = thesaurus
        self._readings = Readings() if readings is None else readings
        self._most_passages = most_passages
        self._oldest_seconds = oldest_seconds
        self._clock = clock
        # The least recently asked first. The lock is never held while a librarian is made.
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._passages = 0
        self._turns: dict[Hashable, threading.Lock] = {}

    def librarian(
        self, key: Hashable, version: Hashable, holdings: Callable[[], Holdings]
    ) -> Librarian:
        """Return the librarian of `key`, made here and now of `holdings()` where there is none.

        So it is, too, where the one that is there was made of another `version`. Who asks for a
        key meanwhile waits. What `holdings` raises is raised, and what was there stays.
        """
        with self._turn(key):
            held = self._held.get(key)
            if held is None or held.version != version:
                librarian = self.made_of(holdings())
            else:
                librarian = held.librarian
            self._keep(key, _Held(version, librarian, self._clock()))
            return librarian

    def held(self, key: Hashable, version: Hashable) -> Librarian | None:
        """Return the librarian of `key` if it is there, made of that version; never waits long."""
        with self._lock:
            held = self._held.get(key)
            if held is None or held.version != version:
                return None
            self._held[key] = replace(held, used_at=self._clock())
            self._held.move_to_end(key)
            return held.librarian

    def made_of(self, holdings: Holdings) -> Librarian:
        """Return a librarian that is not kept here, and shares with the others all the same."""
        return Librarian(
            holdings.corpus,
            weights=self._weights,
            thesaurus=self._thesaurus,
            taught=holdings.taught,
            readings=self._readings,
        )

    def drop(self, key: Hashable) -> None:
        """Forget the librarian of a key: its server is gone."""
        with self._lock:
            self._forget(key)

    def drop_all(self) -> None:
        """Forget all of them: what they share has another edition."""
        with self._lock:
            self._held.clear()
            self._passages = 0

    def drop_old(self) -> None:
        """Drop what nobody asked for long; asking does so, too."""
        with self._lock:
            self._forget_old()

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """The keys whose librarians are there, the least recently asked first."""
        with self._lock:
            return tuple(self._held)

    @property
    def passages(self) -> int:
        """How many passages all of them hold, those that several hold counted for each."""
        return self._passages

    def _turn(self, key: Hashable) -> threading.Lock:
        with self._lock:
            return self._turns.setdefault(key, threading.Lock())

    def _keep(self, key: Hashable, held: _Held) -> None:
        with self._lock:
            self._forget(key)
            self._held[key] = held
            self._passages += held.passages
            self._forget_old()
            while self._passages > self._most_passages and len(self._held) > 1:
                self._forget(next(iter(self._held)))

    def _forget_old(self) -> None:
        before = self._clock() - self._oldest_seconds
        while self._held and next(iter(self._held.values())).used_at < before:
            self._forget(next(iter(self._held)))

    def _forget(self, key: Hashable) -> None:
        if (held := self._held.pop(key, None)) is not None:
            self._passages -= held.passages
