"""`souffleur check`: what is set, what is read, and whether Discord lets the bot in."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import click

from bot.articles.article import Corpus
from bot.articles.shelf import Shelf
from bot.chat.connection import CONTENT_REMEDY, Connection, invite_url, probe
from bot.chat.lines import shown
from bot.chat.trial import clock_ahead, knock, presence
from bot.errors import BotError, DiscordError, NotKept
from bot.memory.looking import look
from bot.retrieval.librarian import Librarian
from bot.retrieval.thesaurus import SYSTEM_FILES, Thesaurus
from bot.settings import Settings

# Discord gives the bot three seconds, and certificates have their hours too.
CLOCK_SECONDS = 60
# A bot that is started again and again must still find some.
SPARED_SESSION_STARTS = 20
# Of an archive no more articles are named.
LISTED = 100


class Verdict(StrEnum):
    """What a finding means: nothing to do; something, but the bot can run; the bot cannot run."""

    OK = "ok"
    TODO = "todo"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; of a fault, the sentence names the remedy too."""

    verdict: Verdict
    what: str
    said: str
    details: tuple[str, ...] = ()


def report(settings: Settings, shelf: Shelf) -> bool:
    """Print what was checked, a line each; return whether the bot can run."""
    verdicts = []
    for finding in _findings(settings, shelf):
        click.echo(shown(f"{finding.verdict:<5} {finding.what}: {finding.said}"))
        for detail in finding.details:
            click.echo(shown(f"      {detail}"))
        verdicts.append(finding.verdict)
    return Verdict.FAIL not in verdicts


def _findings(settings: Settings, shelf: Shelf) -> Iterator[Finding]:
    """Look at everything, so that one look shows all that is to mend."""
    corpus = None
    try:
        corpus = shelf.read()
        yield _read(corpus, shelf.folder)
    except BotError as error:
        yield _fault("Corpus", error)
    yield _thesaurus()
    yield _data(settings.data_dir)
    yield _memory(settings.memory_url)
    yield Finding(Verdict.OK, "Discord address", settings.discord_api_url)
    try:
        connection = asyncio.run(probe(settings))
    except BotError as error:
        yield _fault("Discord", error)
        return
    yield Finding(Verdict.OK, "Token", f"the bot is {connection.bot_name}")
    yield _clock(asyncio.run(clock_ahead(settings)))
    if corpus is not None:
        yield from _presence(settings, corpus, connection)
    yield _gateway(settings, connection)
    yield from _automatic(settings, is_granted=connection.reads_messages)


def _automatic(settings: Settings, *, is_granted: bool) -> Iterator[Finding]:
    if settings.auto_answer_channels and not is_granted:
        yield _fault("Automatic answers", DiscordError(CONTENT_REMEDY))
    elif settings.auto_answer_channels:
        channels = _counted(len(settings.auto_answer_channels), "channel")
        yield Finding(Verdict.OK, "Automatic answers", f"on in {channels}")


def _read(corpus: Corpus, folder: Path) -> Finding:
    articles = _counted(len(corpus.articles), "article")
    passages = _counted(len(corpus.passages), "passage")
    read = [
        f"{each.id}: {each.title} ({_counted(len(corpus.places_of(each.id)), 'passage')})"
        for each in corpus.articles[:LISTED]
    ]
    if len(corpus.articles) > LISTED:
        read.append(f"… and {len(corpus.articles) - LISTED:,} more")
    skipped = [f"skipped: {skipped.path}: {skipped.reason}" for skipped in corpus.skipped]
    return Finding(Verdict.OK, "Corpus", f"{folder}: {articles}, {passages}", (*read, *skipped))


def _thesaurus() -> Finding:
    if Thesaurus.installed() is None:
        said = f"none in {SYSTEM_FILES}; the lexicon's synonyms alone are used"
    else:
        said = f"the French one of {SYSTEM_FILES}"
    return Finding(Verdict.OK, "Thesaurus", said)


def _data(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"souffleur check")
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        said = (
            f"{folder} cannot be written ({reason}); let the user that runs souffleur write there "
            "(in the image: uid 10001), or name another folder in DATA_DIR."
        )
        return Finding(Verdict.FAIL, "Data", said)
    return Finding(Verdict.OK, "Data", f"{folder} can be written")


def _memory(url: str) -> Finding:
    try:
        return Finding(Verdict.OK, "Memory", asyncio.run(look(url)))
    except NotKept as error:
        return Finding(Verdict.TODO, "Memory", str(error))
    except BotError as error:
        return _fault("Memory", error)


def _clock(ahead: float | None) -> Finding:
    if ahead is None:
        return Finding(Verdict.OK, "Clock", "not compared; Discord's address told no time")
    if abs(ahead) <= CLOCK_SECONDS:
        return Finding(Verdict.OK, "Clock", "within a minute of Discord's")
    side = "ahead of" if ahead > 0 else "behind"
    said = (
        f"it is {abs(ahead):.0f} s {side} Discord's; let the machine set its own "
        "(timedatectl set-ntp true)."
    )
    return Finding(Verdict.FAIL, "Clock", said)


def _presence(settings: Settings, corpus: Corpus, connection: Connection) -> Iterator[Finding]:
    try:
        found = asyncio.run(presence(settings, Librarian(corpus)))
    except BotError as error:
        yield _fault("Servers and commands", error)
        return
    invite = f"Invite it: {invite_url(connection.application_id)}"
    if found.servers:
        yield Finding(Verdict.OK, "Servers", f"{found.servers}", (invite,))
    else:
        said = "the bot is in no server; open the invite link and choose one."
        yield Finding(Verdict.TODO, "Servers", said, (invite,))
    if found.unknown_commands:
        # What stands in the menu of a message has a name with capitals, and no slash.
        names = ", ".join(
            f"/{name}" if name.islower() else f"“{name}”" for name in found.unknown_commands
        )
        said = (
            f"Discord does not know {names} as they are now; souffleur run tells it at its start."
        )
        yield Finding(Verdict.TODO, "Commands", said)
    else:
        yield Finding(Verdict.OK, "Commands", "Discord knows them all")


def _gateway(settings: Settings, connection: Connection) -> Finding:
    shards = connection.share_for(settings).shards
    told = shards if settings.shards else shards.count
    where = f"{connection.gateway_url}, shards: {told}"
    if shards.count < connection.shards:
        said = (
            f"{where}; Discord recommends {connection.shards}: start all processes with "
            f"SHARD_COUNT={connection.shards} or more (docs/scaling.md)."
        )
        return Finding(Verdict.TODO, "Gateway", said)
    left = connection.sessions_left
    if left < SPARED_SESSION_STARTS:
        said = (
            f"{where}; not tried, for Discord allows only {left} more session starts today: find "
            "out what starts the bot again and again before you start it."
        )
        return Finding(Verdict.TODO, "Gateway", said)
    try:
        seconds = asyncio.run(knock(settings, connection))
    except BotError as error:
        return _fault("Gateway", error)
    return Finding(Verdict.OK, "Gateway", f"{where}; ready in {seconds:.1f} s, intents accepted")


def _fault(what: str, error: BotError) -> Finding:
    return Finding(Verdict.FAIL, what, str(error))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
