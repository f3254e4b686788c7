"""An answer follows its question: edited with it, and deleted with it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import dataclass, field

import discord

from bot.chat.cards import Card
from bot.chat.manners import Once
from bot.chat.refusals import is_over, may_not_reply, may_not_write
from bot.chat.replies import with_working_sign

# An edit that comes later is no correction of what was asked.
EDITED_SECONDS = 60
REMEMBERED = 1_000


@dataclass(slots=True)
class Followed:
    """A message that is answered, what it asks, and the answer once that is sent.

    `is_offered` when it was said to nobody, and answered because the answer was sure.
    """

    text: str
    asker_id: int
    is_offered: bool = False
    answer: discord.Message | discord.PartialMessage | None = None
    is_deleted: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Following:
    """The last messages that were answered, by their ids, and their answers."""

    def __init__(self) -> None:
        self._followed: OrderedDict[int, Followed] = OrderedDict()
        # Discord may tell of a deletion before the bot has begun to answer.
        self._deleted = Once()

    async def answer(
        self,
        message: discord.Message,
        text: str,
        work: Awaitable[Card],
        *,
        is_offered: bool = False,
    ) -> None:
        """Reply to a message that asks `text` with what `work` brings, unless it is deleted."""
        followed = Followed(
            text, message.author.id, is_offered, is_deleted=message.id in self._deleted
        )
        self._followed[message.id] = followed
        if len(self._followed) > REMEMBERED:
            self._followed.popitem(last=False)
        async with followed.turn:
            card = await with_working_sign(message.channel, work)
            if not followed.is_deleted:
                followed.answer = await send_reply(message, card)

    def hand_over(self, bot: discord.Client) -> None:
        """Go on with another client: the answers are edited and deleted through this one."""
        for followed in self._followed.values():
            if followed.answer is not None:
                place = bot.get_partial_messageable(followed.answer.channel.id)
                followed.answer = place.get_partial_message(followed.answer.id)

    def people(self) -> set[int]:
        """Return whose messages are followed."""
        return {each.asker_id for each in self._followed.values()}

    def forget(self, asker_id: int) -> int:
        """Follow a person's messages no more; return how many were followed."""
        own = [key for key, each in self._followed.items() if each.asker_id == asker_id]
        for key in own:
            del self._followed[key]
        return len(own)

    def is_offered(self, message: discord.Message) -> bool:
        """Tell whether the answer to a message was offered, not asked for."""
        followed = self._followed.get(message.id)
        return followed is not None and followed.is_offered

    def is_corrected(self, message: discord.Message, text: str) -> bool:
        """Tell whether an answered message asks something else now, within a minute."""
        followed = self._followed.get(message.id)
        if followed is None or message.edited_at is None or text == followed.text:
            return False
        return (message.edited_at - message.created_at).total_seconds() <= EDITED_SECONDS

    async def correct(
        self, message: discord.Message, text: str, work: Awaitable[Card | None]
    ) -> None:
        """Edit the answer to a message that asks `text` now; without a new card it stays."""
        followed = self._followed.get(message.id)
        if followed is None:
            return
        followed.text = text
        async with followed.turn:
            card = await work
            # Of two corrections the last one counts, whichever is worked out first.
            is_last = followed.text == text
            if card is not None and followed.answer is not None and is_last:
                await unless_refused(followed.answer.edit(view=card))

    async def deleted(self, message_id: int) -> None:
        """Delete the answer to a message that is deleted, also one that is not sent yet."""
        followed = self._followed.pop(message_id, None)
        if followed is None:
            self._deleted.is_first(message_id)
            return
        followed.is_deleted = True
        async with followed.turn:
            if followed.answer is not None:
                await unless_refused(followed.answer.delete())


async def unless_refused(work: Awaitable[object]) -> None:
    """Do what Discord lets the bot do: an answer may be gone, or its thread archived."""
    try:
        await work
    except discord.HTTPException as error:
        if not (is_over(error) or may_not_write(error)):
            raise


async def send_reply(message: discord.Message, card: Card) -> discord.Message:
    """Reply to a message; that it is deleted meanwhile does not keep the reply from coming."""
    # Discord makes no second message of one nonce, should the first request be sent again.
    nonce = str(message.id)
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        return await message.channel.send(
            view=card, reference=reference, mention_author=False, nonce=nonce
        )
    except discord.HTTPException as error:
        if not may_not_reply(error):
            raise
        return await message.channel.send(view=card, nonce=nonce)
