"""What can be done with an answer: the buttons below its card."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.chat import labels
from bot.chat.phrases import Language


class Act(StrEnum):
    """What a press asks for."""

    CONTEXT = "context"
    WHY = "why"
    USEFUL = "useful"
    USELESS = "useless"
    PRECISE = "precise"
    DELETE = "delete"
    PUBLISH = "publish"


LABELS = {
    Act.CONTEXT: labels.CONTEXT_BUTTON,
    Act.WHY: labels.WHY_BUTTON,
    Act.USEFUL: labels.USEFUL_BUTTON,
    Act.USELESS: labels.USELESS_BUTTON,
    Act.PRECISE: labels.PRECISE_BUTTON,
    Act.DELETE: labels.DELETE_BUTTON,
    Act.PUBLISH: labels.PUBLISH_BUTTON,
}
ACT = re.compile(rf"(?P<act>{'|'.join(Act)}):(?P<about>[0-9a-f.]{{0,40}})")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees a card, and what that makes of its last buttons.

    `asker_id` may take the card back. A private card can be posted where it `may_be_published`,
    in reply to the message `target_id`, 0 for none. `remark` is Markdown of our own, shown small.
    """

    asker_id: int = 0
    is_private: bool = False
    may_be_published: bool = False
    target_id: int = 0
    remark: str = ""


class ActButton(ui.DynamicItem[ui.Button[Any]], template=ACT):
    """Does something with the answer that it stands below.

    `about` is what the act needs and the card does not show: for CONTEXT the passage, for DELETE
    the asker, for PUBLISH the message to reply to.
    """

    def __init__(self, act: Act, about: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{act}:{about}"))
        self.act, self.about = act, about

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(Act(match["act"]), match["about"], "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.presses.acted(interaction, self.act, self.about)


def act_button(act: Act, language: Language, about: str = "") -> ActButton:
    """Return a button, labelled in the reader's language."""
    return ActButton(act, about, LABELS[act].to(language))


def last_buttons(audience: Audience, language: Language) -> list[ui.Item[Any]]:
    """Return what takes a public card back, or posts a private one."""
    if not audience.is_private:
        return [act_button(Act.DELETE, language, str(audience.asker_id))]
    if audience.may_be_published:
        return [act_button(Act.PUBLISH, language, str(audience.target_id))]
    return []
