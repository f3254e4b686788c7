"""What the processes of one bot, each with shards of its own, tell one another.

A process that is killed tells nobody: what the next one needs of it is written down meanwhile.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory import people, turns
from bot.memory.database import Database
from bot.memory.tables import erasures, heard, insert_into
from bot.shards import Shards

# No question has that number.
NO_QUESTION = 0
# A process that has not heard of an erasure by then is not running, and knows nobody any more; and
# what was asked longer ago is not answered.
KEPT_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Heard:
    """Up to when all that came through each shard was heard, and where in private."""

    until_ms: Mapping[int, int]
    """By shard; of Discord's own clock, in milliseconds since 1970."""
    direct_ms: Mapping[int, int] = field(default_factory=dict)
    """When something was last heard in each of the last direct channels, by their numbers: of
    these alone Discord does not say whether anything was written."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Who of the people that were asked about had what concerns them erased, and up to where."""

    people: frozenset[int]
    last_id: int


NOTHING = Heard({})


async def _heard(connection: AsyncConnection, shards: Shards) -> Heard:
    wanted = (heard.c.shard_count == shards.count) & heard.c.shard_id.in_(shards.ids)
    rows = list(await connection.execute(select(heard).where(wanted)))
    direct = {int(number): at for row in rows for number, at in row.direct_channels.items()}
    return Heard({row.shard_id: row.until_ms for row in rows}, direct)


async def forget_the_past(connection: AsyncConnection) -> None:
    """Erase what serves nobody any more: erasures that all know of, and who once wrote in private.

    Each process keeps what it heard fresh; this is of one that nobody took the place of.
    """
    old_ms = await turns.now_of(connection) - KEPT_MS
    await connection.execute(delete(erasures).where(erasures.c.at_ms < old_ms))
    past = update(heard).where(heard.c.until_ms < old_ms)
    await connection.execute(past.values(direct_channels={}))


class Processes:
    """Reads and writes what is common to all processes; everything raises NotKept."""

    def __init__(self, database: Database, today: Callable[[], date]) -> None:
        self._database = database
        self._today = today

    async def turn(self, bucket: int, rules: turns.Rules) -> float:
        """Take the next turn at the gateway; return the seconds to wait for it.

        Where that exceeds the longest wait of the rules, no turn was taken.
        """
        return await self._database.write(lambda c: turns.take(c, bucket, rules))

    async def hear(self, shards: Shards, news: Heard, *, before: Heard = NOTHING) -> set[int]:
        """Keep what was heard through these shards, in the place of what was kept of each.

        Return the shards of which what this process kept `before` is not what is kept: another
        process has them too.
        """

        async def work(connection: AsyncConnection) -> set[int]:
            known = (await _heard(connection, shards)).until_ms
            for shard_id, until in news.until_ms.items():
                # JSON has texts alone as names.
                direct = news.direct_ms if shard_id == shards.of_guild(None) else {}
                told = {str(channel_id): at for channel_id, at in direct.items()}
                new = {"until_ms": until, "direct_channels": told}
                row = insert_into(connection, heard).values(
                    shard_id=shard_id, shard_count=shards.count, **new
                )
                keys = ["shard_id", "shard_count"]
                await connection.execute(row.on_conflict_do_update(index_elements=keys, set_=new))
            own = before.until_ms
            return {number for number in own if known.get(number, own[number]) != own[number]}

        return await self._database.write(work) if news.until_ms else set()

    async def heard(self, shards: Shards) -> Heard:
        """Return what was heard by whichever process had each shard; unknown ones are left out."""
        return await self._database.read(lambda c: _heard(c, shards))

    async def tell_erased(self, person_id: int) -> None:
        """Let the other processes know that somebody is to be forgotten, and not who it is."""

        async def work(connection: AsyncConnection) -> None:
            key = await people.key_of(connection, self._today())
            now_ms = await turns.now_of(connection)
            person = people.hashed(key, NO_QUESTION, person_id)
            await connection.execute(erasures.insert().values(person=person, at_ms=now_ms))

        await self._database.write(work)

    async def erased(self, known: Callable[[], Collection[int]], *, after: int) -> Erased:
        """Return who of those who are `known` is to be forgotten, by erasures after that one."""

        async def work(connection: AsyncConnection) -> Erased:
            further = select(erasures.c.id, erasures.c.person).where(erasures.c.id > after)
            rows = list(await connection.execute(further))
            key = await people.known_key(connection)
            if not rows or key is None:
                return Erased(frozenset(), max((row.id for row in rows), default=after))
            told = {row.person for row in rows}
            meant = {each for each in known() if people.hashed(key, NO_QUESTION, each) in told}
            return Erased(frozenset(meant), max(row.id for row in rows))

        return await self._database.read(work)

    async def last_erasure(self) -> int:
        """Return the number of the last erasure: whoever begins now knows nobody yet."""

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(select(func.max(erasures.c.id)))).scalar() or 0

        return await self._database.read(work)
