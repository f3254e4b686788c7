"""The one door to what is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory import exporting, guilds, lessons, questions, shelves, sweeping
from bot.memory.address import Address
from bot.memory.database import AGAIN_SECONDS, Database
from bot.memory.engine import BUSY_SECONDS
from bot.memory.kept import (
    ArticleNote,
    DayCount,
    GuildSettings,
    KeptArticle,
    Lesson,
    Outcome,
    Unanswered,
)
from bot.memory.known import Known
from bot.memory.processes import Processes

# Another process may have changed them since.
SETTINGS_KEPT_SECONDS = 30.0


def today_in_utc() -> date:
    """Return the day that is now."""
    return datetime.now(UTC).date()


class Memory:
    """What servers decided, what was asked in vain, what was taught, and their own articles.

    Used from one event loop. What writes raises NotKept where the database is out of order: at
    once when that is known, else within twice the time that a write waits for another. What reads
    gives then what it gave last, or what it would give if nothing were kept; `articles`,
    `article`, `article_notes` and `export` bear no such guess, and raise NotKept. The log tells a
    fault once, and its end.
    """

    def __init__(
        self, database: Database, today: Callable[[], date], settings_kept_seconds: float
    ) -> None:
        self._database = database
        self.processes = Processes(database, today)
        """What the processes of one bot tell one another."""
        self._today = today
        self._known = Known(database, settings_kept_seconds)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        today: Callable[[], date] = today_in_utc,
        busy_seconds: float = BUSY_SECONDS,
        again_seconds: float = AGAIN_SECONDS,
        settings_kept_seconds: float = SETTINGS_KEPT_SECONDS,
    ) -> Self:
        """Open the memory of that address, DATABASE_URL's form, and bring its schema up to date.

        Raises MemoryRefused for an address that cannot be, and for a schema that is newer than
        this program. Anything else that is wrong is told in the log, and tried again.
        """
        address = Address.of(url)
        database = Database(address, busy_seconds=busy_seconds, again_seconds=again_seconds)
        try:
            await database.open()
        except BaseException:
            await database.close()
            raise
        return cls(database, today, settings_kept_seconds)

    async def close(self) -> None:
        """Let go of the database; what was kept is kept already."""
        await self._database.close()

    @property
    def is_working(self) -> bool:
        """Whether what is written now will be kept, as far as is known."""
        return self._database.is_working

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server decided, at most SETTINGS_KEPT_SECONDS old."""
        return await self._known.settings(guild_id)

    def known_settings(self, guild_id: int) -> GuildSettings:
        """Return what was read last, however old; the defaults where nothing was."""
        return self._known.last_settings(guild_id)

    async def change_settings(self, guild_id: int, settings: GuildSettings) -> None:
        await self._database.write(lambda c: guilds.change(c, guild_id, settings))
        self._known.keep_settings(guild_id, settings)

    async def alter_settings(
        self, guild_id: int, change: Callable[[GuildSettings], GuildSettings]
    ) -> GuildSettings:
        """Keep what `change` makes of what is kept now, not of what was read before; return it.

        What a shorter retention no longer allows is erased at once.
        """

        async def work(connection: AsyncConnection) -> GuildSettings:
            altered = await guilds.alter(connection, guild_id, change)
            await questions.retain(
                connection, guild_id, days=altered.retention_days, today=self._today()
            )
            return altered

        altered = await self._database.erase(work)
        self._known.keep_settings(guild_id, altered)
        return altered

    async def keep_no_more(self, guild_id: int) -> int:
        """Keep no questions of the server from now on, and erase those that are kept.

        The counts go too. Return how many questions were kept.
        """

        async def work(connection: AsyncConnection) -> tuple[GuildSettings, int]:
            altered = await guilds.alter(
                connection, guild_id, lambda s: replace(s, keeps_questions=False)
            )
            return altered, await questions.forget_all(connection, guild_id)

        altered, erased = await self._database.erase(work)
        self._known.keep_settings(guild_id, altered)
        return erased

    async def all_automatic(self) -> dict[int, tuple[int, ...]]:
        """Return the channels of automatic answers by server; servers without any are left out."""
        return await self._known.read(guilds.automatic, {}, last=("automatic", 0))

    async def count(self, guild_id: int, status: str, *, day: date) -> None:
        """Count a question of that day, where the server keeps questions."""
        if (await self.settings(guild_id)).keeps_questions:
            await self._database.write(lambda c: questions.count(c, guild_id, status, day))

    async def counts(self, guild_id: int, *, since: date) -> list[DayCount]:
        """Return the counts from that day on, oldest first."""
        return await self._known.read(lambda c: questions.counts(c, guild_id, since=since), [])

    async def keep_question(
        self, guild_id: int, person_id: int, text: str, outcome: Outcome, *, day: date
    ) -> None:
        """Keep what was asked in vain, and that one person more asked it, never who.

        Nothing is kept where the server did not switch that on, nor beyond MAX_QUESTIONS.
        """
        if (await self.settings(guild_id)).keeps_questions:
            asker = questions.Asker(person_id, day)
            await self._database.write(lambda c: questions.keep(c, guild_id, text, outcome, asker))

    async def unanswered(self, guild_id: int) -> list[Unanswered]:
        """Return what was asked in vain, most people first."""
        return await self._known.read(lambda c: questions.unanswered(c, guild_id), [])

    async def forget_questions(self, guild_id: int, texts: Sequence[str]) -> int:
        """Erase these questions: a gap that is done with. Return how many were kept."""
        return await self._database.erase(lambda c: questions.forget(c, guild_id, texts))

    async def teach(
        self, guild_id: int, question: str, article_id: str, passage_text: str
    ) -> Lesson:
        """Keep it in the place of what was taught of the same question; raises TooMany."""
        new = Lesson(0, guild_id, question, article_id, passage_text, self._today())
        return await self._database.write(lambda c: lessons.teach(c, new))

    async def lessons(self, guild_id: int) -> list[Lesson]:
        """Return what was taught, oldest first."""
        last = ("lessons", guild_id)
        return await self._known.read(lambda c: lessons.taught(c, guild_id), [], last=last)

    async def unteach(self, guild_id: int, lesson_id: int) -> Lesson | None:
        """Erase the lesson and return it; None where that server has none of that id."""
        return await self._database.erase(lambda c: lessons.unteach(c, guild_id, lesson_id))

    async def articles(self, guild_id: int) -> list[KeptArticle]:
        """Return the server's own articles, by id.

        Raises NotKept where they cannot be read: without them, or with those of another day, an
        index would be built that is not what `article_digests` says.
        """
        return await self._database.read(lambda c: shelves.articles_of(c, guild_id))

    async def article(self, guild_id: int, article_id: str) -> KeptArticle | None:
        """Return one of the server's own articles; raises NotKept."""
        return await self._database.read(lambda c: shelves.article_of(c, guild_id, article_id))

    async def article_notes(self, guild_id: int) -> list[ArticleNote]:
        """Return what is kept about the server's own articles, by id; raises NotKept."""
        return await self._database.read(lambda c: shelves.notes_of(c, guild_id))

    async def article_digests(self, guild_id: int) -> tuple[str, ...]:
        """Return the articles' digests, in their order: cheap, to see whether anything changed."""
        last = ("digests", guild_id)
        return await self._known.read(lambda c: shelves.digests_of(c, guild_id), (), last=last)

    async def add_article(self, guild_id: int, article: KeptArticle) -> None:
        """Keep it in the place of one of the same id; raises TooMany and TooLarge."""
        await self._database.write(lambda c: shelves.add(c, guild_id, article))

    async def remove_article(self, guild_id: int, article_id: str) -> bool:
        """Erase it; return whether it was there."""
        return await self._database.erase(lambda c: shelves.remove(c, guild_id, article_id))

    async def erase_person(self, person_id: int) -> int:
        """Erase what is linked to that person in all servers; return how many questions."""
        return await sweeping.erase_person(self._database, person_id)

    async def left(self, guild_id: int, *, on: date) -> None:
        """Keep that the bot left the server: `sweep` erases its data after LEFT_DAYS."""
        await self._database.write(lambda c: guilds.left(c, guild_id, on))

    async def came_back(self, *guild_ids: int) -> None:
        await self._database.write(lambda c: guilds.came_back(c, guild_ids))

    async def departed(self) -> list[int]:
        """Return the servers that the bot left, and whose data waits to be erased; raises NotKept.

        That none had been left would be a guess that lets `sweep` erase too much.
        """
        return await self._database.read(guilds.departed)

    async def sweep(
        self, *, today: date, concerns: Callable[[int], bool] = lambda _guild_id: True
    ) -> None:
        """Erase what has served its time; to be called once a day, and once more does no harm.

        Only servers that it `concerns` are looked at: whoever calls knows of these, and of no
        others, whether they called the bot back.
        """
        await sweeping.sweep(self._database, today=today, concerns=concerns)
        self._known.read_settings_anew()

    async def export(self, guild_id: int) -> dict[str, Any]:
        """Return all that is kept of the server, as JSON has it; raises NotKept."""
        return await self._database.read(lambda c: exporting.exported(c, guild_id))

    async def erase(self, guild_id: int) -> int:
        """Erase all that is kept of the server; return how many things that were."""
        erased = await self._database.erase(lambda c: guilds.erase(c, guild_id))
        self._known.forget(guild_id)
        return erased

    async def kept_guilds(self) -> list[int]:
        """Return the servers of which anything is kept, by number."""
        return await self._known.read(guilds.kept, [])
