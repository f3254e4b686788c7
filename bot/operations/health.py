"""How the bot is: what the running one writes down every few seconds, and how that is judged.

The record is a file, because `souffleur health` is another process, in a container without a
shell, and because no port has to be open for it.
"""

import json
import os
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Self

RECORD_FILE = "health.json"
WRITTEN_EVERY_SECONDS = 5
# Three records missed: the event loop stands still, or the bot is gone.
STALE_SECONDS = 20
# Discord asks for a heartbeat every 41 s; discord.py gives a connection up after 60 s of silence.
SILENT_SECONDS = 120
MAX_RECORD_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """One look at the bot. Times are seconds since 1970, durations are seconds."""

    at: float
    shards: int
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
        if self.shards_ready < self.shards:
            found.append(f"Discord's gateway: {self.shards_ready} of {self.shards} shards ready.")
        elif self.heartbeat_at is None or now - self.heartbeat_at > SILENT_SECONDS:
            found.append("Discord's gateway does not answer the heartbeats.")
        return found

    def told(self, now: float) -> str:
        """Say how the bot is, in one line."""
        latency = "unknown" if self.latency is None else f"{self.latency * 1000:.0f} ms"
        beat = "none" if self.heartbeat_at is None else f"{now - self.heartbeat_at:.0f} s ago"
        age = (now - self.indexed_at) / 3600
        return (
            f"shards ready: {self.shards_ready} of {self.shards}; latency: {latency}; "
            f"last heartbeat: {beat}; passages: {self.passages}, read {age:.1f} h ago"
        )

    @classmethod
    def read(cls, data_dir: Path) -> Self:
        """Read what the bot wrote last. Raises OSError, or ValueError for what is no record."""
        with (data_dir / RECORD_FILE).open("rb") as file:
            kept = json.loads(file.read(MAX_RECORD_BYTES))
        names = {field.name for field in fields(cls)}
        if not isinstance(kept, dict) or kept.keys() != names:
            raise ValueError("it is not a record of this version")
        may_lack = {"latency", "heartbeat_at"}
        for name, value in kept.items():
            # bool is an int for Python, but no time.
            if not (type(value) in (int, float) or (value is None and name in may_lack)):
                raise ValueError(f"its {name} is no number")
        return cls(**kept)

    def write(self, data_dir: Path) -> None:
        """Write the record, whole or not at all. Raises OSError."""
        data_dir.mkdir(parents=True, exist_ok=True)
        # The bot alone writes here; a second bot in the same folder must not mix its lines in.
        unfinished = data_dir / f".{RECORD_FILE}.{os.getpid()}"
        unfinished.write_text(json.dumps(asdict(self)), encoding="utf-8")
        unfinished.replace(data_dir / RECORD_FILE)


def look(data_dir: Path) -> tuple[bool, str]:
    """Return whether the bot that writes to `data_dir` is well, and a line that says how it is."""
    now = time.time()
    try:
        health = Health.read(data_dir)
    except FileNotFoundError:
        return False, f"No bot has written to {data_dir}: it is starting, or has another DATA_DIR."
    except OSError as error:
        return False, f"{data_dir / RECORD_FILE} cannot be read: {error.strerror}."
    except (ValueError, RecursionError) as error:
        return False, f"{data_dir / RECORD_FILE} cannot be read: {error}."
    faults = health.faults(now)
    return not faults, " ".join([*faults, health.told(now)])
