"""Events that are not as Discord documents them."""

import logging
from collections.abc import Callable
from typing import Any

# It tells the bot's new name, which nothing needs; a broken one would change who the bot is for
# itself, and it would no longer know its own mention.
UNHEEDED = frozenset({"USER_UPDATE"})
# What discord.py stumbles over in one. A time beyond all calendars is one of the last two.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, OSError)

_log = logging.getLogger(__name__)


def skipping_broken(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return `parse`, but for an event that is not as Discord documents it: logged and skipped.

    discord.py lets such an event end the whole connection, and offers no other place to catch it.
    """

    def parse_or_skip(data: Any) -> None:  # noqa: ANN401 - whatever the gateway sent
        try:
            parse(data)
        except UNREADABLE as error:
            _log.error("A broken %s was skipped: %r", event, error)

    return parse_or_skip
