"""What is kept of the questions that people ask, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.memory.kept import GuildSettings, Outcome
from tests.chat.moderation.managing import Stage, staged, told
from tests.chat.playing import BUILDER, card_of, shown
from tests.discord_server import button_labelled, text_of

FOREIGN = "Quelle est la capitale de la Mongolie ?"
TODAY = datetime.now(UTC).date()


async def kept(stage: Stage) -> list[tuple[str, Outcome, int]]:
    """The questions of the guild, once all that was begun is kept."""
    await stage.bot.underway.finish()
    found = await stage.memory.unanswered(stage.guild_id)
    return sorted((each.text, each.outcome, each.people) for each in found)


async def counted(stage: Stage) -> dict[str, int]:
    await stage.bot.underway.finish()
    days = await stage.memory.counts(stage.guild_id, since=TODAY - timedelta(days=1))
    return {each.status: each.count for each in days}


@staged()
async def test_as_it_is_made_nothing_is_kept(stage: Stage) -> None:
    await card_of(stage.server, FOREIGN)
    card = await card_of(stage.server, BUILDER)
    await stage.server.press(card, button_labelled(card, "Pas utile"))

    assert await kept(stage) == []
    assert await counted(stage) == {}


@staged()
async def test_what_was_asked_in_vain_is_kept_and_the_rest_is_counted(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    other = stage.server.add_user("dominique")

    await card_of(stage.server, FOREIGN)
    await stage.server.slash("ask", {"question": FOREIGN}, user=other)
    await card_of(stage.server, BUILDER)

    assert await kept(stage) == [(FOREIGN, Outcome.NOT_FOUND, 2)]
    assert await counted(stage) == {"not_found": 2, "answer": 1}


@staged()
async def test_direct_messages_and_private_answers_are_never_kept(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    server = stage.server

    direct = await server.replies_to(await server.say(FOREIGN, channel=server.dm))
    asked = await server.slash("ask", {"question": FOREIGN, "private": True})
    found = await server.context_menu("Find the answer", await server.say(FOREIGN))

    assert "ne le dit pas" in text_of(direct)
    assert "ne le dit pas" in shown(asked)
    assert "ne le dit pas" in shown(found)
    assert await kept(stage) == []
    assert await counted(stage) == {}


@staged()
async def test_small_talk_is_never_kept(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)

    for said in ("Bonjour", "Merci !", "Qui es-tu ?", "Résume l’article"):
        await card_of(stage.server, said)

    assert await kept(stage) == []
    assert await counted(stage) == {}


@staged()
async def test_an_answer_found_of_no_use_is_kept_beside_its_question(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    card = await card_of(stage.server, BUILDER)

    await stage.server.press(card, button_labelled(card, "Pas utile"))

    assert await kept(stage) == [(BUILDER, Outcome.USELESS, 1)]
    assert await counted(stage) == {"answer": 1}


@staged()
async def test_a_private_answer_found_of_no_use_is_not_kept(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    asked = await stage.server.slash("ask", {"question": BUILDER, "private": True})
    card = asked.message or {}

    await stage.server.press(card, button_labelled(card, "Pas utile"))

    assert await kept(stage) == []


@staged()
async def test_a_question_that_leans_on_another_is_kept_with_it(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    first = await card_of(stage.server, FOREIGN)

    further = await stage.server.say("Et combien d’habitants ?", reply_to=first)
    await stage.server.replies_to(further)

    texts = [text for text, _, _ in await kept(stage)]
    assert texts == [FOREIGN, f"{FOREIGN} Et combien d’habitants ?"]


@staged()
async def test_what_is_posted_from_a_private_answer_is_counted_once(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    asked = await stage.server.slash("ask", {"question": FOREIGN, "private": True})
    card = asked.message or {}

    await stage.server.press(card, button_labelled(card, "Publier dans le salon"))
    await stage.server.until(
        lambda: any("Réponse publiée" in text_of(m) for m in stage.server.messages)
    )

    assert await kept(stage) == [(FOREIGN, Outcome.NOT_FOUND, 1)]
    assert await counted(stage) == {"not_found": 1}


@pytest.mark.unmeasured
@staged()
async def test_a_correction_is_a_question_and_the_same_one_delivered_twice_is_not(
    stage: Stage,
) -> None:
    await stage.decide(keeps_questions=True)
    server = stage.server
    asked = await server.say(f"{server.mention} {BUILDER}")
    card = await server.replies_to(asked)

    server.gateway.dispatch("MESSAGE_CREATE", asked)
    await server.edit(asked, f"{server.mention} {FOREIGN}")
    await server.until(lambda: FOREIGN in text_of(card), what="a corrected card")
    server.gateway.dispatch("MESSAGE_UPDATE", asked)
    await card_of(server, BUILDER)

    assert await kept(stage) == [(FOREIGN, Outcome.NOT_FOUND, 1)]
    assert await counted(stage) == {"answer": 2, "not_found": 1}


@staged(busy_seconds=1.0)
async def test_a_memory_out_of_order_neither_delays_nor_spoils_an_answer(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)

    async with stage.held():
        card = await card_of(stage.server, FOREIGN)
        useful = await card_of(stage.server, BUILDER)
        pressed = await stage.server.press(useful, button_labelled(useful, "Pas utile"))
        assert stage.memory.is_working
        await stage.bot.underway.finish()

    assert "ne le dit pas" in text_of(card)
    assert shown(pressed).startswith("Merci de votre avis")
    assert await kept(stage) == []


@staged()
async def test_keeping_begins_and_ends_at_once_and_its_end_erases(stage: Stage) -> None:
    card = await stage.open()
    await stage.press(card, button_labelled(card, "Garder ces questions"))
    await card_of(stage.server, FOREIGN)
    assert [text for text, _, _ in await kept(stage)] == [FOREIGN]
    assert "elles sont gardées 30 j" in text_of(card)

    await stage.press(card, button_labelled(card, "Ne plus garder…"))
    assert "effacé pour toujours\u00a0: 1 questions" in text_of(card)
    await stage.press(card, button_labelled(card, "Annuler"))
    assert [text for text, _, _ in await kept(stage)] == [FOREIGN]
    await stage.press(card, button_labelled(card, "Ne plus garder…"))
    await stage.press(card, button_labelled(card, "Effacer et ne plus garder"))

    assert text_of(card).startswith(
        "-# Les questions ne sont plus gardées\u00a0; effacées\u00a0: 1"
    )
    assert await kept(stage) == []
    assert await counted(stage) == {}
    await card_of(stage.server, FOREIGN)
    assert await kept(stage) == []
    assert await stage.decided() == GuildSettings()


@staged()
async def test_a_shorter_retention_erases_at_once_what_it_does_not_allow(stage: Stage) -> None:
    await stage.decide(keeps_questions=True)
    for days, text in ((3, "Hier ?"), (10, "Avant ?")):
        day = TODAY - timedelta(days=days)
        await stage.memory.keep_question(stage.guild_id, 1, text, Outcome.NOT_FOUND, day=day)
    card = await stage.open()
    modal = await stage.press(card, button_labelled(card, "Durées et limites…"))
    modal.message = card

    await stage.server.submit_modal(modal, {"retention_days": "7"}, user=stage.moderator)

    assert await kept(stage) == [("Hier ?", Outcome.NOT_FOUND, 1)]


@staged()
async def test_privacy_tells_what_is_kept_here(stage: Stage) -> None:
    nothing = await stage.server.slash("privacy")
    await stage.decide(keeps_questions=True, retention_days=7, automatic_channel_ids=(12,))
    await stage.memory.teach(stage.guild_id, "Où ?", "phare", "Ici.")

    something = await stage.server.slash("privacy", locale="en-GB")
    direct = await stage.server.slash("privacy", channel=stage.server.dm)

    assert "rien n’est écrit" in shown(nothing)
    assert "keeps for 7 days the questions" in shown(something)
    assert "its settings, 1 answers taught" in shown(something)
    assert "All messages of <#12>" in shown(something)
    assert "rien n’est écrit" in shown(direct)
    assert "De ce serveur" not in shown(direct)


@pytest.mark.unmeasured
@pytest.mark.parametrize("way", ["command", "button"])
def test_a_person_s_traces_are_erased_at_their_wish_and_nobody_else_s(way: str) -> None:
    @staged()
    async def scene(stage: Stage) -> None:
        server, other = stage.server, stage.server.add_user("dominique")
        await stage.decide(keeps_questions=True)
        asked = await server.say(f"{server.mention} {FOREIGN}")
        card = await server.replies_to(asked)
        await server.slash("ask", {"question": "Qui vend des kiwis ?"}, user=other)
        useful = await card_of(server, BUILDER)
        await server.press(useful, button_labelled(useful, "Utile"))
        await kept(stage)

        if way == "command":
            erased = await server.slash("privacy", {"erase": True})
        else:
            told_card = (await server.slash("privacy")).message or {}
            label = "Effacer ce qui me concerne"
            erased = await server.press(told_card, button_labelled(told_card, label))

        assert "Questions gardées\u00a0: 1\u202f; avis et messages suivis\u00a0: 3" in told(erased)
        assert [text for text, _, _ in await kept(stage)] == ["Qui vend des kiwis ?"]
        assert stage.bot.desk.votes.count(int(useful["id"])).useful == 0
        await server.delete(asked)
        await card_of(server, BUILDER)
        assert card in server.messages

    scene()


@staged(busy_seconds=0.1)
async def test_an_erasure_that_cannot_be_is_not_said_to_have_been(stage: Stage) -> None:
    async with stage.held():
        erased = await stage.server.slash("privacy", {"erase": True})

    assert shown(erased).startswith("Ma mémoire ne répond pas")


@staged()
async def test_erasing_does_not_end_a_cooldown(stage: Stage) -> None:
    await stage.decide(person_questions=1)
    await stage.server.slash("ask", {"question": BUILDER})

    await stage.server.slash("privacy", {"erase": True})
    late = await stage.server.slash("ask", {"question": BUILDER})

    assert "Doucement" in shown(late)
