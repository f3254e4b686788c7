"""Messages that people write: answered, followed when they change, and never twice."""

from collections.abc import Awaitable, Iterable, Iterator, Sequence

import discord

from bot.chat import notes
from bot.chat.answer_buttons import Audience
from bot.chat.answering import Answering
from bot.chat.asking import waiting
from bot.chat.automatic import questions_in
from bot.chat.cards import Card, note, short_help_card
from bot.chat.following import Following, send_reply, unless_refused
from bot.chat.manners import Cooldowns, Once
from bot.chat.phrases import Phrase
from bot.chat.questions import Question, question_on, without_mention
from bot.chat.refusals import is_over, may_not_write
from bot.chat.replies import place_language
from bot.chat.servers import place_of
from bot.operations.metrics import Way


class Messages:
    """Answers messages: those said to the bot, and questions where automatic answers are on."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._servers = answering.servers
        self._following = Following()
        self._unwritable = Once()
        self._silent = Once()

    def hand_over(self, bot: discord.Client) -> None:
        """Go on with another client."""
        self._following.hand_over(bot)

    def people(self) -> set[int]:
        """Return whose messages are followed, and who was told something once."""
        told = {pair[0] for once in (self._silent, self._unwritable) for pair in _pairs(once)}
        return told | self._following.people()

    def forget(self, person_id: int) -> int:
        """Forget a person's messages, and what they were told once; return how many messages."""
        for told in (self._silent, self._unwritable):
            told.forget_those(lambda pair: isinstance(pair, tuple) and pair[0] == person_id)
        return self._following.forget(person_id)

    async def asked_of_everybody(self, message: discord.Message) -> list[str]:
        """Return what a message that is said to nobody asks, where automatic answers are on."""
        guild_id = message.guild.id if message.guild else None
        channel_ids = await self._servers.automatic_channel_ids(guild_id)
        questions = questions_in(message, channel_ids)
        # Most messages ask nothing: whether the channel is silent need not be known for them.
        return [] if questions and await self._servers.is_silent(place_of(message)) else questions

    async def reply(self, message: discord.Message, bot_id: int) -> None:
        """Reply to a message that is said to the bot; to one that asks nothing, with the help."""
        if await self._servers.is_silent(place_of(message)):
            await self._say_silent(message)
            return
        cooldowns = await self._cooldowns(message)
        wait = cooldowns.wait_for(message.author.id, message.channel.id)
        if wait is None:
            text = without_mention(message.content, bot_id)
            is_direct = isinstance(message.channel, discord.DMChannel)
            way = Way.DIRECT_MESSAGE if is_direct else Way.MENTION
            await self._answer(message, text, self._card(message, text, bot_id, way))
        elif wait.is_news:
            phrase = waiting(wait, message.guild.id if message.guild else None)
            await _tell_privately(message, phrase, seconds=wait.seconds)

    async def offer(self, message: discord.Message, questions: Sequence[str]) -> None:
        """Answer a message that asks everybody these, if one of them is surely answered."""
        card = await self._sure_card(message, questions)
        if card is not None:
            await self._answer(message, "\n".join(questions), _ready(card), is_offered=True)

    async def edited(self, message: discord.Message, bot_id: int) -> None:
        """Correct the answer to a message that asks something else now, within a minute.

        An answer that was offered is only ever replaced by one that is sure as well.
        """
        is_offered = self._following.is_offered(message)
        text = without_mention(message.content, bot_id)
        questions = await self.asked_of_everybody(message) if is_offered else []
        if is_offered:
            text = "\n".join(questions)
        if not text.strip() or not self._following.is_corrected(message, text):
            return
        if is_offered:
            await self._following.correct(message, text, self._sure_card(message, questions))
            return
        if await self._servers.is_silent(place_of(message)):
            return
        cooldowns = await self._cooldowns(message)
        if cooldowns.wait_for(message.author.id, message.channel.id) is None:
            card = self._card(message, text, bot_id, Way.CORRECTION)
            await self._following.correct(message, text, card)

    async def deleted(self, message_ids: Iterable[int]) -> None:
        """Delete the answers to messages that are deleted."""
        for message_id in message_ids:
            await self._following.deleted(message_id)

    async def _card(self, message: discord.Message, text: str, bot_id: int, way: Way) -> Card:
        reader = await self._servers.reader_of(message)
        before = await _replied_to(message, bot_id)
        question = Question.of(text, after=before)
        if not question.text:
            librarian = await self._servers.librarian(reader.guild_id)
            return short_help_card(librarian.corpus, reader.language)
        if before is not None and way is not Way.CORRECTION:
            way = Way.REPLY
        audience = Audience(message.author.id)
        return await self._answering.answered(question, reader, audience, way)

    async def _sure_card(self, message: discord.Message, questions: Sequence[str]) -> Card | None:
        """Return the card of a sure answer to a message that is said to nobody, if there is one."""
        asker, place = message.author.id, message.channel.id
        cooldowns = await self._cooldowns(message)
        if cooldowns.is_waiting(asker, place):
            return None
        reader, audience = await self._servers.reader_of(message), Audience(asker)
        for text in questions:
            card = await self._answering.sure(Question.of(text), reader, audience)
            if card is not None:
                wait = cooldowns.wait_for(asker, place)
                return card if wait is None else None
        return None

    async def _say_silent(self, message: discord.Message) -> None:
        """Tell the author, once, that the bot does not answer there; nobody else is told."""
        if self._silent.is_first((message.author.id, message.channel.id)):
            card = _said(message, notes.SILENT_THERE, channel=f"<#{message.channel.id}>")
            await _is_told_directly(message.author, card)

    async def _cooldowns(self, message: discord.Message) -> Cooldowns:
        return await self._servers.cooldowns(message.guild.id if message.guild else None)

    async def _answer(
        self,
        message: discord.Message,
        text: str,
        work: Awaitable[Card],
        *,
        is_offered: bool = False,
    ) -> None:
        """Send the card; where the bot may not write, say so to the asker in private, once."""
        try:
            await self._following.answer(message, text, work, is_offered=is_offered)
        except discord.HTTPException as error:
            if not may_not_write(error):
                raise
            place = (message.author.id, message.channel.id)
            if message.guild is not None and self._unwritable.is_first(place):
                channel = f"<#{message.channel.id}>"
                card = _said(message, notes.MAY_NOT_WRITE, channel=channel)
                await _is_told_directly(message.author, card)


def _pairs(told: Once) -> Iterator[tuple[int, int]]:
    """Return the people and the places of what was told."""
    return (pair for pair in told if isinstance(pair, tuple))


async def _ready(card: Card) -> Card:
    return card


async def _replied_to(message: discord.Message, bot_id: int) -> Question | None:
    """Return the question on the bot's card that a message replies to, if it does."""
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None:
        return None
    card = reference.resolved
    if card is None and reference.message_id is not None:
        try:
            card = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            # Without what went before, a question is answered as one that stands alone.
            return None
    if not isinstance(card, discord.Message) or card.author.id != bot_id:
        return None
    return question_on(card)


async def _tell_privately(message: discord.Message, phrase: Phrase, *, seconds: int) -> None:
    """Tell the author of a message alone, where that can be; else in reply to it."""
    card = _said(message, phrase, seconds=seconds, channel=f"<#{message.channel.id}>")
    if message.guild is None or not await _is_told_directly(message.author, card):
        await unless_refused(send_reply(message, card))


async def _is_told_directly(person: discord.abc.User, card: Card) -> bool:
    """Send a direct message; return False to those who want none."""
    try:
        await person.send(view=card)  # type: ignore[attr-defined]
    except discord.HTTPException as error:
        if may_not_write(error) or is_over(error):
            return False
        raise
    return True


def _said(message: discord.Message, phrase: Phrase, **fields: object) -> Card:
    return note(phrase.to(place_language(message)).format(**fields))
