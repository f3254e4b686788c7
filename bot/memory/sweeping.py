"""What is erased little by little, so that nobody who writes has to wait for all of it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from bot.memory import guilds, people, questions
from bot.memory.database import Database
from bot.memory.processes import forget_the_past


async def sweep(database: Database, *, today: date, concerns: Callable[[int], bool]) -> None:
    """Erase what has served its time, of servers only of those that it `concerns`."""
    gone_ids = await database.read(lambda c: guilds.long_gone(c, today))
    for guild_id in filter(concerns, gone_ids):
        gone = partial(guilds.erase_long_gone, guild_id=guild_id, today=today)
        await database.write(gone)
    for guild_id, days in (await database.read(guilds.retentions)).items():
        if not concerns(guild_id):
            continue
        old = partial(questions.retain, guild_id=guild_id, days=days, today=today)
        await database.write(old)
    await database.write(lambda c: questions.forget_counts(c, today=today))
    await database.write(lambda c: people.rotate(c, today))
    await database.write(forget_the_past)
    await database.let_go()


async def erase_person(database: Database, person_id: int) -> int:
    """Erase what is linked to that person in all servers; return how many questions."""
    erased, last_id = 0, 0
    while True:
        searched = await database.write(
            partial(people.erase_some, person_id=person_id, after_id=last_id)
        )
        erased += searched.erased
        if searched.last_id is None:
            break
        last_id = searched.last_id
    await database.let_go()
    return erased
