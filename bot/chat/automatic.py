"""Which messages the bot may answer although nobody spoke to it."""

import re
from collections.abc import Collection

import discord

ADDRESS = re.compile(r"https?://\S+|<[^<>\s]+>")
# « qui est alexandr wang » is typed without its mark. A statement may begin with the same words:
# it ends with a full stop, or goes on for longer.
OPENING = re.compile(
    r"(?:qui|que|quoi|quels?|quelles?|quand|où|ou est|comment|combien|pourquoi|est[- ]ce|"
    r"qu['’]est|c['’]est quoi|who|what|when|where|why|which|how)\b",
    re.IGNORECASE,
)
OPENED_WORDS = 15
STATED = (".", "!", "…", ":")


def questions_in(message: discord.Message, channel_ids: Collection[int]) -> list[str]:
    """Return the questions that a message asks everybody, in the order to try them in.

    Only in those channels and forums; in a forum only the first post of a thread is looked at,
    with the thread's title.
    """
    if _is_between_people(message):
        return []
    texts, channel = [message.content], message.channel
    if isinstance(channel, discord.Thread) and _opens(channel, message, channel_ids):
        texts.insert(0, channel.name)
    elif channel.id not in channel_ids:
        return []
    return [text for text in texts if is_question(text)]


def _opens(thread: discord.Thread, message: discord.Message, channel_ids: Collection[int]) -> bool:
    # A forum's thread bears the id of its first post; no other thread holds such a message.
    return thread.parent_id in channel_ids and thread.id == message.id


def _is_between_people(message: discord.Message) -> bool:
    is_addressed = message.mentions or message.role_mentions or message.mention_everyone
    return bool(is_addressed or message.reference)


def is_question(text: str) -> bool:
    """Tell whether somebody asks something."""
    said = ADDRESS.sub(" ", text).strip()
    if "?" in said:
        return True
    is_short = len(said.split()) <= OPENED_WORDS
    return bool(OPENING.match(said)) and is_short and not said.endswith(STATED)
