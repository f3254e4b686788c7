"""`souffleur check`: what is set, what is read, and whether Discord lets the bot in."""

import asyncio
from collections import Counter
from pathlib import Path

import click

from bot.articles.folder import read_corpus
from bot.chat.connection import CONTENT_REMEDY, invite_url, probe
from bot.chat.lines import shown
from bot.errors import BotError, DiscordError
from bot.retrieval.thesaurus import SYSTEM_FILES, Thesaurus
from bot.settings import Settings


def report(settings: Settings, corpus_dir: Path) -> bool:
    """Print what was checked, a line each; return whether the bot can run."""
    # All are always checked, so that one look shows everything to mend.
    return all([_corpus(corpus_dir), _thesaurus(), _discord(settings)])


def _corpus(folder: Path) -> bool:
    try:
        corpus = read_corpus(folder)
    except BotError as error:
        return _failed("Corpus", error)
    articles = _counted(len(corpus.articles), "article")
    _passed("Corpus", f"{folder}: {articles}, {_counted(len(corpus.passages), 'passage')}")
    own = Counter(passage.article.id for passage in corpus.passages)
    for article in corpus.articles:
        _detail(f"{article.id}: {article.title} ({_counted(own[article.id], 'passage')})")
    for skipped in corpus.skipped:
        _detail(f"skipped: {skipped.path}: {skipped.reason}")
    return True


def _thesaurus() -> bool:
    if Thesaurus.installed() is None:
        _passed("Thesaurus", f"none in {SYSTEM_FILES}; the lexicon's synonyms alone are used")
    else:
        _passed("Thesaurus", f"the French one of {SYSTEM_FILES}")
    return True


def _discord(settings: Settings) -> bool:
    _passed("Discord address", settings.discord_api_url)
    try:
        connection = asyncio.run(probe(settings))
    except BotError as error:
        return _failed("Discord", error)
    _passed("Token", f"the bot is {connection.bot_name}")
    _passed("Gateway", f"{connection.gateway_url}, shards: {connection.shards}")
    _detail(f"Invite it: {invite_url(connection.application_id)}")
    return _automatic(settings, is_granted=connection.reads_messages)


def _automatic(settings: Settings, *, is_granted: bool) -> bool:
    if settings.auto_answer_channels and not is_granted:
        return _failed("Automatic answers", DiscordError(CONTENT_REMEDY))
    if settings.auto_answer_channels:
        channels = _counted(len(settings.auto_answer_channels), "channel")
        _passed("Automatic answers", f"on in {channels}")
    return True


def _passed(what: str, found: str) -> None:
    click.echo(shown(f"ok    {what}: {found}"))


def _detail(text: str) -> None:
    click.echo(shown(f"      {text}"))


def _failed(what: str, error: BotError) -> bool:
    click.echo(shown(f"fail  {what}: {error}"))
    return False


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
