"""/gaps in Discord: what was asked in vain, and what becomes of it."""

from __future__ import annotations

import asyncio
import copy
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.moderation.gaps_chart import drawn, weeks_of
from bot.chat.phrases import Language
from bot.memory.kept import Outcome
from bot.retrieval.answer import Answer
from bot.retrieval.librarian import Librarian
from tests.chat.moderation.scenes import (
    TODAY,
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
from tests.discord_messages import components_in
from tests.discord_server import Payload, text_of

PARKING, PRICE = "Où peut-on se garer ?", "Combien coûte la visite du phare ?"


@pytest.fixture(scope="module", autouse=True)
def _has_drawn() -> None:
    """The first picture takes longer than a person waits before Discord must hear something."""
    drawn(weeks_of([], TODAY), Language.FR)


def galleries_of(card: Payload) -> list[Payload]:
    return [part for _, part in components_in(card["components"]) if part["type"] == 12]


@staged()
async def test_the_gaps_are_listed_the_most_asked_first(scene: Scene) -> None:
    await scene.keep(PARKING, 1, 2, 3)
    await scene.keep(PRICE, 1, outcome=Outcome.CLOSEST, day=TODAY - timedelta(days=1))
    await scene.keep("combien coute la visite du phare", 2)

    listed = await scene.slash("gaps")

    said = shown(listed)
    assert listed.is_ephemeral
    assert said.startswith("**Questions posées en vain**\n**1.** Où peut-on se garer ?\n-# 3 fois")
    assert "3 fois · 3 personnes · rien trouvé\u00a0(3) · la dernière fois le" in said
    assert "et 1 autre formulation · 2 fois · de 1 à 2 personnes" in said
    assert "passages proches\u00a0(1)" in said
    assert labels_of(card_of(listed)) == ["Exporter"]
    assert len(menu_of(card_of(listed))["options"]) == 2


@pytest.mark.unmeasured
@staged()
async def test_what_is_really_asked_in_vain_comes_there_with_its_chart(scene: Scene) -> None:
    assert "ne le dit pas" in await scene.ask(PARKING)
    await scene.ask(BUILDER)
    # What was asked is counted behind the answer; a machine that does much else takes its time.
    for _ in range(500):
        counted = await scene.memory.counts(scene.guild_id, since=TODAY)
        if len(counted) == 2 and await scene.memory.unanswered(scene.guild_id):
            break
        await asyncio.sleep(0.02)

    listed = await scene.slash("gaps")

    card = card_of(listed)
    assert PARKING in text_of(card)
    (gallery,) = galleries_of(card)
    assert gallery["items"][0]["media"]["url"] == "attachment://questions.png"
    assert (
        "posées 2, répondues 1, passages proches 0, rien trouvé 1."
        in (gallery["items"][0]["description"])
    )
    assert [each["filename"] for each in card["attachments"]] == ["questions.png"]
    (call,) = scene.server.calls_to("POST", "/callback$")[-1:]
    assert call.contents[0].startswith(b"\x89PNG")


@staged()
async def test_where_nothing_was_asked_in_vain_that_is_said(scene: Scene) -> None:
    said = shown(await scene.slash("gaps"))

    assert "Rien n’a été demandé en vain. Les questions sont gardées 30\u00a0jours." in said


@staged(keeps_questions=False)
async def test_where_questions_are_not_kept_it_is_said_how_to_keep_them(scene: Scene) -> None:
    french, english = await scene.slash("gaps"), await scene.slash("gaps", locale="en-GB")

    assert "Je ne garde pas les questions de ce serveur" in shown(french)
    assert "/réglages" in shown(french)
    assert "Switch it on in /settings" in shown(english)


@staged()
async def test_many_gaps_are_turned_page_by_page(scene: Scene) -> None:
    for number in range(20):
        await scene.keep(f"Zblorg{chr(97 + number)}ique ?", *range(1, 2 + number % 2))
    await scene.memory.count(scene.guild_id, "not_found", day=TODAY)
    first = card_of(await scene.slash("gaps"))
    assert "page 1 sur 3" in text_of(first)
    assert galleries_of(first)

    second = card_of(await scene.press(first, "Suivants ▶"))
    assert "page 2 sur 3" in text_of(second)
    assert "**9.**" in text_of(second)
    assert second["attachments"] == []
    assert galleries_of(second) == []
    back = card_of(await scene.press(second, "◀ Précédents"))

    assert "page 1 sur 3" in text_of(back)
    assert galleries_of(back)


@pytest.mark.unmeasured
@staged()
async def test_a_gap_is_opened_and_taught_and_then_is_answered(scene: Scene) -> None:
    await scene.keep(PARKING, 1, 2)
    await scene.keep("ou peut on se garer", 3)
    card = card_of(await scene.slash("gaps"))

    opened = card_of(await scene.choose(card))
    assert text_of(opened).startswith(f"### {PARKING}\n")
    assert "Demandé aussi ainsi\u00a0:\n- ou peut on se garer" in text_of(opened)
    assert labels_of(opened) == ["Indiquer le bon passage…", "C’est réglé", "◀ Lacunes"]
    choice = card_of(await scene.press(opened, "Indiquer le bon passage…"))
    modal = await scene.press(choice, "Chercher avec d’autres mots…")
    found = await scene.server.submit_modal(modal, {"question": "retraite"}, user=scene.moderator)
    preview = card_of(await scene.choose(card_of(found)))
    learnt = card_of(await scene.press(preview, "Enseigner"))
    assert "Alan Quéméner" in text_of(learnt)
    listed = await scene.press(learnt, "Lacunes")

    assert "**répondu depuis**" in shown(listed)
    assert "Alan Quéméner" in await scene.ask(PARKING)


@staged()
async def test_what_is_answered_in_part_says_so(scene: Scene) -> None:
    await scene.keep(PARKING, 1, 2)
    await scene.keep("Où est-ce qu’on peut se garer avec un vélo ?", 3)
    await scene.memory.teach(scene.guild_id, PARKING, "phare", LIGHTHOUSE.passages[3].text)

    said = shown(await scene.slash("gaps"))

    assert "répondu depuis" in said


@staged()
async def test_a_settled_gap_is_forgotten_whole(scene: Scene) -> None:
    await scene.keep(PARKING, 1, 2, 3)
    await scene.keep("ou peut on se garer", 3)
    await scene.keep(PRICE, 1)
    opened = card_of(await scene.choose(card_of(await scene.slash("gaps"))))
    twice = copy.deepcopy(opened)

    settled = await scene.press(opened, "C’est réglé")
    again = await scene.press(twice, "C’est réglé")

    assert "C’est réglé\u00a0: 2 questions de moins." in shown(settled)
    assert "garer" not in shown(settled)
    assert "Cette lacune n’est plus là." in shown(again)
    assert [each.text for each in await scene.memory.unanswered(scene.guild_id)] == [PRICE]


@staged()
async def test_the_gaps_are_exported_as_two_files(scene: Scene) -> None:
    await scene.keep('=HYPERLINK("http://x")', 1)
    await scene.keep("Combien coûte *tout* cela ?", 1)
    card = card_of(await scene.slash("gaps"))

    exported = await scene.press(card, "Exporter")

    assert exported.is_ephemeral
    assert shown(exported).startswith("2 lacunes, 2 questions")
    names = [each["filename"] for each in card_of(exported)["attachments"]]
    assert names == ["lacunes.md", "lacunes.csv"]
    (call,) = scene.server.calls_to("POST", "/callback$")[-1:]
    document, sheet = call.contents
    assert b"\\*tout\\*" in document
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert b"\"'=HYPERLINK(" in sheet


@pytest.mark.unmeasured
@staged()
async def test_the_buttons_work_after_a_restart(scene: Scene) -> None:
    await scene.keep(PARKING, 1)
    card = card_of(await scene.slash("gaps"))
    await scene.start_again()

    opened = card_of(await scene.choose(card))
    await scene.start_again()
    settled = await scene.press(opened, "C’est réglé")

    assert "1 question de moins" in shown(settled)


@staged()
async def test_forged_ids_are_taken_for_what_is_there(scene: Scene) -> None:
    await scene.memory.change_settings(999, await scene.memory.settings(scene.guild_id))
    await scene.memory.keep_question(999, 1, PRICE, Outcome.NOT_FOUND, day=TODAY)
    await scene.keep(PARKING, 1)
    card = card_of(await scene.slash("gaps"))
    (old,) = (custom_id for custom_id in ids_on(card) if custom_id.startswith("gaps:export"))
    for forged in ("gaps:page:999", "gaps:page:", "gaps:page:a", "gaps:done:", "gaps:done:0.0"):
        copied = copy.deepcopy(card)
        renamed(copied, old, forged)

        pressed = await scene.server.press(copied, forged, user=scene.moderator)

        assert PARKING in shown(pressed), forged
        assert PRICE not in shown(pressed)
    chosen = await scene.server.select(card, "gaps-menu:0", ["nothing"], user=scene.moderator)
    assert "Cette lacune n’est plus là." in shown(chosen)
    assert len(await scene.memory.unanswered(999)) == 1


@staged()
async def test_who_may_not_manage_the_server_sees_nothing(scene: Scene) -> None:
    await scene.keep(PARKING, 1)
    card = card_of(await scene.slash("gaps"))
    refused = await scene.server.slash("gaps")
    scene.server.world.permissions[scene.moderator["id"]] = 1 << 11

    done = [refused, await scene.choose(card), await scene.press(card, "Exporter")]

    for each in done:
        assert "réservé à qui a la permission" in told(each)
        assert PARKING not in told(each)


@staged()
async def test_a_memory_out_of_order_never_says_that_all_is_well(scene: Scene) -> None:
    await scene.keep(PARKING, 1)
    opened = card_of(await scene.choose(card_of(await scene.slash("gaps"))))

    async with locked(scene.path):
        refused = await scene.press(opened, "C’est réglé")
        listed = await scene.slash("gaps")

    assert "Rien n’a été changé" in told(refused)
    assert "Rien n’a été changé" in told(listed)
    await asyncio.sleep(0.4)
    settled = await scene.press(opened, "C’est réglé")
    assert "1 question de moins" in shown(settled)


async def kept(scene: Scene, count: int) -> set[str]:
    """What is kept, once it is so many questions: that happens beside the answers."""
    found: set[str] = set()
    for _ in range(200):
        found = {each.text for each in await scene.memory.unanswered(scene.guild_id)}
        if len(found) >= count:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(found)


@pytest.mark.unmeasured
@staged()
async def test_a_question_is_kept_with_what_it_leans_on_and_else_alone(scene: Scene) -> None:
    server = scene.server
    first = await server.replies_to(await server.say(f"{server.mention} {BUILDER}"))
    leaning, alone = "Et avec quel argent ?", "Quelle est la capitale de la Mongolie ?"
    for text in (leaning, alone):
        await server.replies_to(await server.say(f"{server.mention} {text}", reply_to=first))

    assert f"{BUILDER} {leaning}" in await kept(scene, 2)
    assert alone in await kept(scene, 2)


class Slow(Librarian):
    def answer(self, *args: Any, **how: Any) -> Answer:
        time.sleep(1.6)
        return super().answer(*args, **how)


@pytest.mark.unmeasured
@staged(Slow)
async def test_gaps_that_take_long_come_all_the_same(scene: Scene) -> None:
    await scene.keep(PARKING, 1)
    await scene.memory.count(scene.guild_id, "not_found", day=TODAY)

    listed = await scene.slash("gaps")
    opened = await scene.choose(card_of(listed))
    await scene.server.until(lambda: "C’est réglé" in labels_of(card_of(opened)))

    assert listed.response_type == 5
    assert PARKING in shown(listed)
    assert opened.response_type == 6
    assert card_of(opened)["attachments"] == []


@pytest.mark.unmeasured
@staged()
async def test_a_picture_whose_upload_is_cut_is_sent_again_whole(scene: Scene) -> None:
    await scene.memory.count(scene.guild_id, "not_found", day=TODAY)
    scene.server.fail_next("POST", "/callback$", is_reset=True)

    listed = await scene.slash("gaps")

    first, second = scene.server.calls_to("POST", "/callback$")
    assert galleries_of(card_of(listed))
    assert first.contents == second.contents
    assert second.contents[0].startswith(b"\x89PNG")
