"""Servers: what their administrators decided, when the bot left, and all of it erased."""

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select, union
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.kept import RETENTION_DAYS, GuildSettings, storable
from bot.memory.tables import (
    articles,
    day_counts,
    departures,
    guild_settings,
    insert_into,
    lessons,
    questions,
)

# A server that the bot left may call it back in that time, and finds all as it was.
LEFT_DAYS = 30
OF_A_GUILD = (guild_settings, questions, day_counts, lessons, articles, departures)
_NAMES = tuple(field.name for field in fields(GuildSettings))
_COLUMNS = tuple(guild_settings.c[name] for name in _NAMES)


async def settings_of(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    """Return what was decided, or that nothing was."""
    own = select(*_COLUMNS).where(guild_settings.c.guild_id == guild_id)
    row = (await connection.execute(own)).one_or_none()
    return _settings(row) if row else GuildSettings()


async def change(connection: AsyncConnection, guild_id: int, settings: GuildSettings) -> None:
    """Keep these settings in the place of those that were."""
    said = asdict(settings)
    said["hidden_article_ids"] = [storable(each) for each in settings.hidden_article_ids]
    row = insert_into(connection, guild_settings).values(guild_id=guild_id, **said)
    await connection.execute(row.on_conflict_do_update(index_elements=["guild_id"], set_=said))


async def alter(
    connection: AsyncConnection, guild_id: int, alteration: Callable[[GuildSettings], GuildSettings]
) -> GuildSettings:
    """Keep what becomes of the settings that are kept, and return it."""
    altered = alteration(await settings_of(connection, guild_id))
    await change(connection, guild_id, altered)
    return altered


async def automatic(connection: AsyncConnection) -> dict[int, tuple[int, ...]]:
    """Return the channels of automatic answers of each server that has some."""
    columns = select(guild_settings.c.guild_id, guild_settings.c.automatic_channel_ids)
    rows = await connection.execute(columns)
    return {guild_id: tuple(channel_ids) for guild_id, channel_ids in rows if channel_ids}


async def left(connection: AsyncConnection, guild_id: int, on: date) -> None:
    """Keep that the bot left; the first day of several counts."""
    row = insert_into(connection, departures).values(guild_id=guild_id, left_on=on)
    await connection.execute(row.on_conflict_do_nothing())


async def came_back(connection: AsyncConnection, guild_id: int) -> None:
    """Forget that the bot left."""
    await connection.execute(delete(departures).where(departures.c.guild_id == guild_id))


async def departed(connection: AsyncConnection) -> list[int]:
    """Return the servers that the bot left, and whose data waits to be erased."""
    return list((await connection.execute(select(departures.c.guild_id))).scalars())


async def kept(connection: AsyncConnection) -> list[int]:
    """Return every server of which anything is kept, by number."""
    each = union(*(select(table.c.guild_id) for table in OF_A_GUILD))
    return sorted((await connection.execute(each)).scalars())


async def erase(connection: AsyncConnection, guild_id: int) -> int:
    """Erase all that is kept of that server; return how many things that were."""
    erased = 0
    for table in OF_A_GUILD:
        gone = await connection.execute(delete(table).where(table.c.guild_id == guild_id))
        erased += gone.rowcount
    return erased


async def long_gone(connection: AsyncConnection, today: date) -> list[int]:
    """Return the servers that the bot left so long ago that nothing of them is to be kept."""
    long_ago = departures.c.left_on <= today - timedelta(days=LEFT_DAYS)
    found = await connection.execute(select(departures.c.guild_id).where(long_ago))
    return list(found.scalars())


async def erase_long_gone(connection: AsyncConnection, guild_id: int, today: date) -> None:
    """Erase all of that server, unless it called the bot back meanwhile."""
    if guild_id in await long_gone(connection, today):
        await erase(connection, guild_id)


async def retentions(connection: AsyncConnection) -> dict[int, int]:
    """Return, of each server whose questions are kept, for how many days they are."""
    found = await connection.execute(
        select(questions.c.guild_id, guild_settings.c.retention_days)
        .distinct()
        .outerjoin(guild_settings, guild_settings.c.guild_id == questions.c.guild_id)
    )
    return {guild_id: days or RETENTION_DAYS for guild_id, days in found}


def _settings(row: Row[Any]) -> GuildSettings:
    # JSON has lists alone.
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(_NAMES, row, strict=True)
    }
    return GuildSettings(**read)
