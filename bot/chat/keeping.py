"""What is kept of the questions that people ask: only where their server wants that."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import UTC, date, datetime

from bot.chat.questions import Question
from bot.chat.underway import Underway
from bot.errors import BotError
from bot.memory.kept import Outcome
from bot.memory.memory import Memory
from bot.retrieval.answer import Answer, Status

OUTCOMES = {Status.NOT_FOUND: Outcome.NOT_FOUND, Status.CLOSEST: Outcome.CLOSEST}

_log = logging.getLogger(__name__)


class Keeping:
    """Hands questions to the memory, beside the answer: nobody waits for it."""

    def __init__(self, memory: Memory | None, underway: Underway) -> None:
        self._memory = memory
        self._underway = underway
        # A task that nothing refers to may be gone before it is done.
        self._tasks: set[asyncio.Task[None]] = set()

    def asked(
        self, guild_id: int | None, person_id: int, question: Question, answer: Answer
    ) -> None:
        """Count a question to the articles; keep its words too when they were asked in vain."""
        if self._memory is None or guild_id is None or answer.notice is not None:
            return
        memory, status, today = self._memory, answer.status, _today()
        self._begin(memory.count(guild_id, status.value, day=today))
        if status in OUTCOMES:
            work = memory.keep_question(
                guild_id, person_id, question.alone, OUTCOMES[status], day=today
            )
            self._begin(work)

    def found_useless(self, guild_id: int | None, person_id: int, question: Question) -> None:
        """Keep a question whose answer somebody found of no use."""
        if self._memory is not None and guild_id is not None:
            work = self._memory.keep_question(
                guild_id, person_id, question.alone, Outcome.USELESS, day=_today()
            )
            self._begin(work)

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(self._kept(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _kept(self, work: Awaitable[None]) -> None:
        self._underway.join()
        try:
            await work
        except BotError as error:
            # The memory says once what it cannot keep; each question that is not kept is a detail.
            _log.debug("A question was not kept: %s", error)


def _today() -> date:
    return datetime.now(UTC).date()
