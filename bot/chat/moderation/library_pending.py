"""Articles that wait for a word of a moderator: a few, for a while, in this process alone."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.memory.kept import KeptArticle

WAITING_MINUTES = 15
MOST_OF_A_SERVER = 5
MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Offer:
    """An article that may be added, and the digest of the one whose place it takes, if any."""

    article: KeptArticle
    before: str | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    guild_id: int
    offer: Offer
    size: int
    until: float


class Pending:
    """Articles by tokens that nobody can guess, each for the server that it was kept for alone.

    Those that wait longest go first: of a server beyond MOST_OF_A_SERVER, of all beyond
    `most_bytes`.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, most_bytes: int = MOST_BYTES
    ) -> None:
        self._clock = clock
        self._most_bytes = most_bytes
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()

    def keep(self, guild_id: int, offer: Offer) -> str:
        """Let an article wait, and return its token, 22 letters."""
        token = secrets.token_urlsafe(16)
        size = len(offer.article.markdown.encode())
        until = self._clock() + WAITING_MINUTES * 60
        self._waiting[token] = _Waiting(guild_id, offer, size, until)
        self._forget_the_oldest(guild_id)
        return token

    def look(self, guild_id: int, token: str) -> Offer | None:
        """Return what waits for that server under that token."""
        self._forget_the_oldest(guild_id)
        found = self._waiting.get(token)
        return found.offer if found and found.guild_id == guild_id else None

    def forget(self, guild_id: int, token: str) -> None:
        """Let the article go, where it is that server's."""
        if self.look(guild_id, token) is not None:
            del self._waiting[token]

    def _forget_the_oldest(self, guild_id: int) -> None:
        now = self._clock()
        for token in [token for token, each in self._waiting.items() if each.until <= now]:
            del self._waiting[token]
        own = [token for token, each in self._waiting.items() if each.guild_id == guild_id]
        for token in own[: max(0, len(own) - MOST_OF_A_SERVER)]:
            del self._waiting[token]
        while sum(each.size for each in self._waiting.values()) > self._most_bytes:
            self._waiting.popitem(last=False)
