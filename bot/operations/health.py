"""How the bot is: what the running one writes down every few seconds, and how that is judged.

The record is a file, because `souffleur health` is another process, in a container without a
shell, and because no port has to be open for it. Of several processes each has a file of its own.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Self

from bot.shards import Shards

RECORD_FILE = "health.json"
RECORD_FILES = "health*.json"
WRITTEN_EVERY_SECONDS = 5
# Three records missed: the event loop stands still, or the bot is gone.
STALE_SECONDS = 20
# Discord asks for a heartbeat every 41 s; discord.py gives a connection up after 60 s of silence.
SILENT_SECONDS = 120
MAX_RECORD_BYTES = 10_000
# A name of a file has 255 bytes at most.
LONGEST_LIST = 100


@dataclass(frozen=True, slots=True)
class Health:
    """One look at the bot. Times are seconds since 1970, durations are seconds."""

    at: float
    shard_ids: str
    """The shards of the process, such as 0-3,8."""
    shard_count: int
    """How many all processes have together."""
    shards_ready: int
    latency: float | None
    """From a heartbeat to its answer, of the slowest shard; None before the first answer."""
    heartbeat_at: float | None
    """When the shard that was silent longest last answered a heartbeat; None before the first."""
    passages: int
    indexed_at: float

    def faults(self, now: float) -> list[str]:
        """Say what is wrong, a sentence each; nothing of a bot that is well."""
        age = now - self.at
        if age > STALE_SECONDS:
            return [f"The bot wrote nothing for {age:.0f} s: it stands still, or has stopped."]
        found = []
        if not self.passages:
            found.append("No article is loaded.")
        needed = len(self.shards.ids)
        if self.shards_ready < needed:
            found.append(f"Discord's gateway: {self.shards_ready} of {needed} shards ready.")
        elif self.heartbeat_at is None or now - self.heartbeat_at > SILENT_SECONDS:
            found.append("Discord's gateway does not answer the heartbeats.")
        return found

    def told(self, now: float) -> str:
        """Say how the bot is, in one line."""
        latency = "unknown" if self.latency is None else f"{self.latency * 1000:.0f} ms"
        beat = "none" if self.heartbeat_at is None else f"{now - self.heartbeat_at:.0f} s ago"
        age = (now - self.indexed_at) / 3600
        of = "" if self.shards.is_whole else f" ({self.shards})"
        return (
            f"shards ready: {self.shards_ready} of {len(self.shards.ids)}{of}; latency: {latency}; "
            f"last heartbeat: {beat}; passages: {self.passages}, read {age:.1f} h ago"
        )

    @property
    def shards(self) -> Shards:
        """The shards of the process."""
        return Shards.read(self.shard_ids, self.shard_count)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what a bot wrote last. Raises OSError, or ValueError for what is no record."""
        with path.open("rb") as file:
            kept = json.loads(file.read(MAX_RECORD_BYTES))
        names = {field.name for field in fields(cls)}
        if not isinstance(kept, dict) or kept.keys() != names:
            raise ValueError("it is not a record of this version")
        may_lack = {"latency", "heartbeat_at"}
        for name, value in kept.items():
            # bool is an int for Python, but no time.
            is_number = type(value) in (int, float) or (value is None and name in may_lack)
            if not (is_number or (name == "shard_ids" and isinstance(value, str))):
                raise ValueError(f"its {name} is no number")
        found = cls(**kept)
        # What Shards.read says is wrong with them is said here.
        _ = found.shards
        return found

    def write(self, data_dir: Path) -> None:
        """Write the record, whole or not at all. Raises OSError."""
        data_dir.mkdir(parents=True, exist_ok=True)
        # The bot alone writes here; a second bot in the same folder must not mix its lines in.
        name = record_file(self.shards)
        unfinished = data_dir / f".{name}.{os.getpid()}"
        unfinished.write_text(json.dumps(asdict(self)), encoding="utf-8")
        unfinished.replace(data_dir / name)


def record_file(shards: Shards | None) -> str:
    """Return the name of the record of a process with these shards; None has all there are."""
    if shards is None or shards.is_whole:
        return RECORD_FILE
    listed = shards.listed
    if len(listed) > LONGEST_LIST:
        # No two processes have the same first shard.
        listed = f"{shards.ids[0]}-and-{len(shards.ids) - 1}-more"
    return f"health-{listed}-of-{shards.count}.json"


def look(data_dir: Path, shards: Shards | None = None) -> tuple[bool, str]:
    """Return whether a process is well, and a line that says how it is.

    It is the one of these `shards`; with None all that write to `data_dir` are looked at.
    """
    now = time.time()
    if shards is not None:
        paths = [data_dir / record_file(shards)]
    else:
        paths = sorted(data_dir.glob(RECORD_FILES)) or [data_dir / RECORD_FILE]
    found: list[Health] = []
    for path in paths:
        try:
            found.append(Health.read(path))
        except FileNotFoundError:
            return False, (
                f"No bot has written to {data_dir}: it is starting, or has another DATA_DIR."
            )
        except OSError as error:
            return False, f"{path} cannot be read: {error.strerror}."
        except (ValueError, RecursionError) as error:
            return False, f"{path} cannot be read: {error}."
    judged = [(each.faults(now), each.told(now)) for each in current(found)]
    is_well = not any(faults for faults, _ in judged)
    return is_well, " | ".join(" ".join([*faults, told]) for faults, told in judged)


def current(records: Sequence[Health]) -> list[Health]:
    """Return the records that count, by their first shards: of each shard the one written last.

    What was written before the shards were divided anew is no news of a process that runs.
    """
    last = max(records, key=lambda each: each.at)
    known: set[int] = set()
    counting = []
    for each in sorted(records, key=lambda each: each.at, reverse=True):
        own = set(each.shards.ids)
        if each.shard_count == last.shard_count and own - known:
            known |= own
            counting.append(each)
    return sorted(counting, key=lambda each: each.shards.ids)
