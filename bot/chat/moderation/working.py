"""Whether what was read of the memory is what it holds."""

from bot.errors import NotKept
from bot.memory.memory import Memory


def working(memory: Memory) -> None:
    """Raise NotKept where the memory is out of order: what it gave would be a guess.

    A list of nothing would say that all is well, and one of yesterday what is not there any more.
    """
    if not memory.is_working:
        raise NotKept("The memory is out of order.")
