"""People, told apart without being known: a keyed hash, whose key is thrown away every month.

The hash is of the question too, so that nobody sees which questions one person asked; and once the
key is gone, nobody can try out who it was.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory.tables import askings, insert_into, person_keys, questions

KEY_DAYS = 30
KEY_BYTES = 32
# So many hashes are looked for at once; SQLite takes 32,766 values.
AT_ONCE = 500


async def key_of(connection: AsyncConnection, day: date) -> bytes:
    """Return the key of that day; it is made where there is none, or an old one alone."""
    await rotate(connection, day)
    made = insert_into(connection, person_keys).values(
        id=1, secret=secrets.token_bytes(KEY_BYTES), made_on=day
    )
    await connection.execute(made.on_conflict_do_nothing())
    return bytes((await connection.execute(select(person_keys.c.secret))).scalar_one())


async def known_key(connection: AsyncConnection) -> bytes | None:
    """Return the key as it is; None where there is none."""
    key = (await connection.execute(select(person_keys.c.secret))).scalar_one_or_none()
    return None if key is None else bytes(key)


async def rotate(connection: AsyncConnection, today: date) -> None:
    """Throw the key away when it has served its time."""
    old = person_keys.c.made_on <= today - timedelta(days=KEY_DAYS)
    await connection.execute(delete(person_keys).where(old))


def hashed(key: bytes, question_id: int, person_id: int) -> str:
    """Return what stands for that person beside that question."""
    return hmac.digest(key, f"{question_id}:{person_id}".encode(), "sha256").hex()[:32]


@dataclass(frozen=True, slots=True)
class Searched:
    """How far a person was looked for, and what was erased on the way."""

    erased: int
    last_id: int | None
    """The question that was looked at last; None when there is no further one."""


async def erase_some(connection: AsyncConnection, person_id: int, after_id: int) -> Searched:
    """Erase that this person asked some of the next AT_ONCE questions.

    A question that nobody else asked goes with it. What was asked before the key was thrown away
    cannot be found any more, by nobody. Not all at once: others would have to wait.
    """
    key = await known_key(connection)
    further = select(questions.c.id).where(questions.c.id > after_id).order_by(questions.c.id)
    ids = list((await connection.execute(further.limit(AT_ONCE))).scalars())
    if key is None or not ids:
        return Searched(0, None)
    own = [hashed(key, each, person_id) for each in ids]
    gone = delete(askings).where(askings.c.question_id.in_(ids), askings.c.person.in_(own))
    rows = await connection.execute(gone.returning(askings.c.question_id))
    found = set(rows.scalars())
    await forget_the_unasked(connection, questions.c.id.in_(found))
    return Searched(len(found), ids[-1])


async def forget_the_unasked(connection: AsyncConnection, those: ColumnElement[bool]) -> None:
    """Erase, of those questions, the ones that nobody is left of who asked them."""
    asked = select(askings.c.question_id).where(askings.c.question_id == questions.c.id)
    await connection.execute(delete(questions).where(those, ~asked.exists()))
