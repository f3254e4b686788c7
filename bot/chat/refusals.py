"""What Discord answers in place of doing as it is asked, sorted by what is left to do.

The codes are those of https://discord.com/developers/docs/topics/opcodes-and-status-codes.
"""

import discord

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN = 10015, 10062, 50027
ALREADY_ACKNOWLEDGED = 40060
MISSING_ACCESS, MISSING_PERMISSIONS, CANNOT_MESSAGE_USER = 50001, 50013, 50007
THREAD_ARCHIVED, THREAD_LOCKED = 50083, 160005
REPLY_WITHOUT_HISTORY = 160002

# Nobody is there any more to be told anything, or all was told already.
_OVER = frozenset(
    {
        UNKNOWN_CHANNEL,
        UNKNOWN_MESSAGE,
        UNKNOWN_WEBHOOK,
        UNKNOWN_INTERACTION,
        INVALID_WEBHOOK_TOKEN,
        ALREADY_ACKNOWLEDGED,
    }
)
_MAY_NOT_WRITE = frozenset(
    {
        MISSING_ACCESS,
        MISSING_PERMISSIONS,
        CANNOT_MESSAGE_USER,
        THREAD_ARCHIVED,
        THREAD_LOCKED,
        REPLY_WITHOUT_HISTORY,
    }
)


def is_over(error: BaseException) -> bool:
    """Tell whether the place to reply in is gone, or holds the reply already."""
    return isinstance(error, discord.HTTPException) and error.code in _OVER


def may_not_reply(error: discord.HTTPException) -> bool:
    """Tell whether the bot may write there, but not in reply to a message."""
    return error.code == REPLY_WITHOUT_HISTORY


def is_closed(error: discord.HTTPException) -> bool:
    """Tell whether a thread is archived or locked: nothing in it can be changed."""
    return error.code in {THREAD_ARCHIVED, THREAD_LOCKED}


def may_not_write(error: discord.HTTPException) -> bool:
    """Tell whether the bot is not let to write there."""
    return error.code in _MAY_NOT_WRITE
