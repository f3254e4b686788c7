"""All that is kept of a server, as JSON; docs/operations.md tells its fields."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory import guilds, lessons, questions, shelves
from bot.memory.tables import departures

FORM = 1


async def exported(connection: AsyncConnection, guild_id: int) -> dict[str, Any]:
    """Return values that JSON has: days as 2025-06-26, ids as text, for many read numbers short."""
    left_on = select(departures.c.left_on).where(departures.c.guild_id == guild_id)
    whole = {
        "form": FORM,
        "guild_id": guild_id,
        "left_on": (await connection.execute(left_on)).scalar_one_or_none(),
        "settings": asdict(await guilds.settings_of(connection, guild_id)),
        "counts": [asdict(c) for c in await questions.counts(connection, guild_id, since=date.min)],
        "questions": [asdict(each) for each in await questions.unanswered(connection, guild_id)],
        "lessons": [asdict(each) for each in await lessons.taught(connection, guild_id)],
        "articles": [asdict(each) for each in await shelves.articles_of(connection, guild_id)],
    }
    plain: dict[str, Any] = _plain(whole)
    return plain


def _plain(value: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON holds anything
    if isinstance(value, dict):
        return {key: _plain(each, key) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, name) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and name in {"guild_id", *_LISTS_OF_IDS}:
        return str(value)
    return value


_LISTS_OF_IDS = ("only_channel_ids", "silent_channel_ids", "automatic_channel_ids")
