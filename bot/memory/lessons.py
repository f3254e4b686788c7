"""What was taught."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import TooMany
from bot.memory.kept import Lesson, sameness, storable
from bot.memory.tables import insert_into, lessons

MAX_LESSONS = 1000

_COLUMNS = (
    lessons.c.id,
    lessons.c.guild_id,
    lessons.c.question,
    lessons.c.article_id,
    lessons.c.passage_text,
    lessons.c.taught_on,
)


async def teach(connection: AsyncConnection, lesson: Lesson) -> Lesson:
    """Keep it in the place of one of the same question; return it with its id; raises TooMany."""
    guild_id, same = lesson.guild_id, sameness(storable(lesson.question))
    others = (
        select(func.count())
        .select_from(lessons)
        .where(lessons.c.guild_id == guild_id, lessons.c.sameness != same)
    )
    if (await connection.execute(others)).scalar_one() >= MAX_LESSONS:
        raise TooMany(f"A server keeps {MAX_LESSONS} lessons at most; remove one first.")
    said = {
        "question": storable(lesson.question),
        "article_id": storable(lesson.article_id),
        "passage_text": storable(lesson.passage_text),
        "taught_on": lesson.taught_on,
    }
    # With another id: of two wordings of one question, that which was taught last counts.
    await connection.execute(
        delete(lessons).where(lessons.c.guild_id == guild_id, lessons.c.sameness == same)
    )
    row = insert_into(connection, lessons).values(guild_id=guild_id, sameness=same, **said)
    return Lesson(*(await connection.execute(row.returning(*_COLUMNS))).one())


async def taught(connection: AsyncConnection, guild_id: int) -> list[Lesson]:
    """Return the lessons of that server, in the order in which they were taught."""
    own = select(*_COLUMNS).where(lessons.c.guild_id == guild_id).order_by(lessons.c.id)
    return [Lesson(*row) for row in await connection.execute(own)]


async def unteach(connection: AsyncConnection, guild_id: int, lesson_id: int) -> Lesson | None:
    """Erase the lesson and return it; None where that server has none of that id."""
    own = delete(lessons).where(lessons.c.guild_id == guild_id, lessons.c.id == lesson_id)
    row = (await connection.execute(own.returning(*_COLUMNS))).one_or_none()
    return Lesson(*row) if row else None
