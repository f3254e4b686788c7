"""The buttons on a card.

What a press needs is in the button's id and on the card, so that it works after a restart. The
client that hears the press has the `desk` that answers it.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.chat import labels
from bot.chat.phrases import Language
from bot.chat.prints import PRINT

# Old forms of an id must match no template: they are then answered as stale buttons.
MORE = re.compile(rf"more:(?P<skipped>\d{{1,3}}):{PRINT}")
PAGE = re.compile(
    rf"page:(?P<ranking>answer|search):(?P<skipped>\d{{1,3}}):(?P<page>\d{{1,3}}):{PRINT}"
)


class Ranking(StrEnum):
    """Where the passages of a list come from: an answer to a question, or a search for words."""

    ANSWER = "answer"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a ranking without its first `skipped` passages; pages count from 0.

    `seen` is the print of the ranking's first passage.
    """

    ranking: Ranking
    skipped: int
    page: int
    seen: str


class MoreButton(ui.DynamicItem[ui.Button[Any]], template=MORE):
    """Shows the passages ranked after the first `skipped`, to whoever presses it alone."""

    def __init__(self, skipped: int, seen: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"more:{skipped}:{seen}"))
        self.listing = Listing(Ranking.ANSWER, skipped, 0, seen)

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        return cls(int(match["skipped"]), match["seen"], "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.presses.listed(interaction, self.listing, on_new_message=True)


class PageButton(ui.DynamicItem[ui.Button[Any]], template=PAGE):
    """Turns a list of passages to another page, in place."""

    def __init__(self, listing: Listing, label: str, *, disabled: bool = False) -> None:
        custom_id = f"page:{listing.ranking}:{listing.skipped}:{listing.page}:{listing.seen}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.listing = listing

    @classmethod
    async def from_custom_id(
        cls, _press: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button back from the id that Discord hands over."""
        ranking = Ranking(match["ranking"])
        page = int(match["page"])
        return cls(Listing(ranking, int(match["skipped"]), page, match["seen"]), "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.desk.presses.listed(
            interaction, self.listing, on_new_message=False
        )


def page_buttons(listing: Listing, pages: int, language: Language) -> ui.ActionRow[Any]:
    """Return ◀ and ▶ for a list of `pages` pages; where one leads nowhere it is greyed out."""
    previous, following = listing.page - 1, listing.page + 1
    return ui.ActionRow(
        PageButton(
            # On the first page both must not hold the same id.
            replace(listing, page=max(previous, 0)),
            labels.PREVIOUS_BUTTON.to(language),
            disabled=previous < 0,
        ),
        PageButton(
            replace(listing, page=following),
            labels.NEXT_BUTTON.to(language),
            disabled=following >= pages,
        ),
    )
