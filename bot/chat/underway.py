"""What is being answered: the bot does not leave before it is sent."""

import asyncio

# Docker kills ten seconds after it has asked to stop.
LAST_REPLIES_SECONDS = 5


class Underway:
    """The tasks that answer somebody: messages, commands, presses, modals."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def join(self) -> None:
        """Let the bot wait for the task that calls this."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait until all that is underway is done, as far as that is quick."""
        tasks = self._tasks - {asyncio.current_task()}
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_REPLIES_SECONDS)
