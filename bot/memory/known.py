"""What was read last: for those who cannot wait, and for as long as nothing can be read."""

import logging
import math
import time
from collections.abc import Sequence
from typing import Any, TypeVar

from bot.errors import NotKept
from bot.memory import guilds
from bot.memory.database import Database, Work
from bot.memory.kept import GuildSettings

Result = TypeVar("Result")
Name = tuple[str, int]
"""What is read, and the server that it is of."""

_log = logging.getLogger(__name__)


class Known:
    """Reads the database; where that cannot be, gives what it read last.

    Settings are read anew once they are `settings_kept_seconds` old. The log tells once of those
    that are damaged.
    """

    def __init__(self, database: Database, settings_kept_seconds: float) -> None:
        self._database = database
        self._settings_kept_seconds = settings_kept_seconds
        self._settings: dict[int, tuple[GuildSettings, float]] = {}
        self._last_read: dict[Name, Any] = {}
        self._told_damage: set[Name] = set()

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server decided."""
        known = self._settings.get(guild_id)
        if known and time.monotonic() - known[1] < self._settings_kept_seconds:
            return known[0]
        try:
            found = await self._database.read(lambda c: guilds.decided(c, guild_id))
        except NotKept:
            return self.last_settings(guild_id)
        self._tell_damage(guild_id, found.damaged)
        self.keep_settings(guild_id, found.settings)
        return found.settings

    def last_settings(self, guild_id: int) -> GuildSettings:
        """Return what was read last, however old; the defaults where nothing was."""
        known = self._settings.get(guild_id)
        return known[0] if known else GuildSettings()

    def keep_settings(self, guild_id: int, settings: GuildSettings) -> None:
        """Know that this is what the server has decided by now."""
        self._settings[guild_id] = settings, time.monotonic()

    def read_settings_anew(self) -> None:
        """Read settings when they are asked for next; what is known stays for who cannot wait."""
        self._settings = {key: (known, -math.inf) for key, (known, _) in self._settings.items()}

    async def read(
        self, work: Work[Result], nothing: Result, *, last: Name | None = None
    ) -> Result:
        """Read; where that cannot be, return what was read last under that name, or `nothing`."""
        try:
            found = await self._database.read(work)
        except NotKept:
            return self._last_read.get(last, nothing) if last else nothing
        if last:
            self._last_read[last] = found
        return found

    def forget(self, guild_id: int) -> None:
        """Know nothing of that server any more."""
        self._settings.pop(guild_id, None)
        self._last_read = {name: it for name, it in self._last_read.items() if name[1] != guild_id}

    def _tell_damage(self, guild_id: int, names: Sequence[str]) -> None:
        for name in names:
            if (name, guild_id) not in self._told_damage:
                self._told_damage.add((name, guild_id))
                _log.error(
                    "The memory cannot read %s of the server %d: it is as if nothing were decided "
                    "there; decide it anew in /settings",
                    *(name, guild_id),
                )
