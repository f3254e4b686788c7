"""Servers: what their administrators decided, when the bot left, and all of it erased."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Select, delete, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.faults import ROW_FAULTS, is_of_a_row
from bot.memory.kept import MAX_RETENTION_DAYS, RETENTION_DAYS, GuildSettings, storable
from bot.memory.people import AT_ONCE
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
LANGUAGES = ("fr", "en")
OF_A_GUILD = (guild_settings, questions, day_counts, lessons, articles, departures)
_NAMES = tuple(field.name for field in fields(GuildSettings))
_COLUMNS = tuple(guild_settings.c[name] for name in _NAMES)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided; of what is damaged the names, and it is as if it had not been."""

    settings: GuildSettings
    damaged: tuple[str, ...] = ()


async def decided(connection: AsyncConnection, guild_id: int) -> Decided:
    """Return what was decided, or that nothing was."""
    try:
        row = (await connection.execute(_of(guild_id, *_COLUMNS))).one_or_none()
    except ROW_FAULTS as error:
        if not is_of_a_row(error):
            raise
        found = {
            name: await _alone(connection, guild_id, guild_settings.c[name]) for name in _NAMES
        }
        return _decided(found)
    return _decided(dict(zip(_NAMES, row, strict=True)) if row else {})


async def settings_of(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    """Return what was decided, or that nothing was, and no word of damage."""
    return (await decided(connection, guild_id)).settings


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
    try:
        found = {
            row.guild_id: row.automatic_channel_ids for row in await connection.execute(columns)
        }
    except ROW_FAULTS as error:
        if not is_of_a_row(error):
            raise
        guild_ids = (await connection.execute(select(guild_settings.c.guild_id))).scalars()
        column = guild_settings.c.automatic_channel_ids
        found = {each: await _alone(connection, each, column) for each in guild_ids}
    return {guild_id: tuple(ids) for guild_id, ids in found.items() if ids and _are_numbers(ids)}


async def left(connection: AsyncConnection, guild_id: int, on: date) -> None:
    """Keep that the bot left; the first day of several counts."""
    row = insert_into(connection, departures).values(guild_id=guild_id, left_on=on)
    await connection.execute(row.on_conflict_do_nothing())


async def came_back(connection: AsyncConnection, guild_ids: Collection[int]) -> None:
    """Forget that the bot left these servers."""
    some = list(guild_ids)
    for start in range(0, len(some), AT_ONCE):
        back = departures.c.guild_id.in_(some[start : start + AT_ONCE])
        await connection.execute(delete(departures).where(back))


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
    return {guild_id: days if _is_retention(days) else RETENTION_DAYS for guild_id, days in found}


def _of(guild_id: int, *columns: Column[Any]) -> Select[Any]:
    return select(*columns).where(guild_settings.c.guild_id == guild_id)


async def _alone(connection: AsyncConnection, guild_id: int, column: Column[Any]) -> object:
    """Return one value; UNREADABLE where it is none."""
    try:
        return (await connection.execute(_of(guild_id, column))).scalar()
    except ROW_FAULTS as error:
        if not is_of_a_row(error):
            raise
        return UNREADABLE


def _decided(found: Mapping[str, Any]) -> Decided:
    damaged = tuple(name for name, value in found.items() if not _MAY_BE[name](value))
    # JSON has lists alone.
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
        if name not in damaged
    }
    return Decided(GuildSettings(**read), damaged)


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, int) for each in value)


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_limit(value: object) -> bool:
    return value is None or (isinstance(value, int) and value >= 0)


def _is_retention(value: object) -> bool:
    return isinstance(value, int) and 1 <= value <= MAX_RETENTION_DAYS


UNREADABLE = object()
_MAY_BE: dict[str, Callable[[object], bool]] = {
    "language": lambda value: value is None or value in LANGUAGES,
    "only_channel_ids": _are_numbers,
    "silent_channel_ids": _are_numbers,
    "automatic_channel_ids": _are_numbers,
    "hidden_article_ids": _are_words,
    "person_questions": _is_limit,
    "channel_questions": _is_limit,
    "cooldown_seconds": _is_limit,
    "keeps_questions": lambda value: isinstance(value, bool),
    "retention_days": _is_retention,
}
