"""A question as it comes in from Discord, and as a card keeps it for whoever presses a button."""

import re
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ui

from bot.chat import phrases
from bot.chat.lengths import QUESTION_CHARACTERS, length, shorten
from bot.chat.markdown import escape, one_line, unescape
from bot.chat.phrases import Language
from bot.chat.prints import PRINT
from bot.retrieval.conversation import standing_alone

# The components that hold the question and those before it, so that a press finds them.
QUESTION_ID, EARLIER_ID = 100, 101
QUESTION_MARK, EARLIER_MARK = "### ", "-# "
# The one button that every quotation of an answer has; its id tells what was quoted.
WHY = re.compile(f"why:{PRINT}")
# What a follow-up leans on is near: more of it would fill the card.
EARLIER_QUESTIONS, EARLIER_ROOM = 3, 300


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the questions before it that it may lean on, oldest first.

    All are as a card shows them: on one line each, at most 500 characters and EARLIER_ROOM long.
    """

    text: str
    earlier: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, *, after: "Question | None" = None) -> Self:
        """Return `text` as a question, `after` being the one that it follows, if any."""
        earlier = _kept((*after.earlier, after.text)) if after and after.text else ()
        return cls(as_asked(text), earlier)

    @property
    def alone(self) -> str:
        """The question behind those that it leans on: what it means without its conversation."""
        return standing_alone(self.text, self.earlier)


def as_asked(text: str) -> str:
    """Return a question as it is asked and shown: on one line, at most 500 characters long."""
    return shorten(one_line(text), QUESTION_CHARACTERS)


def without_mention(text: str, user_id: int) -> str:
    """Return a message's text without the mention of that user, wherever it stands."""
    return re.sub(rf"<@!?{user_id}>", " ", text)


def question_parts(question: Question, language: Language) -> list[ui.Item[Any]]:
    """Return the head of a card: the question, and what it follows."""
    asked = ui.TextDisplay[Any](f"{QUESTION_MARK}{escape(question.text)}", id=QUESTION_ID)
    if not question.earlier:
        return [asked]
    said = (phrases.AFTER.to(language).format(question=escape(text)) for text in question.earlier)
    lines = "\n".join(f"{EARLIER_MARK}{line}" for line in said)
    return [asked, ui.TextDisplay(lines, id=EARLIER_ID)]


def question_on(message: discord.Message) -> Question | None:
    """Read the question back from a card, or None when the message is no card with a question."""
    held = {
        part.id: part.content
        for component in message.components
        for part in getattr(component, "children", ())
        if isinstance(part, discord.TextDisplay)
    }
    asked = unescape(held.get(QUESTION_ID, "").removeprefix(QUESTION_MARK))
    if not asked:
        return None
    lines = held[EARLIER_ID].split("\n") if EARLIER_ID in held else []
    return Question(asked, tuple(_earlier(line) for line in lines))


def question_behind(press: discord.Interaction[Any]) -> Question | None:
    """Read the question on the card that somebody pressed something on; None where there is none.

    Discord shows our buttons on our own cards alone: a press on another message is forged.
    """
    is_ours = press.message is not None and press.message.author == press.client.user
    return question_on(press.message) if press.message and is_ours else None


def seen_on(message: discord.Message | None) -> str:
    """Read back the print of the passage that a card showed first; empty where it showed none."""
    ids = (
        getattr(button, "custom_id", None) or ""
        for component in (message.components if message else ())
        for row in getattr(component, "children", ())
        for button in getattr(row, "children", ())
    )
    found = (WHY.fullmatch(custom_id) for custom_id in ids)
    return next((match["seen"] for match in found if match), "")


def _earlier(line: str) -> str:
    said = line.removeprefix(EARLIER_MARK)
    for language in Language:
        said = said.removeprefix(phrases.AFTER.to(language).format(question=""))
    return unescape(said)


def _kept(earlier: tuple[str, ...]) -> tuple[str, ...]:
    """Return the nearest of the earlier questions, as far as a card has room for them."""
    kept = [shorten(earlier[-1], EARLIER_ROOM, shown=escape)]
    room = EARLIER_ROOM - length(escape(kept[0]))
    for text in reversed(earlier[-EARLIER_QUESTIONS:-1]):
        room -= length(escape(text))
        if room < 0:
            break
        kept.insert(0, text)
    return tuple(kept)
