"""/settings: who may, what it shows, and what each choice changes."""

from __future__ import annotations

import pytest

from bot.chat.contents import key_of
from bot.memory.kept import GuildSettings
from tests.chat.moderation.managing import (
    ADMINISTRATOR,
    MANAGE_GUILD,
    Stage,
    defaults_of,
    menu_of,
    staged,
    told,
)
from tests.chat.playing import BUILDER, LIGHTHOUSE, card_of, played, shown
from tests.discord_payloads import MEMBER_PERMISSIONS
from tests.discord_server import DiscordServer, button_labelled, text_of

SHARED = LIGHTHOUSE.articles[0]


@staged()
async def test_the_command_is_for_those_who_manage_a_server_that_the_bot_is_in(
    stage: Stage,
) -> None:
    command = stage.server.registered.named("settings")

    assert command["name_localizations"] == {"fr": "réglages"}
    assert command["default_member_permissions"] == MANAGE_GUILD
    assert command["contexts"] == [0]
    assert command["integration_types"] == [0]


@staged()
async def test_as_it_is_made_nothing_is_decided(stage: Stage) -> None:
    card = await stage.open()

    assert defaults_of(menu_of(card, "settings:language")) == ["own"]
    for places in ("only", "silent", "automatic"):
        assert defaults_of(menu_of(card, f"settings:{places}")) == []
    assert defaults_of(menu_of(card, "settings:articles")) == [key_of(SHARED)]
    assert "elles ne sont pas gardées" in text_of(card)
    assert "autant de questions qu’on veut (selon l’hôte) en 30\u00a0s (selon l’hôte)" in text_of(
        card
    )


@staged()
async def test_an_english_moderator_reads_english_whatever_the_server_decides(
    stage: Stage,
) -> None:
    card = await stage.open(locale="en-GB")

    await stage.server.select(
        card, "settings:language", ["fr"], user=stage.moderator, locale="en-GB"
    )

    assert "Settings of this server" in text_of(card)
    assert (await stage.decided()).language == "fr"


@staged()
async def test_whoever_may_not_manage_the_server_is_refused_at_every_press(stage: Stage) -> None:
    card, member = await stage.open(), stage.server.add_user("dominique")
    stage.server.world.permissions[stage.moderator["id"]] = MEMBER_PERMISSIONS

    refused = [
        await stage.server.slash("settings", user=member),
        await stage.choose(card, "settings:language", "en"),
        await stage.choose(card, "settings:only", stage.channel_id),
        await stage.choose(card, menu_of(card, "settings:articles")["custom_id"]),
        await stage.press(card, "settings:keep"),
        await stage.press(card, "settings:limits"),
    ]

    for each in refused:
        assert "Gérer le serveur" in told(each)
        assert each.data.get("flags", 0) & 64
    assert await stage.decided() == GuildSettings()


@staged()
async def test_a_modal_that_is_sent_when_the_permission_is_gone_changes_nothing(
    stage: Stage,
) -> None:
    card = await stage.open()
    modal = await stage.press(card, "settings:limits")
    modal.message = card
    stage.server.world.permissions[stage.moderator["id"]] = MEMBER_PERMISSIONS

    sent = await stage.server.submit_modal(modal, {"retention_days": "7"}, user=stage.moderator)

    assert "Gérer le serveur" in told(sent)
    assert (await stage.decided()).retention_days == 30


@staged()
async def test_an_administrator_may_too(stage: Stage) -> None:
    boss = stage.server.add_user("charlie", permissions=ADMINISTRATOR)

    opened = await stage.server.slash("settings", user=boss)

    assert "Réglages de ce serveur" in shown(opened)


@staged()
async def test_in_a_direct_message_and_by_an_app_of_one_s_own_it_is_refused_kindly(
    stage: Stage,
) -> None:
    own = {"authorizing_integration_owners": {"1": stage.moderator["id"]}}

    direct = await stage.server.slash("settings", channel=stage.server.dm)
    guest = await stage.server.slash("settings", user=stage.moderator, over=own)

    for each in (direct, guest):
        assert "que dans un serveur dont je suis membre" in shown(each)


@played(corpus=LIGHTHOUSE)
async def test_without_a_memory_the_moderator_is_told_so(server: DiscordServer) -> None:
    moderator = server.add_user("alex", permissions=MANAGE_GUILD)

    opened = await server.slash("settings", user=moderator)

    assert shown(opened).startswith("Je n’ai pas de mémoire ici")


@staged(busy_seconds=0.1)
async def test_a_memory_out_of_order_changes_nothing_and_says_so(stage: Stage) -> None:
    card = await stage.open()

    async with stage.held():
        pressed = await stage.choose(card, "settings:language", "en")
        opened = await stage.server.slash("settings", user=stage.moderator)
        answered = await card_of(stage.server, BUILDER)

    assert "Rien n’a été changé\u00a0: ma mémoire ne répond pas" in told(pressed)
    assert "ma mémoire ne répond pas" in shown(opened)
    assert "Réglages de ce serveur" in text_of(card)
    assert "L’article répond" in text_of(answered)


@staged()
async def test_the_language_is_everybody_s_once_it_is_decided(stage: Stage) -> None:
    card = await stage.open()

    changed = await stage.choose(card, "settings:language", "en")
    english = await card_of(stage.server, BUILDER)
    asked = await stage.server.slash("ask", {"question": BUILDER})
    await stage.choose(card, "settings:language", "own")
    french = await stage.server.slash("ask", {"question": BUILDER})

    assert changed.response_type == 7
    assert "The article answers" in text_of(english)
    assert "The article answers" in shown(asked)
    assert "L’article répond" in shown(french)


@staged()
async def test_where_alone_it_answers_is_decided_by_channel_and_threads_go_along(
    stage: Stage,
) -> None:
    server, card = stage.server, await stage.open()
    elsewhere = server.add_channel("ailleurs")
    inside, outside = server.add_thread("dedans"), server.add_thread("dehors", parent=elsewhere)

    await stage.choose(card, "settings:only", stage.channel_id)

    assert defaults_of(menu_of(card, "settings:only")) == [server.channel["id"]]
    silent = [
        await server.say(f"{server.mention} {BUILDER}", channel=place)
        for place in (elsewhere, outside)
    ]
    asked = await server.slash("ask", {"question": BUILDER}, channel=outside)
    within = await server.slash("ask", {"question": BUILDER}, channel=inside)
    for place in (server.channel, inside):
        said = await server.say(f"{server.mention} {BUILDER}", channel=place)
        assert "**Yves Le Goff" in text_of(await server.replies_to(said))
    assert asked.is_ephemeral
    assert "ne veut pas que je réponde à tous" in shown(asked)
    assert not within.is_ephemeral
    assert all(server.answers_to(message) == [] for message in silent)


@staged()
async def test_what_was_begun_before_a_channel_is_silent_is_not_finished_there(
    stage: Stage,
) -> None:
    server, card = stage.server, await stage.open()
    private = await server.slash("ask", {"question": BUILDER, "private": True})
    asked = await server.say(f"{server.mention} {BUILDER}")
    answer = await server.replies_to(asked)
    before = text_of(answer)
    await stage.choose(card, "settings:silent", stage.channel_id)
    sent = len(server.messages)

    assert private.message is not None
    publish = button_labelled(private.message, "Publier dans le salon")
    pressed = await server.press(private.message, publish)
    await server.edit(asked, f"{server.mention} Combien de gardiens se relayaient ?")
    heard = await server.say(BUILDER, channel=server.dm)
    await server.replies_to(heard)

    assert "ne veut pas que je réponde à tous" in shown(pressed)
    assert text_of(answer) == before
    assert (
        len([each for each in server.messages if each["channel_id"] != heard["channel_id"]]) == sent
    )


@staged()
async def test_where_it_never_answers_outweighs_where_alone_it_does(stage: Stage) -> None:
    server, card = stage.server, await stage.open()
    elsewhere = server.add_channel("ailleurs")
    await stage.choose(card, "settings:only", stage.channel_id, elsewhere["id"])

    await stage.choose(card, "settings:silent", stage.channel_id)
    silent = await server.say(f"{server.mention} {BUILDER}")
    thread = await server.say(f"{server.mention} {BUILDER}", channel=server.add_thread("un fil"))
    asked = await server.slash("ask", {"question": BUILDER})
    heard = await server.say(f"{server.mention} {BUILDER}", channel=elsewhere)

    assert "**Yves Le Goff" in text_of(await server.replies_to(heard))
    assert asked.is_ephemeral
    assert server.answers_to(silent) == server.answers_to(thread) == []


@pytest.mark.unmeasured
@staged(is_listening=True)
async def test_automatic_answers_begin_at_once_where_the_bot_listens(stage: Stage) -> None:
    server, card = stage.server, await stage.open()
    before = await server.say(BUILDER)

    await stage.choose(card, "settings:automatic", stage.channel_id)
    answered = await server.replies_to(await server.say(BUILDER))
    await stage.choose(card, "settings:silent", stage.channel_id)
    silent = await server.say(BUILDER)
    await stage.choose(card, "settings:silent")
    await stage.choose(card, "settings:automatic")
    after = await server.say(BUILDER)
    await card_of(server, BUILDER)

    assert "**Yves Le Goff" in text_of(answered)
    assert "n’entends pas" not in text_of(card)
    assert [server.answers_to(each) for each in (before, silent, after)] == [[], [], []]


@staged(is_listening=True)
async def test_a_forum_with_automatic_answers_is_answered_and_silenced(stage: Stage) -> None:
    server, forum = stage.server, stage.server.add_forum("questions")
    card = await stage.open()

    await stage.choose(card, "settings:automatic", forum["id"])
    answered = await server.replies_to(server.add_post(forum, BUILDER, "Je ne trouve pas."))
    await stage.choose(card, "settings:silent", forum["id"])
    silent = server.add_post(forum, BUILDER, "Je ne trouve pas.")
    await card_of(server, BUILDER)

    assert "**Yves Le Goff" in text_of(answered)
    assert server.answers_to(silent) == []


@staged(grants_message_content=False)
async def test_where_discord_does_not_grant_the_intent_the_card_says_what_to_do(
    stage: Stage,
) -> None:
    card = await stage.open()

    await stage.choose(card, "settings:automatic", stage.channel_id)

    assert "Je n’entends pas encore ces salons" in text_of(card)
    assert "Message Content Intent" in text_of(card)
    assert not stage.bot.listens_next
    assert stage.server.identifies == 1


@staged(channels=lambda server: [server.channel])
async def test_the_channels_of_whoever_runs_the_bot_are_named(stage: Stage) -> None:
    card = await stage.open()

    assert f"selon qui m’héberge\u00a0: <#{stage.channel_id}>" in text_of(card)


@staged(is_listening=True)
async def test_channels_that_are_gone_are_told_and_taken_out(stage: Stage) -> None:
    gone = stage.server.add_channel("éphémère")
    await stage.decide(
        only_channel_ids=(int(gone["id"]),),
        silent_channel_ids=(int(gone["id"]), stage.channel_id),
        automatic_channel_ids=(12,),
    )
    stage.server.remove_channel(gone)
    card = await stage.open()
    assert defaults_of(menu_of(card, "settings:silent")) == [stage.server.channel["id"]]
    assert "n’existent plus, ou que je ne connais pas\u00a0: 2" in text_of(card)

    await stage.press(card, button_labelled(card, "Retirer les salons disparus"))

    assert await stage.decided() == GuildSettings(silent_channel_ids=(stage.channel_id,))
    assert "n’existent plus" not in text_of(card)


@staged()
async def test_a_hidden_article_is_not_read_in_that_server_and_comes_back(stage: Stage) -> None:
    server, card = stage.server, await stage.open()
    menu = menu_of(card, "settings:articles")["custom_id"]

    await stage.choose(card, menu)
    hidden = await card_of(server, BUILDER)
    direct = await server.replies_to(await server.say(BUILDER, channel=server.dm))
    decided = await stage.decided()
    await stage.choose(card, menu, key_of(SHARED))
    seen = await card_of(server, BUILDER)

    assert decided.hidden_article_ids == (SHARED.id,)
    assert "Yves Le Goff" not in text_of(hidden)
    assert "Yves Le Goff" in text_of(direct)
    assert "Yves Le Goff" in text_of(seen)
    assert (await stage.decided()).hidden_article_ids == ()


@staged()
async def test_a_list_of_articles_that_is_another_one_today_changes_nothing(stage: Stage) -> None:
    card = await stage.open()
    menu = menu_of(card, "settings:articles")
    menu["custom_id"] = "settings:articles:0:00000000"

    await stage.choose(card, menu["custom_id"])

    assert text_of(card).startswith("La liste des articles a changé depuis")
    assert (await stage.decided()).hidden_article_ids == ()


@staged()
async def test_numbers_are_typed_into_a_modal_and_count_at_once(stage: Stage) -> None:
    card = await stage.open()
    modal = await stage.press(card, "settings:limits")
    modal.message = card

    typed = {"person_questions": "1", "cooldown_seconds": "60", "retention_days": ""}
    sent = await stage.server.submit_modal(modal, typed, user=stage.moderator)
    first = await stage.server.slash("ask", {"question": BUILDER})
    late = await stage.server.slash("ask", {"question": BUILDER})

    assert sent.response_type == 7
    assert "Une personne peut poser 1 questions en 60\u00a0s." in text_of(card)
    assert await stage.decided() == GuildSettings(person_questions=1, cooldown_seconds=60)
    assert "L’article répond" in shown(first)
    assert "Doucement" in shown(late)


@staged()
async def test_a_channel_has_its_cooldown_too(stage: Stage) -> None:
    await stage.decide(channel_questions=1)
    other = stage.server.add_user("dominique")

    await stage.server.slash("ask", {"question": BUILDER})
    late = await stage.server.slash("ask", {"question": BUILDER}, user=other)

    assert "beaucoup de questions" in shown(late)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("person_questions", "-1", "Questions d’une personne"),
        ("person_questions", "1001", "de 0 à 1000"),
        ("channel_questions", "dix", "Questions dans un salon"),
        ("cooldown_seconds", "0", "de 1 à 3600"),
        ("retention_days", "366", "de 1 à 365"),
        ("retention_days", "²", "Jours où une question est gardée"),
    ],
)
def test_what_is_no_number_within_its_bounds_changes_nothing(
    field: str, typed: str, words: str
) -> None:
    @staged()
    async def scene(stage: Stage) -> None:
        card = await stage.open()
        modal = await stage.press(card, "settings:limits")
        modal.message = card

        typed_in = {"cooldown_seconds": "45", field: typed}
        sent = await stage.server.submit_modal(modal, typed_in, user=stage.moderator)

        assert "Rien n’a été changé" in told(sent)
        assert words in told(sent)
        assert await stage.decided() == GuildSettings()

    scene()


@staged()
async def test_the_modal_holds_what_was_decided(stage: Stage) -> None:
    await stage.decide(person_questions=3, retention_days=7)
    card = await stage.open()

    modal = await stage.press(card, "settings:limits")

    values = {
        label["component"]["custom_id"]: label["component"].get("value")
        for label in modal.data["components"]
    }
    assert values == {
        "person_questions": "3",
        "channel_questions": None,
        "cooldown_seconds": None,
        "retention_days": "7",
    }


@staged()
async def test_two_changes_at_once_are_both_kept(stage: Stage) -> None:
    first, second = await stage.open(), await stage.open()

    await stage.choose(first, "settings:language", "en")
    await stage.choose(second, "settings:silent", stage.channel_id)

    decided = await stage.decided()
    assert (decided.language, decided.silent_channel_ids) == ("en", (stage.channel_id,))
    assert defaults_of(menu_of(second, "settings:language")) == ["en"]
