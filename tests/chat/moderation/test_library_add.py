"""/library add: a file becomes an article of one server, once a moderator has seen what it is."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.articles.imports.importing import MAX_SOURCE_BYTES
from bot.chat.client import Souffleur
from bot.chat.moderation.library_desk import Library
from bot.chat.moderation.library_pending import WAITING_MINUTES, Pending
from bot.memory.kept import KeptArticle
from bot.memory.memory import today_in_utc
from bot.memory.shelves import MAX_ARTICLES
from tests.chat.moderation.librarying import (
    BUILT,
    MILL,
    WHO_BUILT_THE_MILL,
    add,
    guild_id_of,
    memory_of,
    message_of,
    offer,
    played,
    playing,
    press,
    said_in,
    shown,
)
from tests.chat.playing import addresses_kept, card_of, labels_of
from tests.discord_payloads import MEMBER_PERMISSIONS
from tests.discord_server import DiscordServer, button_labelled, text_of
from tests.memory.ready import lay


@played()
async def test_a_file_is_shown_before_it_is_added(server: DiscordServer, bot: Souffleur) -> None:
    offered = await offer(server)

    said = shown(offered)
    assert offered.is_ephemeral
    assert "Ajouter cet article à ce serveur\u202f?" in said
    assert "### Le moulin de Trouguer" in said
    assert "2\u00a0mai\u00a02024 · en français · 2 passages · moulin.md" in said
    assert f"> {BUILT} construisit" in said
    assert labels_of(message_of(offered)) == ["Ajouter", "Annuler"]
    assert BUILT not in text_of(await card_of(server, WHO_BUILT_THE_MILL))


@played()
async def test_what_is_added_is_answered_from(server: DiscordServer, bot: Souffleur) -> None:
    added = await add(server)

    assert "«\u00a0Le moulin de Trouguer\u00a0» est ajouté" in shown(added)
    assert "(2 passages)" in shown(added)
    assert labels_of(message_of(added)) == []
    assert BUILT in text_of(await card_of(server, WHO_BUILT_THE_MILL))
    (kept,) = await memory_of(bot).articles(guild_id_of(server))
    assert (kept.article_id, kept.source) == ("/moulin", "moulin.md")


@played()
async def test_nothing_is_added_that_was_cancelled(server: DiscordServer, bot: Souffleur) -> None:
    offered = await offer(server)
    token = button_labelled(message_of(offered), "Ajouter").rpartition(":")[2]

    cancelled = await press(server, offered, "Annuler")

    assert shown(cancelled) == "Rien n’est changé."
    assert await memory_of(bot).articles(guild_id_of(server)) == []
    assert bot.library._shelving._pending.look(guild_id_of(server), token) is None


@played()
async def test_an_article_of_the_same_name_is_told_before_it_is_replaced(
    server: DiscordServer, bot: Souffleur
) -> None:
    await add(server)

    offered = await offer(server, MILL.replace("1902", "1903"))
    said = shown(offered)
    replaced = await press(server, offered, "Remplacer")

    assert "Il prend la place de «\u00a0Le moulin de Trouguer\u00a0»" in said
    assert "passages nouveaux\u00a0: 1, disparus\u00a0: 1" in said
    assert "est ajouté" in shown(replaced)
    assert "1903" in text_of(await card_of(server, WHO_BUILT_THE_MILL))


@played()
async def test_the_same_article_once_more_is_nothing_new(
    server: DiscordServer, bot: Souffleur
) -> None:
    await add(server)

    again = await offer(server)

    assert "est déjà là, mot pour mot" in shown(again)
    assert labels_of(message_of(again)) == []


@played()
async def test_what_another_moderator_added_meanwhile_is_shown_before_it_is_replaced(
    server: DiscordServer, bot: Souffleur
) -> None:
    first, second = await offer(server), await offer(server, MILL.replace("1902", "1903"))
    await press(server, first, "Ajouter")

    asked = await press(server, second, "Ajouter")

    assert "Il prend la place de" in shown(asked)
    assert "1902" in text_of(await card_of(server, WHO_BUILT_THE_MILL))
    await press(server, asked, "Remplacer")
    assert "1903" in text_of(await card_of(server, WHO_BUILT_THE_MILL))


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


@played(library=lambda: Library(pending=Pending(CLOCK)))
async def test_what_waited_too_long_is_gone_and_says_so(
    server: DiscordServer, bot: Souffleur
) -> None:
    offered = await offer(server)
    CLOCK.now += WAITING_MINUTES * 60

    late = await press(server, offered, "Ajouter")

    assert shown(late).startswith("Je n’ai plus cet article en attente\u00a0: 15 minutes")
    assert await memory_of(bot).articles(guild_id_of(server)) == []


@played()
async def test_after_a_restart_the_press_says_kindly_that_it_is_gone(
    server: DiscordServer, bot: Souffleur
) -> None:
    offered = await offer(server)
    # All that a restart leaves of what waited.
    bot.library = Library()

    pressed = await press(server, offered, "Ajouter")

    assert "ou j’ai été redémarré" in shown(pressed)


@played()
async def test_another_server_cannot_add_what_waits_here(
    server: DiscordServer, bot: Souffleur
) -> None:
    offered = await offer(server)
    custom_id = button_labelled(message_of(offered), "Ajouter")
    elsewhere = {
        "guild_id": "77",
        "guild": {"id": "77", "features": [], "locale": "fr"},
        "authorizing_integration_owners": {"0": "77"},
    }

    forged = await server.press(message_of(offered), custom_id, over=elsewhere)

    assert "Je n’ai plus cet article en attente" in shown(forged)
    assert await memory_of(bot).articles(77) == []
    assert await memory_of(bot).articles(guild_id_of(server)) == []


@played()
async def test_who_no_longer_manages_the_server_cannot_add(
    server: DiscordServer, bot: Souffleur
) -> None:
    offered = await offer(server)
    server.world.permissions[server.user["id"]] = MEMBER_PERMISSIONS

    pressed = await press(server, offered, "Ajouter")

    assert "«\u00a0Gérer le serveur\u00a0»" in said_in(pressed)
    assert await memory_of(bot).articles(guild_id_of(server)) == []


@played()
async def test_who_does_not_manage_the_server_is_refused(
    server: DiscordServer, bot: Souffleur
) -> None:
    member = server.add_user("dominique")
    file = server.files.attach("moulin.md", MILL.encode())

    for command, options in (
        ("library list", {}),
        ("library add", {"file": file}),
        ("library remove", {"title": "x"}),
        ("library reload", {}),
    ):
        refused = await server.slash(command, options, user=member)
        assert "«\u00a0Gérer le serveur\u00a0»" in shown(refused), command
        assert refused.is_ephemeral
    completed = await server.autocomplete("library remove", "title", "m", user=member)
    assert completed.choices == []
    assert server.files.downloads == []


@played()
async def test_english_moderators_are_answered_in_english(
    server: DiscordServer, bot: Souffleur
) -> None:
    file = server.files.attach("moulin.md", MILL.encode())

    offered = await server.slash("library add", {"file": file}, locale="en-GB")

    assert "Add this article to this server?" in shown(offered)
    assert labels_of(message_of(offered)) == ["Add", "Cancel"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.md", b"  \n", "Rien n’y est écrit"),
        ("image.png", b"\x89PNG\r\n", "Je ne lis que les fichiers .md, .txt, .html et .pdf."),
        ("faux.pdf", b"bonjour", "Le fichier est abîmé"),
        ("titres.md", b"# Rien\n\n## Que des titres\n", "Je n’y trouve pas d’article"),
        ("nul.txt", bytes(range(256)) * 40, "Ce n’est pas du texte"),
        ("long.txt", b"mot " * 1_100_000, "C’est trop grand pour un article\u00a0: 4\u00a0Mo"),
    ],
)
def test_a_file_that_is_no_article_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    async def scene(server: DiscordServer, bot: Souffleur) -> None:
        refused = await offer(server, content, name)

        assert shown(refused).startswith(said)
        assert labels_of(message_of(refused)) == []

    with addresses_kept():
        asyncio.run(playing(scene, lay(tmp_path / "memory.db")))


@played()
async def test_a_file_that_is_too_large_is_not_even_downloaded(
    server: DiscordServer, bot: Souffleur
) -> None:
    file = server.files.attach("moulin.md", MILL.encode(), size=MAX_SOURCE_BYTES + 1)

    refused = await server.slash("library add", {"file": file})

    assert "C’est trop grand" in shown(refused)
    assert server.files.downloads == []


@played()
async def test_a_file_that_discord_does_not_hand_over_is_asked_for_again(
    server: DiscordServer, bot: Souffleur
) -> None:
    server.files.is_closed = True

    assert "Discord ne m’a pas donné le fichier" in shown(await offer(server))


@played()
async def test_a_page_is_read_without_what_stands_around_it(
    server: DiscordServer, bot: Souffleur
) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in MILL.split("\n\n")[1:] if text[0] != "#")
    page = (
        "<html lang='fr'><head><title>Le moulin de Trouguer</title></head><body>"
        "<nav><a href='/'>Accueil</a> <a href='/contact'>Contact</a></nav>"
        f"<article><h1>Le moulin de Trouguer</h1>{paragraphs}</article></body></html>"
    )

    offered = await offer(server, page, "moulin.html")

    assert f"> {BUILT} construisit" in shown(offered)
    assert "Accueil" not in shown(offered)


@played()
async def test_one_file_or_one_address_is_asked_for(server: DiscordServer, bot: Souffleur) -> None:
    file = server.files.attach("moulin.md", MILL.encode())
    both = {"file": file, "address": "https://example.org/moulin"}

    assert "l’un des deux" in shown(await server.slash("library add", {}))
    assert "l’un des deux" in shown(await server.slash("library add", both))


@played()
async def test_pages_are_not_fetched_unless_the_host_allows_it(
    server: DiscordServer, bot: Souffleur
) -> None:
    asked = {"address": "https://example.org/moulin"}

    refused = await server.slash("library add", asked)

    assert "qui m’héberge doit d’abord mettre ALLOW_FETCH=true" in shown(refused)


@played()
async def test_a_server_keeps_no_more_articles_than_it_may(
    server: DiscordServer, bot: Souffleur
) -> None:
    for number in range(MAX_ARTICLES):
        text = f"Le rocher {number} dépasse à marée basse."
        kept = KeptArticle.of(f"/{number}", text, source="", added_on=today_in_utc())
        await memory_of(bot).add_article(guild_id_of(server), kept)

    refused = await offer(server)

    assert f"ce serveur a déjà {MAX_ARTICLES} articles" in shown(refused)
    assert labels_of(message_of(refused)) == []


@played()
async def test_what_is_to_be_minded_is_told(server: DiscordServer, bot: Souffleur) -> None:
    english = "---\ntitle: Le phare de Kermadec\nlang: en\n---\n\nThe lighthouse is tall.\n"

    said = shown(await offer(server, english, "tower.md"))

    assert "il est très court" in said
    assert "il n’est pas en français" in said
    assert "un autre article lu ici porte ce titre" in said
    assert "seront coupés" not in said
    assert "seront coupés" in shown(await offer(server, "mot " * 500, "bloc.txt"))


def test_a_memory_that_is_out_of_order_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    async def scene(server: DiscordServer, bot: Souffleur) -> None:
        offered = await offer(server)
        writing = sqlite3.connect(tmp_path / "memory.db", isolation_level=None)
        writing.execute("BEGIN IMMEDIATE")
        try:
            pressed = await press(server, offered, "Ajouter")
        finally:
            writing.close()

        assert "Rien n’a été changé" in said_in(pressed)
        # The memory tries again after a moment.
        await asyncio.sleep(0.3)
        assert "est ajouté" in shown(await press(server, offered, "Ajouter"))

    with addresses_kept():
        asyncio.run(playing(scene, lay(tmp_path / "memory.db")))
