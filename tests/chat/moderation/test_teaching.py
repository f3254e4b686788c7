"""A moderator points out the passage that answers, in Discord."""

from __future__ import annotations

import asyncio
import copy
import sqlite3
from contextlib import closing

import pytest

from bot.articles.article import Corpus
from bot.chat.contents import address_of
from bot.retrieval.librarian import Librarian
from tests.chat.moderation.scenes import (
    Scene,
    card_of,
    ids_on,
    locked,
    menu_of,
    renamed,
    staged,
    told,
)
from tests.chat.playing import BUILDER, LIGHTHOUSE, labels_of, shown
from tests.discord_server import Payload, button_labelled, text_of

VAGUE = "À qui doit-on cette merveille bretonne ?"
LIKE = "on doit cette merveille bretonne à qui"
BUILT, STORM, KEEPERS, LAST = LIGHTHOUSE.passages
NOT_THAT, POINT_OUT = "That is not it", "Indiquer le bon passage…"


async def opened_on(scene: Scene, question: str) -> Payload:
    """Ask, and open the choice of passages from the answer's Apps menu."""
    asked = await scene.server.say(f"{scene.server.mention} {question}")
    answer = await scene.server.replies_to(asked)
    return card_of(await scene.server.context_menu(NOT_THAT, answer, user=scene.moderator))


async def searched(scene: Scene, card: Payload, words: str) -> Payload:
    modal = await scene.press(card, "Chercher avec d’autres mots…")
    return card_of(
        await scene.server.submit_modal(modal, {"question": words}, user=scene.moderator)
    )


async def taught(scene: Scene, question: str = VAGUE, words: str = "construisit") -> Payload:
    """Teach the first passage that holds some words; return the card that says so."""
    card = await searched(scene, await opened_on(scene, question), words)
    preview = card_of(await scene.choose(card))
    return card_of(await scene.press(preview, "Enseigner"))


@pytest.mark.unmeasured
@staged()
async def test_what_is_taught_is_found_by_that_question_and_by_those_like_it(scene: Scene) -> None:
    assert "L’article ne le dit pas" in await scene.ask(VAGUE)

    card = await taught(scene)

    assert "C’est appris" in text_of(card)
    assert "Yves Le Goff construisit" in text_of(card)
    assert "Yves Le Goff construisit" in await scene.ask(VAGUE)
    assert "Yves Le Goff construisit" in await scene.ask(LIKE)
    assert "L’article ne le dit pas" in await scene.ask("Quelle est la capitale de la Mongolie ?")


@staged()
async def test_what_a_server_is_taught_no_other_one_knows(scene: Scene) -> None:
    await taught(scene)
    elsewhere = {"guild_id": "999", "guild": {"id": "999", "features": [], "locale": "fr"}}
    elsewhere["authorizing_integration_owners"] = {"0": "999"}

    there = await scene.slash("ask", {"question": VAGUE, "private": True}, over=elsewhere)
    alone = await scene.server.say(VAGUE, channel=scene.server.dm)

    assert "L’article ne le dit pas" in shown(there)
    assert "L’article ne le dit pas" in text_of(await scene.server.replies_to(alone))


@pytest.mark.unmeasured
@staged()
async def test_why_says_that_a_moderator_pointed_it_out(scene: Scene) -> None:
    await taught(scene)
    asked = await scene.server.say(f"{scene.server.mention} {VAGUE}")
    answer = await scene.server.replies_to(asked)

    why = await scene.server.press(answer, button_labelled(answer, "Pourquoi ce passage\u202f?"))

    assert "Un modérateur a indiqué ce passage" in shown(why)


@staged()
async def test_the_choice_shows_the_question_its_passages_and_no_more_than_that(
    scene: Scene,
) -> None:
    card = await opened_on(scene, BUILDER)

    assert text_of(card).startswith(f"### {BUILDER}\n**Quel passage répond")
    options = menu_of(card)["options"]
    assert options[0]["label"] == BUILT.text
    assert options[0]["value"] == address_of(BUILT)
    assert options[0]["description"] == "¶ 1 · Histoire"
    assert labels_of(card) == ["Chercher avec d’autres mots…", "Annuler"]
    assert card["flags"] & 64


@staged()
async def test_a_question_without_a_known_word_is_taught_by_a_search(scene: Scene) -> None:
    card = await opened_on(scene, "Zblorg ?")
    assert "Aucun passage n’a de ces mots" in text_of(card)

    none = await searched(scene, card, "tracteur")
    assert "Cherché\u00a0: tracteur" in text_of(none)
    assert "Aucun passage n’a de ces mots" in text_of(none)
    found = await searched(scene, none, "retraite")

    assert "Cherché\u00a0: retraite" in text_of(found)
    assert menu_of(found)["options"][0]["label"] == LAST.text


@staged()
async def test_the_preview_leads_back_and_away(scene: Scene) -> None:
    preview = card_of(await scene.choose(await opened_on(scene, BUILDER)))
    assert "Est-ce ce passage qui répond" in text_of(preview)
    assert labels_of(preview) == ["Enseigner", "Un autre passage…", "Annuler"]

    choice = card_of(await scene.press(preview, "Un autre passage…"))
    assert menu_of(choice)["options"]
    ended = card_of(await scene.press(choice, "Annuler"))

    assert text_of(ended) == "Rien n’a été enseigné."
    assert labels_of(ended) == ["Lacunes", "Appris"]
    assert await scene.lessons() == []


@staged()
async def test_teaching_is_undone(scene: Scene) -> None:
    card = await taught(scene)

    undone = await scene.press(card, "Annuler")

    assert shown(undone) == "Annulé\u00a0: c’est oublié."
    assert await scene.lessons() == []
    assert "L’article ne le dit pas" in await scene.ask(VAGUE)


@pytest.mark.unmeasured
@staged()
async def test_what_was_taught_before_is_back_when_that_is_undone(scene: Scene) -> None:
    await taught(scene, words="construisit")
    card = await taught(scene, words="tempête")
    assert "La tempête de 1893" in await scene.ask(VAGUE)

    undone = await scene.press(card, "Annuler")

    assert "le passage appris avant est revenu" in shown(undone)
    assert "Yves Le Goff construisit" in await scene.ask(VAGUE)


@staged()
async def test_of_two_moderators_neither_undoes_what_the_other_taught(scene: Scene) -> None:
    first = await taught(scene, words="construisit")
    second = await taught(scene, words="tempête")

    refused = await scene.press(first, "Annuler")
    assert "Rien n’a été changé" in shown(refused)
    assert [each.passage_text for each in await scene.lessons()] == [STORM.text]
    await scene.press(copy.deepcopy(second), "Annuler")
    again = await scene.press(second, "Annuler")

    assert [each.passage_text for each in await scene.lessons()] == [BUILT.text]
    assert "Rien n’a été changé" in shown(again)


@pytest.mark.unmeasured
@staged()
async def test_two_who_teach_at_once_leave_one_lesson(scene: Scene) -> None:
    previews = [
        card_of(await scene.choose(await searched(scene, await opened_on(scene, VAGUE), words)))
        for words in ("construisit", "tempête")
    ]

    pressed = await asyncio.gather(*(scene.press(card, "Enseigner") for card in previews))

    assert all("appris" in shown(each) for each in pressed)
    assert len(await scene.lessons()) == 1


@pytest.mark.unmeasured
@staged()
async def test_a_follow_up_is_taught_with_what_it_leans_on(scene: Scene) -> None:
    server = scene.server
    first = await server.replies_to(await server.say(f"{server.mention} {BUILDER}"))
    then = "Et avec quel argent ?"

    async def follow_up() -> Payload:
        return await server.replies_to(await server.say(f"{server.mention} {then}", reply_to=first))

    opened = await server.context_menu(NOT_THAT, await follow_up(), user=scene.moderator)
    card = await searched(scene, card_of(opened), "retraite")
    learnt = await scene.press(card_of(await scene.choose(card)), "Enseigner")

    assert text_of(card).startswith(f"### {BUILDER} {then}\n")
    assert "C’est appris" in shown(learnt)
    assert [each.question for each in await scene.lessons()] == [f"{BUILDER} {then}"]
    assert "Alan Quéméner" in text_of(await follow_up())
    assert "Alan Quéméner" not in await scene.ask(then)
    assert "Yves Le Goff" in await scene.ask(BUILDER)


@staged()
async def test_not_helpful_offers_a_moderator_to_point_out_the_passage(scene: Scene) -> None:
    answer = await scene.server.replies_to(
        await scene.server.say(f"{scene.server.mention} {BUILDER}")
    )

    offered = await scene.press(answer, "Pas utile")
    thanked = await scene.server.press(answer, button_labelled(answer, "Pas utile"))

    assert offered.is_ephemeral
    assert "Vous gérez ce serveur" in shown(offered)
    assert shown(thanked).startswith("Merci de votre avis")
    assert "gérez" not in shown(thanked)
    chosen = await scene.press(card_of(offered), "Ce n’est pas ça")
    assert menu_of(card_of(chosen))["options"]


@staged()
async def test_what_somebody_wrote_may_be_taught_too(scene: Scene) -> None:
    message = await scene.server.say(f"{VAGUE} {scene.server.mention}")
    empty = await scene.server.say(scene.server.mention)

    opened = await scene.server.context_menu(NOT_THAT, message, user=scene.moderator)
    nothing = await scene.server.context_menu(NOT_THAT, empty, user=scene.moderator)

    assert shown(opened).startswith(f"### {VAGUE}\n")
    assert shown(nothing) == "Ce message ne contient pas de question."


@staged()
async def test_a_passage_that_goes_before_the_press_is_not_taught(scene: Scene) -> None:
    choice = await opened_on(scene, BUILDER)
    preview = copy.deepcopy(card_of(await scene.choose(copy.deepcopy(choice))))
    scene.bot.servers.swap(Librarian(Corpus(LIGHTHOUSE.articles, LIGHTHOUSE.passages[1:])))

    pressed = await scene.press(preview, "Enseigner")
    chosen = await scene.choose(choice)

    for done in (pressed, chosen):
        assert "Ce passage a disparu depuis" in shown(done)
        assert menu_of(card_of(done))["options"]
    assert await scene.lessons() == []


@staged()
async def test_a_passage_that_moved_is_taught_all_the_same(scene: Scene) -> None:
    preview = card_of(await scene.choose(await opened_on(scene, BUILDER)))
    moved = Corpus(LIGHTHOUSE.articles, (STORM, BUILT, KEEPERS, LAST))
    scene.bot.servers.swap(Librarian(moved))

    assert "C’est appris" in shown(await scene.press(preview, "Enseigner"))


@pytest.mark.unmeasured
@staged()
async def test_teaching_goes_on_after_a_restart(scene: Scene) -> None:
    choice = await searched(scene, await opened_on(scene, VAGUE), "construisit")
    await scene.start_again()
    preview = card_of(await scene.choose(choice))
    await scene.start_again()
    card = card_of(await scene.press(preview, "Enseigner"))
    await scene.start_again()

    assert "Yves Le Goff construisit" in await scene.ask(VAGUE)
    assert shown(await scene.press(card, "Annuler")) == "Annulé\u00a0: c’est oublié."


@pytest.mark.unmeasured
@staged()
async def test_who_lost_the_permission_teaches_nothing(scene: Scene) -> None:
    choice = await opened_on(scene, BUILDER)
    preview = card_of(await scene.choose(copy.deepcopy(choice)))
    card = await taught(scene)
    modal = await scene.press(choice, "Chercher avec d’autres mots…")
    scene.server.world.permissions[scene.moderator["id"]] = 1 << 11

    done = [
        await scene.press(preview, "Enseigner"),
        await scene.press(card, "Annuler"),
        await scene.press(preview, "Annuler"),
        await scene.choose(choice),
        await scene.server.submit_modal(modal, {"question": "x"}, user=scene.moderator),
    ]

    for each in done:
        assert "réservé à qui a la permission" in told(each)
    assert len(await scene.lessons()) == 1


@staged()
async def test_a_memory_out_of_order_teaches_nothing_and_says_so(scene: Scene) -> None:
    preview = card_of(await scene.choose(await opened_on(scene, BUILDER)))

    async with locked(scene.path):
        refused = await scene.press(preview, "Enseigner")
        assert "Rien n’a été changé" in told(refused)
    await asyncio.sleep(0.4)
    kept = await scene.press(preview, "Enseigner")

    assert "C’est appris" in shown(kept)


@pytest.mark.unmeasured
@staged()
async def test_forged_ids_reach_nothing(scene: Scene) -> None:
    theirs = await scene.memory.teach(999, "Et là-bas ?", "phare", BUILT.text)
    card = await taught(scene)
    undo = next(custom_id for custom_id in ids_on(card) if custom_id.startswith("teach:undo:"))
    preview = card_of(await scene.choose(await opened_on(scene, BUILDER)))
    for forged in (
        f"teach:undo:{theirs.id}.{'0' * 8}",
        f"teach:undo:{'9' * 19}.{'0' * 8}",
        "teach:undo:",
        "teach:undo:....",
        "teach:ok:",
        f"teach:ok:{'0' * 12}.{'0' * 8}",
        "teach:ok:.",
    ):
        at, old = (card, undo) if "undo" in forged else (preview, "teach:ok:" + address_of(BUILT))
        copied = copy.deepcopy(at)
        renamed(copied, old, forged)

        pressed = await scene.server.press(copied, forged, user=scene.moderator)

        said = shown(pressed)
        assert "Rien n’a été changé" in said or "a disparu depuis" in said, forged
    assert len(await scene.lessons()) == 1
    assert await scene.memory.lessons(999) == [theirs]


@staged()
async def test_a_choice_that_no_menu_has_is_told_kindly(scene: Scene) -> None:
    choice = await opened_on(scene, BUILDER)

    chosen = await scene.server.select(choice, "teach-menu:", ["no.passage"], user=scene.moderator)

    assert "a disparu depuis" in shown(chosen)


@staged()
async def test_a_card_without_its_question_is_out_of_date(scene: Scene) -> None:
    choice = copy.deepcopy(await opened_on(scene, BUILDER))
    choice["components"][0]["components"].pop(0)

    chosen = await scene.choose(choice)
    asked = await scene.press(choice, "Chercher avec d’autres mots…")

    for each in (chosen, asked):
        assert "Ce message ne sert plus" in told(each)


@staged()
async def test_a_server_that_was_taught_too_much_is_told_to_remove_something(
    scene: Scene,
) -> None:
    said = "guild_id, sameness, question, article_id, passage_text, taught_on"
    rows = [
        (scene.guild_id, f"{number:064}", f"Question {number} ?", "phare", BUILT.text, "2026-01-01")
        for number in range(1000)
    ]
    with closing(sqlite3.connect(scene.path)) as other, other:
        other.executemany(f"INSERT INTO lessons ({said}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608
    preview = card_of(await scene.choose(await opened_on(scene, BUILDER)))

    pressed = await scene.press(preview, "Enseigner")

    assert "1000 enseignements au plus" in shown(pressed)


@staged()
async def test_only_who_manages_the_server_sees_the_commands(scene: Scene) -> None:
    registered = {command["name"]: command for command in scene.server.commands}

    for name in ("gaps", "taught", NOT_THAT):
        assert int(registered[name]["default_member_permissions"]) == 1 << 5
        assert registered[name]["contexts"] == [0]
    assert registered["taught"]["name_localizations"]["fr"] == "appris"
    assert registered["gaps"]["name_localizations"]["fr"] == "lacunes"
    assert registered[NOT_THAT]["name_localizations"]["fr"] == "Ce n’est pas ça"
