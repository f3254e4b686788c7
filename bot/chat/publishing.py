"""« Publier dans le salon »: a private answer, posted once for everybody."""

from typing import Any

import aiohttp
import discord

from bot.chat import notes
from bot.chat.answer_buttons import Audience
from bot.chat.answering import Answering
from bot.chat.asking import may_write
from bot.chat.cards import Card
from bot.chat.manners import Once
from bot.chat.questions import Question, seen_on
from bot.chat.refusals import is_over, may_not_write
from bot.chat.replies import say
from bot.chat.servers import place_of
from bot.operations.metrics import Way


class Publishing:
    """Posts private answers, in the name of those who asked."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._published = Once()

    async def publish(
        self, press: discord.Interaction[Any], question: Question, target_id: int
    ) -> None:
        """Post the answer to `question`; in reply to the message `target_id`, unless it is 0.

        The private card loses its button first, and gets it back where nothing could be posted.
        """
        if not may_write(press):
            await say(press, notes.YOU_MAY_NOT_WRITE)
            return
        if await self._answering.servers.is_silent(place_of(press)):
            await say(press, notes.NOT_POSTED_HERE)
            return
        card_id = press.message.id if press.message else 0
        if not self._published.is_first(card_id):
            await say(press, notes.ALREADY_PUBLISHED)
            return
        is_posted = False
        try:
            is_posted = await self._is_posted(press, question, target_id)
        finally:
            if not is_posted:
                self._published.forget(card_id)

    async def _is_posted(
        self, press: discord.Interaction[Any], question: Question, target_id: int
    ) -> bool:
        """Post the answer; where that cannot be, say why and return False."""
        reader, asker_id = await self._answering.servers.reader(press), press.user.id
        await press.response.defer()
        if await self._answering.is_changed(question, reader, seen_on(press.message)):
            await say(press, notes.OTHER_ANSWER)
            return False
        by = notes.PUBLISHED_BY.to(reader.language).format(person=press.user.mention)
        public = await self._answering.answered(
            question, reader, Audience(asker_id, remark=by), Way.BUTTON
        )
        await self._show_private(press, question, Audience(asker_id, is_private=True))
        try:
            await _post(press, public, target_id)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            again = Audience(asker_id, is_private=True, may_be_published=True, target_id=target_id)
            await self._show_private(press, question, again)
            if not (isinstance(error, discord.HTTPException) and may_not_write(error)):
                raise
            await say(press, notes.MAY_NOT_WRITE_HERE)
            return False
        return True

    async def _show_private(
        self, press: discord.Interaction[Any], question: Question, audience: Audience
    ) -> None:
        reader = await self._answering.servers.reader(press)
        card = await self._answering.answered(question, reader, audience, None)
        await press.edit_original_response(view=card)


async def _post(press: discord.Interaction[Any], card: Card, target_id: int) -> None:
    if target_id and press.channel_id and await _is_reply_sent(press, card, target_id):
        return
    await press.followup.send(view=card)


async def _is_reply_sent(press: discord.Interaction[Any], card: Card, target_id: int) -> bool:
    """Reply to a message; return False where only the app's user may write, not the bot."""
    channel = press.client.get_partial_messageable(press.channel_id, guild_id=press.guild_id)
    reference = discord.MessageReference(
        message_id=target_id, channel_id=channel.id, fail_if_not_exists=False
    )
    try:
        # Discord makes no second message of one nonce, should the request be sent again.
        await channel.send(
            view=card, reference=reference, mention_author=False, nonce=str(press.id)
        )
    except discord.HTTPException as error:
        if may_not_write(error) or is_over(error):
            return False
        raise
    return True
