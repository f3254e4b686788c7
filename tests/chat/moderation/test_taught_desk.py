"""/taught in Discord: what was taught, listed and removed."""

from __future__ import annotations

import asyncio
import copy

import pytest

from bot.articles.article import Corpus
from bot.retrieval.librarian import Librarian
from tests.chat.moderation.scenes import (
    Scene,
    card_of,
    ids_on,
    locked,
    renamed,
    staged,
    told,
)
from tests.chat.playing import LIGHTHOUSE, labels_of, shown
from tests.discord_server import text_of

PARKING, PRICE = "Où peut-on se garer ?", "Combien coûte la visite ?"
BUILT, STORM, KEEPERS, LAST = LIGHTHOUSE.passages


async def taught(scene: Scene, question: str = PARKING, text: str = LAST.text) -> int:
    lesson = await scene.memory.teach(scene.guild_id, question, "phare", text)
    scene.bot.servers.holdings.changed(scene.guild_id)
    return lesson.id


@staged()
async def test_what_was_taught_is_listed_the_last_first(scene: Scene) -> None:
    await taught(scene)
    await taught(scene, PRICE, BUILT.text)

    listed = await scene.slash("taught list")

    said = shown(listed)
    assert listed.is_ephemeral
    assert said.startswith(f"**Ce qui a été appris**\n**1.** {PRICE}\n→ Yves Le Goff")
    assert f"**2.** {PARKING}\n→ Le dernier gardien" in said
    assert "appris le" in said
    assert "disparu" not in said


@staged()
async def test_where_nothing_was_taught_it_is_said_how_to(scene: Scene) -> None:
    assert "Rien n’a été appris ici." in shown(await scene.slash("taught list"))


@staged()
async def test_many_lessons_are_turned_page_by_page(scene: Scene) -> None:
    for number in range(20):
        await taught(scene, f"Question numéro {number} ?")
    card = card_of(await scene.slash("taught list"))

    for page in (2, 3):
        card = card_of(await scene.press(card, "Suivants ▶"))
        assert f"page {page} sur 3" in text_of(card)
    card = card_of(await scene.press(card, "◀ Précédents"))

    assert "page 2 sur 3" in text_of(card)


@staged()
async def test_a_lesson_whose_passage_is_gone_is_flagged(scene: Scene) -> None:
    await taught(scene)
    await taught(scene, PRICE, "Un paragraphe que l’article n’a plus du tout.")

    said = shown(await scene.slash("taught list"))

    assert said.count("son passage a disparu") == 1
    assert said.index("son passage a disparu") < said.index(PARKING)


@staged()
async def test_a_removal_from_the_list_is_undone_by_a_button(scene: Scene) -> None:
    await taught(scene)
    assert "Alan Quéméner" in await scene.ask(PARKING)

    removed = card_of(await scene.choose(card_of(await scene.slash("taught list"))))
    assert text_of(removed).endswith(f"### {PARKING}")
    assert await scene.lessons() == []
    assert "ne le dit pas" in await scene.ask(PARKING)
    back = await scene.press(removed, "Annuler")

    assert "C’est appris de nouveau." in shown(back)
    assert [(each.question, each.passage_text) for each in await scene.lessons()] == [
        (PARKING, LAST.text)
    ]
    assert "Alan Quéméner" in await scene.ask(PARKING)


@staged()
async def test_a_lesson_is_removed_by_its_name(scene: Scene) -> None:
    number = await taught(scene)
    await taught(scene, PRICE)

    proposed = await scene.server.autocomplete(
        "taught remove", "question", "ou peut", user=scene.moderator
    )
    (choice,) = proposed.choices
    assert choice["value"] == str(number)
    assert choice["name"].startswith(f"{PARKING} → Le dernier gardien")
    removed = await scene.slash("taught remove", {"question": choice["value"]})
    typed = await scene.slash("taught remove", {"question": PRICE.upper()})
    unknown = await scene.slash("taught remove", {"question": "Quoi ?"})

    assert PARKING in shown(removed)
    assert PRICE in shown(typed)
    assert "Je n’ai rien appris de tel." in shown(unknown)
    assert await scene.lessons() == []


@staged()
async def test_nothing_is_proposed_to_who_may_not_manage_the_server(scene: Scene) -> None:
    await taught(scene)

    proposed = await scene.server.autocomplete("taught remove", "question", "")
    refused = await scene.server.slash("taught remove", {"question": PARKING})

    assert proposed.choices == []
    assert "réservé à qui a la permission" in shown(refused)
    assert len(await scene.lessons()) == 1


@staged()
async def test_an_orphan_is_removed_only_after_a_word(scene: Scene) -> None:
    await taught(scene, PRICE, "Un paragraphe que l’article n’a plus du tout.")
    card = card_of(await scene.slash("taught list"))

    asked = card_of(await scene.choose(card))
    assert "ne pourra pas être annulé" in text_of(asked)
    assert len(await scene.lessons()) == 1
    kept = await scene.press(copy.deepcopy(asked), "Annuler")
    assert PRICE in shown(kept)
    removed = card_of(await scene.press(asked, "Retirer"))

    assert "Retiré." in text_of(removed)
    assert labels_of(removed) == ["Appris"]
    assert await scene.lessons() == []


@staged()
async def test_of_two_who_remove_one_is_told(scene: Scene) -> None:
    await taught(scene)
    card = card_of(await scene.slash("taught list"))
    other = copy.deepcopy(card)

    removed = card_of(await scene.choose(card))
    late = await scene.choose(other)
    assert "Rien n’a été changé" in shown(late)
    await taught(scene, PARKING, STORM.text)
    refused = await scene.press(removed, "Annuler")

    assert "Rien n’a été changé" in shown(refused)
    assert [each.passage_text for each in await scene.lessons()] == [STORM.text]


@staged()
async def test_a_removal_whose_passage_went_since_cannot_be_undone(scene: Scene) -> None:
    await taught(scene)
    removed = card_of(await scene.choose(card_of(await scene.slash("taught list"))))
    scene.bot.servers.swap(Librarian(Corpus(LIGHTHOUSE.articles, LIGHTHOUSE.passages[:3])))

    assert "a disparu depuis" in shown(await scene.press(removed, "Annuler"))


@pytest.mark.unmeasured
@staged()
async def test_the_list_works_after_a_restart(scene: Scene) -> None:
    await taught(scene)
    card = card_of(await scene.slash("taught list"))
    await scene.start_again()
    removed = card_of(await scene.choose(card))
    await scene.start_again()

    assert "C’est appris de nouveau." in shown(await scene.press(removed, "Annuler"))


@staged()
async def test_forged_ids_touch_no_other_server(scene: Scene) -> None:
    theirs = await scene.memory.teach(999, PRICE, "phare", BUILT.text)
    await taught(scene)
    card = card_of(await scene.slash("taught list"))

    chosen = await scene.server.select(
        card, "taught-menu:0", [str(theirs.id)], user=scene.moderator
    )
    removed = card_of(await scene.choose(card_of(chosen)))
    (undo,) = (custom_id for custom_id in ids_on(removed) if ":undo:" in custom_id)
    forged = f"taught:remove:{theirs.id}"
    renamed(removed, undo, forged)
    pressed = await scene.server.press(removed, forged, user=scene.moderator)

    assert "Rien n’a été changé" in shown(chosen)
    assert "Rien n’a été changé" in shown(pressed)
    assert await scene.memory.lessons(999) == [theirs]


@staged()
async def test_who_lost_the_permission_removes_nothing(scene: Scene) -> None:
    await taught(scene)
    card = card_of(await scene.slash("taught list"))
    scene.server.world.permissions[scene.moderator["id"]] = 1 << 11

    assert "réservé à qui a la permission" in told(await scene.choose(card))
    assert len(await scene.lessons()) == 1


@staged()
async def test_a_memory_out_of_order_removes_nothing(scene: Scene) -> None:
    await taught(scene)
    card = card_of(await scene.slash("taught list"))

    async with locked(scene.path):
        refused = await scene.choose(card)
        listed = await scene.slash("taught list")

    assert "Rien n’a été changé" in told(refused)
    assert "Rien n’a été changé" in told(listed)
    await asyncio.sleep(0.4)
    assert "Retiré." in shown(await scene.choose(card))


@staged()
async def test_a_card_without_its_question_is_out_of_date(scene: Scene) -> None:
    await taught(scene)
    removed = card_of(await scene.choose(card_of(await scene.slash("taught list"))))
    parts = removed["components"][0]["components"]
    removed["components"][0]["components"] = [part for part in parts if part.get("id") != 100]

    assert "Ce message ne sert plus" in told(await scene.press(removed, "Annuler"))
