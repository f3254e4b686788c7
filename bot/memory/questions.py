"""What was asked in vain, and how much was asked in all; where a server switched that on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.kept import DayCount, Outcome, Unanswered, sameness, storable
from bot.memory.people import AT_ONCE, forget_the_unasked, hashed, key_of
from bot.memory.tables import askings, day_counts, guild_settings, insert_into, questions

# Whoever wants to fill a disk with questions stops there; the same one again is no new one.
MAX_QUESTIONS = 10_000
# Numbers alone: how the last year went.
COUNTS_DAYS = 365


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, and when; the first of it is hashed before anything is kept."""

    person_id: int
    day: date


async def keep(
    connection: AsyncConnection, guild_id: int, text: str, outcome: Outcome, asker: Asker
) -> None:
    """Keep that somebody, who stays unknown, asked it; the words as they were asked last."""
    if not await _is_kept(connection, guild_id):
        return
    question_id = await _numbered(connection, guild_id, storable(text), outcome)
    if question_id is None:
        return
    person = hashed(await key_of(connection, asker.day), question_id, asker.person_id)
    asking = insert_into(connection, askings).values(
        question_id=question_id, person=person, day=asker.day, times=1
    )
    once_more = {"times": askings.c.times + 1}
    await connection.execute(
        asking.on_conflict_do_update(index_elements=[*askings.primary_key], set_=once_more)
    )


async def _numbered(
    connection: AsyncConnection, guild_id: int, text: str, outcome: Outcome
) -> int | None:
    """Return the question's id, None where the server keeps too many others."""
    same = sameness(text)
    is_it = (
        questions.c.guild_id == guild_id,
        questions.c.outcome == outcome,
        questions.c.sameness == same,
    )
    found = (await connection.execute(select(questions.c.id).where(*is_it))).scalar()
    if found is not None:
        await connection.execute(questions.update().where(*is_it).values(text=text))
        return int(found)
    number = select(func.count()).select_from(questions).where(questions.c.guild_id == guild_id)
    if (await connection.execute(number)).scalar_one() >= MAX_QUESTIONS:
        return None
    new = questions.insert().values(guild_id=guild_id, outcome=outcome, sameness=same, text=text)
    return int((await connection.execute(new.returning(questions.c.id))).scalar_one())


async def unanswered(connection: AsyncConnection, guild_id: int) -> list[Unanswered]:
    """Return what is kept of that server, most people first."""
    people = func.count(askings.c.person.distinct()).label("people")
    last_day = func.max(askings.c.day).label("last_day")
    rows = await connection.execute(
        select(
            questions.c.text,
            questions.c.outcome,
            func.sum(askings.c.times).label("times"),
            people,
            func.min(askings.c.day).label("first_day"),
            last_day,
        )
        .join(askings, askings.c.question_id == questions.c.id)
        .where(questions.c.guild_id == guild_id)
        .group_by(questions.c.id, questions.c.text, questions.c.outcome)
        .order_by(people.desc(), last_day.desc(), questions.c.id)
    )
    return [
        Unanswered(
            row.text, Outcome(row.outcome), int(row.times), row.people, row.first_day, row.last_day
        )
        for row in rows
    ]


async def forget(connection: AsyncConnection, guild_id: int, texts: Sequence[str]) -> int:
    """Erase these questions, whatever became of them; return how many were kept."""
    same = [sameness(storable(text)) for text in texts]
    erased = 0
    for start in range(0, len(same), AT_ONCE):
        gone = delete(questions).where(
            questions.c.guild_id == guild_id,
            questions.c.sameness.in_(same[start : start + AT_ONCE]),
        )
        erased += (await connection.execute(gone)).rowcount
    return erased


async def forget_all(connection: AsyncConnection, guild_id: int) -> int:
    """Erase every question and every count; return how many questions were kept."""
    gone = await connection.execute(delete(questions).where(questions.c.guild_id == guild_id))
    await connection.execute(delete(day_counts).where(day_counts.c.guild_id == guild_id))
    return gone.rowcount


async def retain(connection: AsyncConnection, guild_id: int, *, days: int, today: date) -> None:
    """Erase what was asked that many days ago, or before."""
    own = select(questions.c.id).where(questions.c.guild_id == guild_id)
    old = askings.c.day <= today - timedelta(days=days)
    await connection.execute(delete(askings).where(askings.c.question_id.in_(own), old))
    await forget_the_unasked(connection, questions.c.guild_id == guild_id)


async def forget_counts(connection: AsyncConnection, *, today: date) -> None:
    """Erase the counts that are older than a year."""
    old = day_counts.c.day <= today - timedelta(days=COUNTS_DAYS)
    await connection.execute(delete(day_counts).where(old))


async def count(connection: AsyncConnection, guild_id: int, status: str, day: date) -> None:
    """Count one question more."""
    if not await _is_kept(connection, guild_id):
        return
    one = insert_into(connection, day_counts).values(
        guild_id=guild_id, day=day, status=storable(status), count=1
    )
    once_more = {"count": day_counts.c.count + 1}
    await connection.execute(
        one.on_conflict_do_update(index_elements=[*day_counts.primary_key], set_=once_more)
    )


async def counts(connection: AsyncConnection, guild_id: int, *, since: date) -> list[DayCount]:
    """Return the counts from that day on, oldest first."""
    rows = await connection.execute(
        select(day_counts)
        .where(day_counts.c.guild_id == guild_id, day_counts.c.day >= since)
        .order_by(day_counts.c.day, day_counts.c.status)
    )
    return [DayCount(row.day, row.status, row._mapping["count"]) for row in rows]  # noqa: SLF001


async def _is_kept(connection: AsyncConnection, guild_id: int) -> bool:
    """Tell whether the server has its questions kept now: it may have switched that off since."""
    decided = select(guild_settings.c.keeps_questions).where(guild_settings.c.guild_id == guild_id)
    return bool((await connection.execute(decided)).scalar())
