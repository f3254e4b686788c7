"""Which of the gateway's shards a process has, and which servers come through them."""

import re
from dataclasses import dataclass
from typing import Self

# Ten thousand shards take twenty-five million servers: more is a slip of the finger.
MOST_SHARDS = 10_000
_PART = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,5}", re.ASCII)
_FORM = "such as 0-3 or 0,2,5"


@dataclass(frozen=True, slots=True)
class Shards:
    """Some of `count` shards, by number: at least one, ascending, each once, all below `count`."""

    ids: tuple[int, ...]
    count: int

    @classmethod
    def all_of(cls, count: int) -> Self:
        """Return all shards of so many."""
        return cls(tuple(range(count)), count)

    @classmethod
    def read(cls, ids: str, count: int) -> Self:
        """Read a list as people write it; raises ValueError, which says what is wrong with it.

        >>> Shards.read("0-2,5", 16)
        Shards(ids=(0, 1, 2, 5), count=16)
        """
        if not 1 <= count <= MOST_SHARDS:
            raise ValueError(f"there can be 1 to {MOST_SHARDS} shards, not {count}")
        found: set[int] = set()
        for part in ids.split(","):
            read = _PART.fullmatch(part.strip())
            if read is None:
                raise ValueError(f"it is no list of shards, {_FORM}")
            first, last = int(read[1]), int(read[2] or read[1])
            if last < first:
                raise ValueError(f"{first}-{last} runs backwards")
            if last >= count:
                raise ValueError(
                    f"there is no shard {last}: {count} shards have the numbers 0 to {count - 1}"
                )
            found.update(range(first, last + 1))
        return cls(tuple(sorted(found)), count)

    @classmethod
    def read_of(cls, text: str) -> Self:
        """Read the shards and how many there are, such as 0-3/16; raises ValueError."""
        ids, slash, count = text.partition("/")
        if not slash or not _COUNT.fullmatch(count.strip()):
            raise ValueError("it is not some shards of how many, such as 0-3/16")
        return cls.read(ids, int(count))

    @property
    def is_whole(self) -> bool:
        """Whether these are all there are: no other process has any."""
        return len(self.ids) == self.count

    @property
    def has_first(self) -> bool:
        """Whether the first shard is among them, which alone gets what belongs to no server."""
        return 0 in self.ids

    def of_guild(self, guild_id: int | None) -> int:
        """Return the shard that a server comes through, direct messages for None.

        Discord's documentation, Gateway, Sharding.
        """
        return (guild_id >> 22) % self.count if guild_id else 0

    def hold(self, guild_id: int | None) -> bool:
        """Tell whether a server comes through one of these."""
        return self.of_guild(guild_id) in self.ids

    def __str__(self) -> str:
        """Write them as `read_of` reads them, as briefly as that goes."""
        return f"{self.listed}/{self.count}"

    @property
    def listed(self) -> str:
        """The numbers alone, as `read` reads them."""
        runs: list[list[int]] = []
        for number in self.ids:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
