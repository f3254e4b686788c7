"""How long the bot waits for Discord, and how long before it tries again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of the way to Discord; tests play the same faults with shorter ones."""

    request_seconds: float = 20.0
    """The longest wait for the answer to one request, without the waits that Discord asks for."""
    callback_seconds: float = 1.0
    """The same for the first response to an interaction, which Discord forgets after 3 s."""
    pauses_seconds: tuple[float, ...] = (0.25, 1.0, 2.0, 4.0, 8.0, 16.0)
    """Before a request is made again: one for each time."""
    longest_limit_seconds: float = 120.0
    """A rate limit that lasts longer is not waited for."""
    heartbeat_timeout_seconds: float = 60.0
    """A gateway that was silent for so long is left, and the session resumed elsewhere."""
    servers_told_seconds: float = 2.0
    """After the last server that a new session was told of, before it counts as ready."""
    new_session_seconds: float = 5.0
    """Before a new session is asked for: Discord takes one in so many seconds."""
    free_sessions_an_hour: int = 20
    """So many begin without another wait, or three for each shard."""
    longest_turn_seconds: float = 40.0
    """How long a connection may wait for its session: unread for a minute, it passes for dead."""
    start_seconds: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0)
    """Before the bot knocks again at a Discord that is away; the last one goes on."""
    memory_again_seconds: float = 300.0
    """Before the memory is told once more which servers the bot is in, when it could not be."""
