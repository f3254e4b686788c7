"""/library list, remove and reload."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.articles.shelf import Shelf
from bot.chat.client import Souffleur
from bot.chat.manners import Limits
from bot.chat.moderation.library_desk import Library
from bot.chat.moderation.library_intake import Intake
from bot.chat.reloading import Reloading
from bot.memory.kept import GuildSettings, KeptArticle
from bot.memory.memory import today_in_utc
from bot.retrieval.stacks import Holdings, Stacks
from tests.articles.imports.web_server import response, serving
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
    shown,
)
from tests.chat.playing import BUILDER, addresses_kept, card_of, labels_of
from tests.discord_messages import components_in
from tests.discord_server import DiscordServer, Interaction, Payload, text_of
from tests.memory.ready import lay

OFTEN = Limits(person_questions=0, channel_questions=0, seconds=1)


@played()
async def test_own_and_shared_articles_are_listed(server: DiscordServer, bot: Souffleur) -> None:
    await add(server)

    said = shown(await server.slash("library list"))

    assert "De ce serveur\u00a0: 1 sur 50\u202f; communs à tous\u00a0: 1" in said
    assert "- **Le moulin de Trouguer** · 2 passages · moulin.md · ajouté le" in said
    assert "- **Le phare de Kermadec** · 4 passages · commun à tous les serveurs" in said


@played()
async def test_a_shared_article_that_is_hidden_is_listed_as_such(
    server: DiscordServer, bot: Souffleur
) -> None:
    hiding = GuildSettings(hidden_article_ids=("phare",))
    await memory_of(bot).change_settings(guild_id_of(server), hiding)

    said = shown(await server.slash("library list"))

    assert "- **Le phare de Kermadec** · 4 passages · commun, masqué ici" in said


@played()
async def test_an_article_that_cannot_be_read_any_more_is_listed_and_can_be_removed(
    server: DiscordServer, bot: Souffleur
) -> None:
    kept = KeptArticle.of("/vide", "# Rien", source="vide.md", added_on=today_in_utc())
    await memory_of(bot).add_article(guild_id_of(server), kept)

    assert "- **/vide** · illisible · vide.md" in shown(await server.slash("library list"))
    completed = await server.autocomplete("library remove", "title", "vide")
    (choice,) = completed.choices
    asked = await server.slash("library remove", {"title": choice["value"]})
    await press(server, asked, "Retirer")
    assert await memory_of(bot).articles(guild_id_of(server)) == []


@played()
async def test_a_long_list_is_turned_page_by_page(server: DiscordServer, bot: Souffleur) -> None:
    for number in range(12):
        text = f"# Rocher {number:02}\n\nLe rocher dépasse à marée basse.\n"
        kept = KeptArticle.of(f"/{number:02}", text, source="", added_on=today_in_utc())
        await memory_of(bot).add_article(guild_id_of(server), kept)

    first = await server.slash("library list")
    before = shown(first)
    second = await press(server, first, "Suivants ▶")

    assert "page 1 sur 2" in before
    assert "Rocher 09" in before
    assert "page 2 sur 2" in shown(second)
    assert "Rocher 11" in shown(second)


@played()
async def test_what_is_removed_can_be_put_back(server: DiscordServer, bot: Souffleur) -> None:
    await add(server)
    completed = await server.autocomplete("library remove", "title", "moul")
    (choice,) = completed.choices

    asked = await server.slash("library remove", {"title": choice["value"]})
    assert "Retirer cet article" in shown(asked)
    removed = await press(server, asked, "Retirer")
    assert "est retiré. Vous pouvez le remettre pendant 15 minutes." in shown(removed)
    assert BUILT not in text_of(await card_of(server, WHO_BUILT_THE_MILL))
    back = await press(server, removed, "Remettre")

    assert choice["name"] == "Le moulin de Trouguer"
    assert "est ajouté" in shown(back)
    assert BUILT in text_of(await card_of(server, WHO_BUILT_THE_MILL))


@pytest.mark.unmeasured
@played()
async def test_a_removal_that_is_cancelled_removes_nothing(
    server: DiscordServer, bot: Souffleur
) -> None:
    await add(server)
    asked = await server.slash("library remove", {"title": "le moulin de trouguer"})

    await press(server, asked, "Annuler")

    assert len(await memory_of(bot).articles(guild_id_of(server))) == 1


@played()
async def test_a_shared_article_is_not_removed(server: DiscordServer, bot: Souffleur) -> None:
    asked = await server.slash("library remove", {"title": "Le phare de Kermadec"})

    assert "Ce serveur n’a pas cet article à lui" in shown(asked)


@played()
async def test_lessons_whose_passage_goes_with_an_article_are_told(
    server: DiscordServer, bot: Souffleur
) -> None:
    await add(server)
    passage = f"{BUILT} construisit le moulin de Trouguer en 1902, au bord de la baie."
    await memory_of(bot).teach(guild_id_of(server), "Quel âge a-t-il ?", "/moulin", passage)
    bot.servers.holdings.changed(guild_id_of(server))

    asked = await server.slash("library remove", {"title": "Le moulin de Trouguer"})
    before = shown(asked)
    removed = shown(await press(server, asked, "Retirer"))

    assert "Réponses apprises qui perdraient leur passage\u00a0: 1." in before
    assert "Appris, mais le passage n’est plus là\u00a0:\n- Quel âge a-t-il ?" in removed


def with_a_folder(bot: Souffleur, folder: Path, *, reloads: Limits) -> None:
    """Let the bot serve a folder, as the process does."""
    stacks, shelf = Stacks(), Shelf(folder)
    bot.servers.swap(stacks.made_of(Holdings(shelf.read())))
    bot.library = Library(Reloading(bot.servers, shelf, stacks), reloads=reloads)


def test_the_shared_articles_are_read_again_when_a_moderator_asks(tmp_path: Path) -> None:
    async def scene(server: DiscordServer, bot: Souffleur) -> None:
        folder = tmp_path / "corpus"
        folder.mkdir()
        (folder / "phare.md").write_text("Yves Le Goff construisit le phare.", encoding="utf-8")
        with_a_folder(bot, folder, reloads=OFTEN)

        same = shown(await server.slash("library reload"))
        (folder / "phare.md").write_text("Jean Kerbrat construisit le phare.", encoding="utf-8")
        (folder / "broken.md").write_bytes(b"\xff\xff")
        again = shown(await server.slash("library reload"))

        assert "Les articles communs n’ont pas changé." in same
        assert "Les articles communs sont relus." in again
        assert "Fichiers de l’hébergeur que je n’ai pas pu lire\u00a0: 1" in again
        assert "articles\u00a0: 1, passages\u00a0: 1" in again
        assert "broken" not in again
        assert "Jean Kerbrat" in text_of(await card_of(server, BUILDER))

    with addresses_kept():
        asyncio.run(playing(scene, lay(tmp_path / "memory.db")))


@played()
async def test_to_reload_again_at_once_is_too_early(server: DiscordServer, bot: Souffleur) -> None:
    await server.slash("library reload")

    again = await server.slash("library reload")

    assert "Doucement\u202f! Rechargez de nouveau dans" in shown(again)


def menu_of(interaction: Interaction) -> Payload:
    parts = components_in(message_of(interaction)["components"])
    return next(part for _, part in parts if part["type"] == 3)


def test_an_article_of_the_web_is_added_and_fetched_anew(tmp_path: Path) -> None:
    async def scene(server: DiscordServer, bot: Souffleur) -> None:
        async with serving() as web:
            intake = Intake(fetches=True, excepted=web.excepted)
            bot.library = Library(intake=intake, reloads=OFTEN)
            web.answers["/moulin.md"] = response(MILL.encode(), Content_Type="text/markdown")
            address = {"address": web.url("/moulin.md")}
            offered = await server.slash("library add", address, timeout_seconds=20)
            await press(server, offered, "Ajouter")

            reloaded = await server.slash("library reload")
            menu = menu_of(reloaded)
            (option,) = menu["options"]

            async def again() -> Interaction:
                chosen, values = str(menu["custom_id"]), [option["value"]]
                return await server.select(message_of(reloaded), chosen, values, timeout_seconds=20)

            same = shown(await again())
            edited = MILL.replace("1902", "1903").encode()
            web.answers["/moulin.md"] = response(edited, Content_Type="text/markdown")
            changed = await again()
            said = shown(changed)
            await press(server, changed, "Remplacer")

        assert option["label"] == "Le moulin de Trouguer"
        assert "est déjà là, mot pour mot" in same
        assert "passages nouveaux\u00a0: 1, disparus\u00a0: 1" in said
        assert "1903" in text_of(await card_of(server, WHO_BUILT_THE_MILL))

    with addresses_kept():
        asyncio.run(playing(scene, lay(tmp_path / "memory.db")))


@played(library=lambda: Library(intake=Intake(fetches=True)))
async def test_an_address_that_is_not_of_the_open_internet_is_refused(
    server: DiscordServer, bot: Souffleur
) -> None:
    refused = await server.slash("library add", {"address": "http://127.0.0.1/secret"})

    assert "n’est pas du web public" in shown(refused)


@played()
async def test_an_id_that_was_forged_reaches_nothing(server: DiscordServer, bot: Souffleur) -> None:
    asked = await offer(server)
    for custom_id in ("library:add:x", "library:remove:000000000000", "library:list:zz"):
        card = {**message_of(asked)}
        card["components"] = [
            {
                "type": 1,
                "id": 1,
                "components": [{"type": 2, "id": 2, "style": 1, "custom_id": custom_id}],
            }
        ]
        pressed = await server.press(card, custom_id)
        assert labels_of(message_of(pressed)) == []
    assert await memory_of(bot).articles(guild_id_of(server)) == []
