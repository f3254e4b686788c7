"""The stand-in for Discord, held against the unmodified client that it must deceive."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

NO_MENTIONS = discord.AllowedMentions.none()


class Card(ui.LayoutView):
    """A persistent card: a text, a button that changes it, a menu, and a button for a modal."""

    row: ui.ActionRow[Card] = ui.ActionRow()
    menu: ui.ActionRow[Card] = ui.ActionRow()

    def __init__(self, text: str = "…") -> None:
        super().__init__(timeout=None)
        self.text: ui.TextDisplay[Card] = ui.TextDisplay(text)
        self.add_item(self.text)

    @row.button(label="Suite", custom_id="next")
    async def turn(self, interaction: discord.Interaction, button: ui.Button[Card]) -> None:
        await interaction.response.edit_message(view=Card("page 2"))

    @row.button(label="Préciser…", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, button: ui.Button[Card]) -> None:
        await interaction.response.send_modal(Form())

    @menu.select(custom_id="section", options=[discord.SelectOption(label="A", value="a")])
    async def choose(self, interaction: discord.Interaction, select: ui.Select[Card]) -> None:
        await interaction.response.send_message(f"section {select.values[0]}", ephemeral=True)


class Form(ui.Modal, title="Préciser"):
    words: ui.TextInput[Form] = ui.TextInput(label="Question", custom_id="words")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"compris : {self.words.value}")


class TinyBot(commands.AutoShardedBot):
    """Replies to mentions and direct messages, and remembers all that it was shown."""

    def __init__(self, *, reads_everything: bool = False, heartbeat_timeout: float = 60) -> None:
        intents = discord.Intents.default()
        intents.message_content = reads_everything
        super().__init__(
            "!",
            intents=intents,
            allowed_mentions=NO_MENTIONS,
            heartbeat_timeout=heartbeat_timeout,
        )
        self.seen: list[discord.Message] = []
        self.edits: list[discord.Message] = []
        self.deletions: list[int] = []

    async def setup_hook(self) -> None:
        self.add_view(Card())
        every: list[app_commands.Command[Any, Any, Any]] = [say, slow, later, whisper]
        for command in every:
            self.tree.add_command(command)
        self.tree.add_command(quoting)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds before the second IDENTIFY, as the library does."""

    async def on_message(self, message: discord.Message) -> None:
        self.seen.append(message)
        is_asked = self.user in message.mentions or message.guild is None
        if is_asked and not message.author.bot:
            await message.reply(view=Card(f"{message.content} !"))

    async def on_message_edit(self, before: discord.Message, after: discord.Message) -> None:
        self.edits.append(after)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.deletions.append(event.message_id)


@app_commands.command(name="dire", description="Répète.")
async def say(interaction: discord.Interaction, words: str, twice: bool = False) -> None:
    await interaction.response.send_message(view=Card(words * (1 + twice)))


@say.autocomplete("words")
async def completed(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    count = 26 if typed == "trop" else 2
    return [app_commands.Choice(name=f"{typed}{n}", value=f"{n}") for n in range(count)]


@app_commands.command(name="lent", description="Répond trop tard.")
async def slow(interaction: discord.Interaction) -> None:
    await asyncio.sleep(0.3)
    try:
        await interaction.response.send_message("tard")
    except discord.NotFound as error:
        await reported(interaction, error)


@app_commands.command(name="plus-tard", description="Réfléchit d'abord.")
async def later(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send("réfléchi")
    second = await interaction.followup.send("encore", wait=True)
    await second.edit(content="encore une fois")
    await interaction.edit_original_response(content="bien réfléchi")


@app_commands.command(name="bas", description="Répond en privé, deux fois.")
async def whisper(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pour vous", ephemeral=True)
    again = discord.InteractionResponse(interaction)
    try:
        await again.send_message("encore")
    except discord.HTTPException as error:
        await reported(interaction, error)


@app_commands.context_menu(name="Citer")
async def quoting(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"« {message.content} »")


async def reported(interaction: discord.Interaction, error: discord.HTTPException) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    await interaction.channel.send(f"{error.status} {error.code}")


@contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Send discord.py to the stand-in, also where it falls back on the public gateway."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.api_url, URL(server.gateway.url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


Scenario = Callable[[DiscordServer, TinyBot], Awaitable[None]]


async def play(scenario: Scenario, server: DiscordServer, bot: TinyBot) -> None:
    async with server:
        with pointed_at(server):
            async with bot:
                running = asyncio.create_task(bot.start(server.token))
                try:
                    await server.ready()
                    await scenario(server, bot)
                finally:
                    await bot.close()
                    await asyncio.gather(running, return_exceptions=True)


def played(scenario: Scenario) -> Callable[[], None]:
    """Play a scenario with a server and a connected bot, in an event loop of its own."""

    def test() -> None:
        asyncio.run(play(scenario, DiscordServer(), TinyBot()))

    return test


@played
async def test_the_bot_becomes_ready_in_its_guild(server: DiscordServer, bot: TinyBot) -> None:
    await bot.wait_until_ready()

    assert bot.user is not None
    assert str(bot.user.id) == server.bot["id"]
    assert [str(guild.id) for guild in bot.guilds] == [server.guild["id"]]
    assert bot.guilds[0].preferred_locale is discord.Locale.french
    assert bot.guilds[0].text_channels[0].permissions_for(bot.guilds[0].me).send_messages
    assert (await bot.application_info()).owner.name == server.user["username"]
    assert server.gateway.identifies[0]["shard"] == [0, 1]
    assert server.gateway.intents == discord.Intents.default().value


@played
async def test_a_mention_is_replied_to_and_pings_nobody(
    server: DiscordServer, bot: TinyBot
) -> None:
    question = await server.say(f"{server.mention} Combien ?")

    reply = await server.replies_to(question)

    assert text_of(reply) == f"{server.mention} Combien ? !"
    assert reply["mentions"] == []
    assert reply["referenced_message"]["id"] == question["id"]
    assert server.calls_to("POST", "/messages$")[0].body["message_reference"]


@played
async def test_a_direct_message_is_read_without_a_mention(
    server: DiscordServer, bot: TinyBot
) -> None:
    question = await server.say("Combien ?", channel=server.dm)

    assert text_of(await server.replies_to(question)) == "Combien ? !"


@played
async def test_the_text_of_a_message_is_withheld_unless_it_mentions_the_bot(
    server: DiscordServer, bot: TinyBot
) -> None:
    other = server.add_user("dominique")
    unread = await server.say("rien que pour vous", author=other)
    await server.say(server.mention, reply_to=unread)
    last = await server.say(f"{server.mention} fin")
    await server.replies_to(last)

    seen = {message.id: message for message in bot.seen}
    assert seen[int(unread["id"])].content == ""
    quoting_message = bot.seen[1].reference
    assert quoting_message is not None
    assert isinstance(quoting_message.resolved, discord.Message)
    assert quoting_message.resolved.content == ""
    assert seen[int(last["id"])].content == f"{server.mention} fin"
    own = [message for message in bot.seen if message.author == bot.user]
    assert own
    assert all(message.components for message in own)


def test_the_text_of_every_message_comes_with_its_intent() -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        await server.say("rien que pour vous")
        await until(lambda: bot.seen)

        assert bot.seen[0].content == "rien que pour vous"

    asyncio.run(play(scenario, DiscordServer(), TinyBot(reads_everything=True)))


@played
async def test_a_reply_is_a_mention_only_when_it_pings(server: DiscordServer, bot: TinyBot) -> None:
    answer = await server.replies_to(await server.say(server.mention))
    silent = await server.say("et lui ?", reply_to=answer, is_pinging=False)
    pinging = await server.say("et elle ?", reply_to=answer)

    assert text_of(await server.replies_to(pinging)) == "et elle ? !"
    assert server.answers_to(silent) == []


@played
async def test_a_command_answers_with_a_card(server: DiscordServer, bot: TinyBot) -> None:
    used = await server.slash("dire", {"words": "oui", "twice": True}, locale="en-US")

    assert used.response_type == 4
    assert used.message is not None
    assert text_of(used.message) == "ouioui"
    assert used.message in server.messages
    assert not used.is_ephemeral


@played
async def test_a_command_answers_in_a_direct_channel(server: DiscordServer, bot: TinyBot) -> None:
    used = await server.slash("dire", {"words": "oui"}, channel=server.dm)

    assert used.message is not None
    assert used.message["channel_id"] == server.dm["id"]


@played
async def test_a_thinking_answer_is_replaced_then_followed(
    server: DiscordServer, bot: TinyBot
) -> None:
    used = await server.slash("plus-tard")
    await server.until(lambda: text_of(used.message or {}) == "bien réfléchi")

    assert used.response_type == 5
    assert [text_of(message) for message in used.followups] == ["encore une fois"]
    assert [text_of(message) for message in server.messages] == [
        "bien réfléchi",
        "encore une fois",
    ]


@played
async def test_an_interaction_is_acknowledged_once(server: DiscordServer, bot: TinyBot) -> None:
    used = await server.slash("bas")
    await server.until(lambda: server.messages)

    assert used.is_ephemeral
    assert [text_of(message) for message in server.messages] == ["400 40060"]


def test_an_interaction_expires() -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        with pytest.raises(TimeoutError, match="/lent"):
            await server.slash("lent", timeout_seconds=0.6)

        assert [text_of(message) for message in server.messages] == ["404 10062"]

    server = DiscordServer(interaction_deadline_seconds=0.1)
    asyncio.run(play(scenario, server, TinyBot()))


@played
async def test_an_option_completes_while_one_types(server: DiscordServer, bot: TinyBot) -> None:
    typed = await server.autocomplete("dire", "words", "me")

    assert typed.choices == [{"name": "me0", "value": "0"}, {"name": "me1", "value": "1"}]


@played
async def test_more_than_25_choices_are_refused(server: DiscordServer, bot: TinyBot) -> None:
    with pytest.raises(TimeoutError, match="choices of /dire"):
        await server.autocomplete("dire", "words", "trop", timeout_seconds=0.3)


@played
async def test_a_persistent_button_edits_its_message(server: DiscordServer, bot: TinyBot) -> None:
    card = await server.replies_to(await server.say(server.mention))

    pressed = await server.press(card, button_labelled(card, "Suite"))

    assert pressed.response_type == 7
    assert text_of(card) == "page 2"
    await server.say("fin")
    await until(lambda: bot.edits)
    assert str(bot.edits[0].id) == card["id"]


@played
async def test_a_menu_answers_in_private(server: DiscordServer, bot: TinyBot) -> None:
    card = await server.replies_to(await server.say(server.mention))

    chosen = await server.select(card, "section", ["a"])

    assert chosen.is_ephemeral
    assert chosen.message is not None
    assert text_of(chosen.message) == "section a"
    assert chosen.message not in server.messages


@played
async def test_a_modal_is_filled_in(server: DiscordServer, bot: TinyBot) -> None:
    card = await server.replies_to(await server.say(server.mention))

    shown = await server.press(card, button_labelled(card, "Préciser…"))
    filled = await server.submit_modal(shown, {"words": "en euros"})

    assert shown.response_type == 9
    assert filled.message is not None
    assert text_of(filled.message) == "compris : en euros"


@played
async def test_a_message_menu_shows_the_message_whole(server: DiscordServer, bot: TinyBot) -> None:
    question = await server.say("Qui dirige ?")

    used = await server.context_menu("Citer", question)

    assert used.message is not None
    assert text_of(used.message) == "« Qui dirige ? »"


@played
async def test_a_file_goes_with_its_message(server: DiscordServer, bot: TinyBot) -> None:
    await server.replies_to(await server.say(server.mention))

    file = discord.File(io.BytesIO(b"a"), "sources.txt")
    sent = await bot.seen[0].channel.send("voici", file=file)

    assert sent.attachments[0].filename == "sources.txt"
    assert server.calls[-1].files == ("sources.txt",)
    assert server.calls[-1].body["content"] == "voici"


@played
async def test_edits_and_deletions_reach_the_bot(server: DiscordServer, bot: TinyBot) -> None:
    question = await server.say(server.mention)
    reply = await server.replies_to(question)

    await server.edit(question, f"{server.mention} Et lui ?")
    await server.delete(question)
    await until(lambda: bot.deletions)

    assert bot.edits[0].content == f"{server.mention} Et lui ?"
    assert bot.deletions == [int(question["id"])]
    await bot.seen[-1].delete()
    assert reply not in server.messages


@pytest.mark.parametrize("is_global", [False, True], ids=["of the route", "global"])
def test_a_limited_request_is_made_again(is_global: bool) -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        server.limit_next("POST", "/messages$", is_global=is_global)

        reply = await server.replies_to(await server.say(server.mention))

        assert len(server.calls_to("POST", "/messages$")) == 2
        assert server.messages[1:] == [reply]

    asyncio.run(play(scenario, DiscordServer(), TinyBot()))


@played
async def test_a_failing_server_is_asked_again(server: DiscordServer, bot: TinyBot) -> None:
    server.fail_next("POST", "/messages$", 502, body="<html>Bad Gateway</html>")

    await server.replies_to(await server.say(server.mention))

    assert len(server.calls_to("POST", "/messages$")) == 2


@played
async def test_a_request_can_be_reset_delayed_or_lost_after_it_was_taken(
    server: DiscordServer, bot: TinyBot
) -> None:
    await server.replies_to(await server.say(server.mention))
    channel = bot.seen[0].channel
    count = len(server.messages)
    server.fail_next("POST", "/messages$", is_reset=True)
    with pytest.raises((OSError, aiohttp.ClientError)):
        await channel.send("jamais")
    server.fail_next("POST", "/messages$", 503, is_taken=True)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("une fois", nonce="7")
    server.fail_next("POST", "/messages$", delay_seconds=0.2)

    again = await channel.send("une fois", nonce="7")

    assert [text_of(message) for message in server.messages[count:]] == ["une fois"]
    assert str(again.id) == server.messages[-1]["id"]


@played
async def test_what_was_missed_is_replayed_when_the_session_resumes(
    server: DiscordServer, bot: TinyBot
) -> None:
    server.drop_gateway()
    questions = [await server.say(f"{server.mention} {number}") for number in range(3)]

    for question in questions:
        await server.replies_to(question)

    assert (server.identifies, server.resumes, server.reconnects) == (1, 1, 1)
    assert [len(server.answers_to(question)) for question in questions] == [1, 1, 1]


@pytest.mark.parametrize(
    ("disturb", "identifies", "resumes"),
    [
        (lambda server: server.ask_reconnect(), 1, 1),
        (lambda server: server.invalidate_session(is_resumable=True), 1, 1),
        (lambda server: server.invalidate_session(is_resumable=False), 2, 0),
        (lambda server: server.close_gateway(4000), 1, 1),
    ],
    ids=["reconnect", "invalid, resumable", "invalid for good", "closed with 4000"],
)
def test_the_bot_comes_back(
    disturb: Callable[[DiscordServer], Any], identifies: int, resumes: int
) -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        closing = disturb(server)
        if closing is not None:
            await closing
        await server.until(lambda: (server.identifies, server.resumes) == (identifies, resumes))

        await server.replies_to(await server.say(server.mention))

    asyncio.run(play(scenario, DiscordServer(), TinyBot()))


def test_a_heartbeat_left_unanswered_makes_the_bot_resume() -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        await server.until(lambda: server.gateway.heartbeat_count > 5)
        assert server.reconnects == 0

        server.withhold_heartbeat_acks()
        await server.until(lambda: server.resumes == 1)
        server.withhold_heartbeat_acks(False)

        await server.replies_to(await server.say(server.mention))
        assert server.identifies == 1

    server = DiscordServer(heartbeat_interval_seconds=0.1)
    asyncio.run(play(scenario, server, TinyBot(heartbeat_timeout=0.4)))


def test_a_wrong_token_is_refused_at_the_door() -> None:
    async def scenario() -> None:
        async with DiscordServer() as server, TinyBot() as bot:
            with pointed_at(server), pytest.raises(discord.LoginFailure):
                await bot.start("wrong")

            assert server.identifies == 0

    asyncio.run(scenario())


def test_a_wrong_token_closes_the_gateway_with_4004() -> None:
    async def scenario() -> None:
        async with (
            DiscordServer() as server,
            aiohttp.ClientSession() as session,
            session.ws_connect(server.gateway.url) as socket,
        ):
            assert (await socket.receive_json())["op"] == 10
            await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 0}})

            await socket.receive()

            assert socket.close_code == 4004

    asyncio.run(scenario())


def test_a_gateway_closed_with_4004_ends_the_bot() -> None:
    async def scenario() -> None:
        async with DiscordServer() as server, TinyBot() as bot:
            with pointed_at(server):
                running = asyncio.create_task(bot.start(server.token))
                await server.ready()
                await server.close_gateway(4004)

                with pytest.raises(discord.ConnectionClosed) as closed:
                    await running

        assert closed.value.code == 4004

    asyncio.run(scenario())


def button(**fields: Any) -> Payload:
    return {"type": 2, "style": 1, "label": "Suite", "custom_id": "a", **fields}


def row(*components: Payload) -> Payload:
    return {"type": 1, "components": list(components)}


def options(count: int) -> list[Payload]:
    return [{"label": "A", "value": f"{number}"} for number in range(count)]


def text(content: str) -> Payload:
    return {"type": 10, "content": content}


V2 = {"flags": 1 << 15}
UNKNOWN = {"message_id": "1", "channel_id": "1"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "empty message"),
        ({"content": "a" * 2001}, "BASE_TYPE_BAD_LENGTH"),
        ({**V2, "content": "a", "components": [text("a")]}, "MESSAGE_CANNOT_USE_LEGACY_FIELDS"),
        ({**V2, "components": [text("a")] * 41}, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
        ({**V2, "components": [text("a" * 2001)] * 2}, "COMPONENT_DISPLAYABLE_TEXT_SIZE"),
        ({"components": [text("a")]}, "UNION_TYPE_CHOICES"),
        ({"components": [row(button(label="a" * 81))]}, "BASE_TYPE_BAD_LENGTH"),
        ({"components": [row(button(custom_id="a" * 101))]}, "BASE_TYPE_BAD_LENGTH"),
        ({"components": [row(button(), button())]}, "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ({"components": [row(*[button(custom_id=c) for c in "abcdef"])]}, "BASE_TYPE_BAD_LENGTH"),
        (
            {"components": [row({"type": 3, "custom_id": "a", "options": options(26)})]},
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"content": "a", "message_reference": UNKNOWN}, "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"),
    ],
    ids=[
        "nothing",
        "content",
        "content beside V2",
        "41 components",
        "4002 characters",
        "V2 without its flag",
        "label",
        "custom_id",
        "two of one custom_id",
        "six buttons",
        "26 options",
        "reply to nothing",
    ],
)
def test_a_message_against_the_rules_is_refused(body: Payload, code: str) -> None:
    status, answer = asyncio.run(posted("/channels/{channel}/messages", body))

    assert status == 400
    assert code in str(answer)


@pytest.mark.parametrize(
    ("command", "is_accepted"),
    [
        ({"name": "résumé", "description": "Un écran."}, True),
        ({"name": "Résumé", "description": "Un écran."}, False),
        ({"name": "deux mots", "description": "Un écran."}, False),
        ({"name": "a" * 33, "description": "Un écran."}, False),
        ({"name": "a", "description": "a" * 101}, False),
        ({"name": "a", "description": "a", "name_localizations": {"fr": "à b"}}, False),
        ({"name": "a", "description": "a", "name_localizations": {"français": "a"}}, False),
        ({"name": "Chercher la réponse", "type": 3}, True),
    ],
)
def test_commands_are_held_to_the_rules_of_their_names(command: Payload, is_accepted: bool) -> None:
    status, _ = asyncio.run(posted("/applications/{application}/commands", command))

    assert status == (200 if is_accepted else 400)


async def posted(path: str, body: Payload) -> tuple[int, Payload]:
    async with DiscordServer() as server, aiohttp.ClientSession() as session:
        where = path.format(channel=server.channel["id"], application=server.application_id)
        headers = {"Authorization": f"Bot {server.token}"}
        url = server.api_url + where
        async with session.post(url, json=body, headers=headers) as answer:
            return answer.status, await answer.json()


def test_localizations_come_only_when_asked_for() -> None:
    async def scenario(server: DiscordServer, bot: TinyBot) -> None:
        names = {"fr": "quoi"}
        body: Any = {"name": "what", "description": "What?", "name_localizations": names}
        await bot.http.upsert_global_command(int(server.application_id), body)
        route = Route("GET", f"/applications/{server.application_id}/commands")

        bare = await bot.http.request(route)
        whole = await bot.http.request(route, params={"with_localizations": "true"})

        assert "name_localizations" not in bare[-1]
        assert whole[-1]["name_localizations"] == names

    asyncio.run(play(scenario, DiscordServer(), TinyBot()))


@played
async def test_a_synced_command_keeps_its_id(server: DiscordServer, bot: TinyBot) -> None:
    before = {command["name"]: command["id"] for command in server.commands}

    await bot.tree.sync()

    assert {command["name"]: command["id"] for command in server.commands} == before


async def until(found: Callable[[], object]) -> None:
    """Wait for what the bot's own objects show, which the server cannot tell."""
    async with asyncio.timeout(5):
        while not found():  # noqa: ASYNC110 - nothing signals it
            await asyncio.sleep(0.01)
