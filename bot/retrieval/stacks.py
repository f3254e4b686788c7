"""A librarian for each server, made when it is asked and dropped when it is not."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from weakref import WeakSet, WeakValueDictionary

from bot.articles.article import Corpus
from bot.retrieval.indexed import Indexing
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights

# docs/memory.md, Many servers, says what a passage takes: these are some 60 MB, for which the
# limit of compose.yaml has room.
MOST_PASSAGES = 10_000
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


class _Turn:
    """One at a time for a key; gone with the last one who waits."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


class Stacks:
    """Librarians by key, such as a server's id. Synchronous, and safe in threads.

    A librarian knows the holdings that it was made of, and nothing of other keys'; what is the same
    for all of them (weights, thesaurus) is there once. Those that were
    not asked for `oldest_seconds` are dropped; and, where all of them hold more than
    `most_passages`, those that were not asked for longest, but never the one that is asked.
    """

    def __init__(
        self,
        *,
        thesaurus: Thesaurus | None = None,
        indexing: Indexing | None = None,
        most_passages: int = MOST_PASSAGES,
        oldest_seconds: float = OLDEST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._weights = Weights.shipped()
        self._thesaurus = thesaurus
        self._indexing = Indexing() if indexing is None else indexing
        self._most_passages = most_passages
        self._oldest_seconds = oldest_seconds
        self._clock = clock
        # The least recently asked first. The lock is never held while a librarian is made.
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._made: WeakSet[Librarian] = WeakSet()
        self._turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()

    def librarian(
        self, key: Hashable, version: Hashable, holdings: Callable[[], Holdings]
    ) -> Librarian:
        """Return the librarian of `key`, made here and now of `holdings()` where there is none.

        So it is, too, where the one that is there was made of another `version`. Who asks for a
        key meanwhile waits. What `holdings` raises is raised, and what was there stays.
        """
        turn = self._turn(key)
        with turn.lock:
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
        with self._lock:
            known = list(self._made)
        twin = next((each for each in known if each.corpus == holdings.corpus), None)
        librarian = (
            Librarian(
                holdings.corpus,
                weights=self._weights,
                thesaurus=self._thesaurus,
                taught=holdings.taught,
                indexed=self._indexing.of(holdings.corpus),
            )
            if twin is None
            else twin.taught_otherwise(holdings.taught)
        )
        with self._lock:
            self._made.add(librarian)
        return librarian

    def drop(self, key: Hashable) -> None:
        """Forget the librarian of a key: its server is gone."""
        with self._lock:
            self._forget(key)

    def drop_all(self) -> None:
        """Forget all of them: what they share has another edition."""
        with self._lock:
            self._held.clear()

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
        """How many passages all of them hold.

        Librarians of the same articles share what was made of these: it counts once, and each other
        one of them as one passage more, for what it was taught.
        """
        with self._lock:
            return self._count()

    def _count(self) -> int:
        indexes = {
            id(held.librarian.index): len(held.librarian.corpus.passages)
            for held in self._held.values()
        }
        return sum(indexes.values()) + len(self._held) - len(indexes)

    def _turn(self, key: Hashable) -> _Turn:
        with self._lock:
            return self._turns.setdefault(key, _Turn())

    def _keep(self, key: Hashable, held: _Held) -> None:
        with self._lock:
            self._forget(key)
            self._held[key] = held
            self._forget_old()
            while self._count() > self._most_passages and len(self._held) > 1:
                self._forget(next(iter(self._held)))

    def _forget_old(self) -> None:
        before = self._clock() - self._oldest_seconds
        while self._held and next(iter(self._held.values())).used_at < before:
            self._forget(next(iter(self._held)))

    def _forget(self, key: Hashable) -> None:
        self._held.pop(key, None)
