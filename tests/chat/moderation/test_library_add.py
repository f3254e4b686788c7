"""/library add: a file becomes an article of one server, once a moderator has seen what it is."""

from __future__ import annotations

from bot.chat.client import Souffleur
from tests.chat.moderation.librarying import (
    WHO_BUILT_THE_MILL,
    card_of,
    offer,
    played,
    shown,
)
from tests.chat.playing import card_of as answer_to
from tests.chat.playing import labels_of
from tests.discord_server import DiscordServer, button_labelled, text_of


@played
async def test_a_file_is_shown_before_it_is_added(server: DiscordServer, bot: Souffleur) -> None:
    offered = await offer(server)

    said = shown(offered)
    assert offered.is_ephemeral
    assert "### Le moulin de Trouguer" in said
    assert "2\u00a0mai\u00a02024" in said
    assert "en français" in said
    assert "2 passages" in said
    assert "moulin.md" in said
    assert "> Anna Le Bihan construisit" in said
    assert labels_of(card_of(offered)) == ["Ajouter", "Annuler"]
    assert "Anna Le Bihan" not in text_of(await answer_to(server, WHO_BUILT_THE_MILL))


@played
async def test_what_is_added_is_answered_from(server: DiscordServer, bot: Souffleur) -> None:
    offered = await offer(server)

    added = await server.press(card_of(offered), button_labelled(card_of(offered), "Ajouter"))

    assert "«\u00a0Le moulin de Trouguer\u00a0» est ajouté" in shown(added)
    assert labels_of(card_of(added)) == []
    assert "1902" in text_of(await answer_to(server, WHO_BUILT_THE_MILL))
