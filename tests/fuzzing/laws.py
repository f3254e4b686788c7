"""What holds for any input, however wrong: each law is a function that fails when it is broken."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.articles.markdown import parse
from bot.chat.cards import answer_card
from bot.chat.lines import shown
from bot.chat.phrases import Language
from bot.chat.prints import print_of
from bot.chat.questions import as_asked
from bot.chat.record import record
from bot.errors import BotError, CorpusError, SettingsError
from bot.retrieval.librarian import Librarian
from bot.settings import Settings
from tests.bot_process import CORPUS as SHIPPED
from tests.chat.builders import assert_within_limits
from tests.chat.playing import CORPUS, QUESTION, addresses_kept, card_of, play
from tests.discord_server import DiscordServer, Payload, text_of

ASKED = ("De quoi parle l’article ?", "Combien ?", "résume l'article")


def article_law(text: str) -> None:
    """A file is an article that can be asked about, or is refused in one line."""
    try:
        article, passages = parse(text, article_id="a")
    except CorpusError as error:
        assert str(error)
        assert shown(str(error)).isprintable()
        return
    for passage in passages:
        assert article.prose[passage.start : passage.start + len(passage.text)] == passage.text
    corpus = Corpus((article,), passages)
    _assert_answers(Librarian(corpus), corpus, ASKED)


def bytes_law(text: str) -> None:
    """A folder with any file beside a good one is read, or the file is named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bon.md").write_text("Mots.", encoding="utf-8")
        (folder / "x.md").write_bytes(text.encode("utf-16", "surrogatepass"))
        (folder / "y.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        corpus = read_corpus(folder)
    served = {article.id for article in corpus.articles}
    assert served | {skip.path.removesuffix(".md") for skip in corpus.skipped} == {"bon", "x", "y"}


def front_matter_law(text: str) -> None:
    """The YAML of an article says what its fields are, or is refused in one line."""
    article_law(f"---\n{text}\n---\n\nLa mer monte. Elle descend.\n")


def question_law(text: str) -> None:
    """Any question has an answer that Discord and JSON can hold."""
    librarian = _librarian()
    _assert_answers(librarian, librarian.corpus, (text, as_asked(text)))
    librarian.search(text, limit=50)
    librarian.completions(text)


def _assert_answers(librarian: Librarian, corpus: Corpus, questions: tuple[str, ...]) -> None:
    for question in questions:
        answer = librarian.answer(question)
        json.loads(record(answer, top=3, all_matches=True, is_explained=True))
        for match in answer.matches:
            assert 0 <= match.highlight_start <= match.highlight_end <= len(match.passage.text)
        # Discord's edge asks nothing but this.
        if question and question == as_asked(question):
            assert_within_limits(answer_card(answer, corpus, Language.FR))


@cache
def _librarian() -> Librarian:
    return Librarian(read_corpus(SHIPPED))


def settings_law(text: str) -> None:
    """Settings are read, or refused in one line that tells no secret."""
    secret = f"s3cret{text}"
    names = (
        *("DISCORD_API_URL", "CORPUS_DIR", "DISCORD_TOKEN_FILE", "DATA_DIR", "LOG_LEVEL"),
        *("METRICS_PORT", "AUTO_ANSWER_CHANNELS", "COOLDOWN_SECONDS"),
    )
    for environment in ({"DISCORD_TOKEN": secret}, *({name: text} for name in names)):
        try:
            settings = Settings.from_environment(environment)
        except SettingsError as error:
            assert "\n" not in shown(str(error))
            assert "s3cret" not in str(error)
        else:
            assert "s3cret" not in repr(settings)
    with tempfile.TemporaryDirectory() as name:
        env_file = Path(name) / ".env"
        env_file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            Settings.from_environment({}, env_file=env_file)
        except BotError as error:
            assert shown(str(error)).isprintable()


def custom_id_law(text: str) -> None:
    """Any id on any button gets a word or a list, to its presser alone or in place."""

    async def scenario(server: DiscordServer) -> None:
        card = copy.deepcopy(await card_of(server))
        forged = text[:100] or "x"
        _rename(card["components"], forged)
        pressed = await server.press(card, forged)
        assert text_of(pressed.message or {"content": "", "components": []})
        assert pressed.is_ephemeral or pressed.response_type == 7
        assert f"### {QUESTION}" in text_of(await card_of(server))

    _play(scenario)


def card_law(text: str) -> None:
    """A button on any card gets a word or a list too, whatever the card says."""

    async def scenario(server: DiscordServer) -> None:
        card = copy.deepcopy(await card_of(server))
        for part in card["components"][0]["components"]:
            if part["type"] == 10 and part["id"] == 100:
                part["content"] = text[:4000] or "x"
        seen = print_of(CORPUS.passages[0])
        for custom_id in (f"more:1:{seen}", f"page:answer:0:0:{seen}", f"page:search:0:999:{seen}"):
            _rename(card["components"], custom_id)
            pressed = await server.press(copy.deepcopy(card), custom_id)
            assert text_of(pressed.message or {"content": "", "components": []})

    _play(scenario)


def command_law(text: str) -> None:
    """Any words after a command get an answer, and any typing gets choices that Discord takes."""

    async def scenario(server: DiscordServer) -> None:
        typed = await server.autocomplete("search", "words", text)
        assert typed.callback is not None
        for name, option in (("ask", "question"), ("search", "words")):
            used = await server.slash(name, {option: text or "x"})
            assert text_of(used.message or {"content": "", "components": []})
        reply = await server.replies_to(await server.say(f"{server.mention} {text}"))
        assert reply["mentions"] == []

    _play(scenario)


class NoErrors(logging.Handler):
    """Fails at what the log calls an error: nothing that a user does may be one."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


def _play(scenario: Callable[[DiscordServer], object]) -> None:
    errors = NoErrors()
    logging.getLogger().addHandler(errors)
    try:
        with addresses_kept():
            asyncio.run(play(scenario, Librarian(CORPUS), DiscordServer()))  # type: ignore[arg-type]
    finally:
        logging.getLogger().removeHandler(errors)
    assert errors.records == []


def _rename(components: list[Payload], custom_id: str) -> None:
    """Give the first button another id, and take the others away."""
    for component in components:
        if component["type"] == 1:
            component["components"] = component["components"][:1]
        if "custom_id" in component:
            component["custom_id"] = custom_id
        _rename(component.get("components", []), custom_id)


LAWS: dict[str, Callable[[str], None]] = {
    "article": article_law,
    "bytes": bytes_law,
    "front_matter": front_matter_law,
    "question": question_law,
    "settings": settings_law,
    "custom_id": custom_id_law,
    "card": card_law,
    "command": command_law,
}
