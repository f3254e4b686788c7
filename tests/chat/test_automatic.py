"""Automatic answers: only sure ones, only to questions, only where they are on."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.chat.automatic import is_question
from bot.chat.manners import Limits
from bot.retrieval.answer import Answer
from bot.retrieval.librarian import Librarian
from tests.chat.playing import BUILDER, LIGHTHOUSE, addresses_kept, card_of, play, played
from tests.discord_server import DiscordServer, Payload, text_of

KEEPERS = "Combien de gardiens se relayaient chaque nuit ?"
FOREIGN = "Quelle est la capitale de la Mongolie ?"


def everywhere(server: DiscordServer) -> list[Payload]:
    return [server.channel]


@pytest.mark.parametrize(
    "text",
    [
        "Qui construisit le phare ?",
        "Bonjour à tous ! Vous savez qui l’a construit ? Merci.",
        "qui est alexandr wang",
        "combien de gardiens",
        "Where is it",
        "c'est quoi scale ai",
        "C’est quoi Scale AI",
    ],
)
def test_a_question_is_told(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Le phare est beau.",
        "Quand je serai grand, je serai gardien.",
        "https://example.org/?page=2",
        "voir <https://example.org/?a=b>",
        "Quiconque viendra",
        "Que " + "de la pluie et du vent " * 5,
        "Comment faire un gâteau :",
    ],
)
def test_what_is_no_question_is_told(text: str) -> None:
    assert not is_question(text)


@played(corpus=LIGHTHOUSE, channels=everywhere)
async def test_a_question_to_nobody_is_answered_when_the_answer_is_sure(
    server: DiscordServer,
) -> None:
    asked = await server.say(BUILDER)

    reply = await server.replies_to(asked)

    assert "**Yves Le Goff construisit le phare" in text_of(reply)
    assert server.gateway.intents & 1 << 15


@played(corpus=LIGHTHOUSE, channels=everywhere)
async def test_what_is_not_sure_or_no_question_meets_silence(server: DiscordServer) -> None:
    other = server.add_user("dominique")
    elsewhere = server.add_channel("ailleurs")
    await server.say("Bonjour, tout le monde va bien ?", author=other)
    friend = await server.say("Salut", author=other)
    ignored = [
        await server.say(FOREIGN),
        await server.say("Le phare de Kermadec fut construit par Yves Le Goff."),
        await server.say("Résume l’article ?"),
        await server.say("Bonjour ?"),
        await server.say(f"<@{other['id']}> {BUILDER}"),
        await server.say(BUILDER, reply_to=friend),
        await server.say(BUILDER, channel=elsewhere),
        await server.say(BUILDER, author=server.add_user("robot", is_bot=True)),
    ]

    card = await card_of(server, BUILDER)

    assert all(server.answers_to(message) == [] for message in ignored)
    own = [m for m in server.messages if m["author"]["id"] == server.bot["id"]]
    assert own == [card]


@played(corpus=LIGHTHOUSE, channels=everywhere)
async def test_a_mention_there_is_answered_as_everywhere(server: DiscordServer) -> None:
    refusal = await card_of(server, FOREIGN)

    assert "L’article ne le dit pas" in text_of(refusal)


@played(corpus=LIGHTHOUSE, channels=everywhere)
async def test_an_automatic_answer_comes_once_and_follows_its_question(
    server: DiscordServer,
) -> None:
    asked = await server.say(BUILDER)
    server.gateway.dispatch("MESSAGE_CREATE", asked)
    reply = await server.replies_to(asked)

    await server.edit(asked, KEEPERS)
    await server.until(lambda: "Trois gardiens" in text_of(reply), what="an edited card")
    await server.delete(asked)
    await server.until(lambda: reply not in server.messages, what="a deleted card")

    assert len(server.world.answers[asked["id"]]) == 1


@played(corpus=LIGHTHOUSE, channels=everywhere)
async def test_an_edit_never_turns_a_sure_answer_into_a_refusal(server: DiscordServer) -> None:
    asked = await server.say(BUILDER)
    reply = await server.replies_to(asked)

    await server.edit(asked, FOREIGN)
    await server.edit(asked, "Merci, j’ai trouvé.")
    await card_of(server, BUILDER)
    assert f"### {BUILDER}" in text_of(reply)
    await server.edit(asked, KEEPERS)
    await server.until(lambda: f"### {KEEPERS}" in text_of(reply), what="an edited card")

    assert "Trois gardiens" in text_of(reply)


@played(
    corpus=LIGHTHOUSE,
    channels=everywhere,
    limits=Limits(person_questions=1, channel_questions=0, seconds=30),
)
async def test_too_many_automatic_answers_end_without_a_word(server: DiscordServer) -> None:
    await server.replies_to(await server.say(BUILDER))

    late = await server.say(BUILDER)
    other = server.add_user("dominique")
    await server.replies_to(await server.say(BUILDER, author=other))

    assert server.answers_to(late) == []
    assert [m for m in server.messages if m["channel_id"] == server.dm["id"]] == []


def test_a_question_that_comes_too_early_is_not_even_looked_for() -> None:
    searched: list[str] = []

    class Watched(Librarian):
        def answer(self, question: str, **how: Any) -> Answer:
            searched.append(question)
            return super().answer(question, **how)

    async def scenario(server: DiscordServer) -> None:
        await server.replies_to(await server.say(BUILDER))
        await server.say(KEEPERS)
        other = server.add_user("dominique")
        await server.replies_to(await server.say(BUILDER, author=other))

    with addresses_kept():
        limits = Limits(person_questions=1, channel_questions=0, seconds=30)
        there, librarian = DiscordServer(), Watched(LIGHTHOUSE)
        asyncio.run(play(scenario, librarian, there, channels=everywhere, limits=limits))

    assert searched == [BUILDER, BUILDER]


def test_in_a_forum_the_first_post_of_a_thread_is_answered() -> None:
    forums: list[Payload] = []

    def with_forum(server: DiscordServer) -> list[Payload]:
        forums.append(server.add_forum("questions"))
        return forums

    async def scenario(server: DiscordServer) -> None:
        by_title = server.add_post(forums[0], BUILDER, "Je ne trouve pas dans l’article.")
        by_text = server.add_post(forums[0], "Une question", BUILDER)
        neither = server.add_post(forums[0], "Une idée", "Peignons le phare en rouge.")
        assert "**Yves Le Goff construisit" in text_of(await server.replies_to(by_title))
        assert "**Yves Le Goff construisit" in text_of(await server.replies_to(by_text))
        thread = server.world.channels[by_text["id"]]
        second = await server.say(BUILDER, channel=thread)

        await card_of(server, BUILDER)

        assert server.answers_to(neither) == []
        assert server.answers_to(second) == []

    with addresses_kept():
        there = DiscordServer()
        asyncio.run(play(scenario, Librarian(LIGHTHOUSE), there, channels=with_forum))


@played(corpus=LIGHTHOUSE)
async def test_automatic_answers_are_off_by_default(server: DiscordServer) -> None:
    asked = await server.say(BUILDER)

    await card_of(server, BUILDER)

    assert server.answers_to(asked) == []
    assert not server.gateway.intents & 1 << 15


def test_in_a_forum_an_edited_first_post_is_read_with_its_title() -> None:
    forums: list[Payload] = []

    def with_forum(server: DiscordServer) -> list[Payload]:
        forums.append(server.add_forum("questions"))
        return forums

    async def scenario(server: DiscordServer) -> None:
        post = server.add_post(forums[0], BUILDER, "Je ne trouve pas dans l’article.")
        reply = await server.replies_to(post)

        await server.edit(post, "Je ne trouve toujours pas dans l’article.")
        await card_of(server, BUILDER)
        assert f"### {BUILDER}" in text_of(reply)
        assert server.calls_to("PATCH", "/messages/") == []
        server.world.channels[post["id"]]["name"] = KEEPERS
        server.gateway.dispatch("THREAD_UPDATE", server.world.channels[post["id"]])
        await server.edit(post, "Je ne trouve vraiment pas.")
        await server.until(lambda: f"### {KEEPERS}" in text_of(reply), what="an edited card")

    with addresses_kept():
        there = DiscordServer()
        asyncio.run(play(scenario, Librarian(LIGHTHOUSE), there, channels=with_forum))
