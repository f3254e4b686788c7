"""`souffleur check`: what is set, what is read, and whether Discord lets the bot in."""

import asyncio
from pathlib import Path

import click

from bot.articles.folder import read_corpus
from bot.chat.connection import invite_url, probe
from bot.errors import BotError
from bot.settings import Settings


def report(settings: Settings, corpus_dir: Path) -> bool:
    """Print what was checked, a line each; return whether the bot can run."""
    # Both are always checked, so that one look shows everything to mend.
    return all([_corpus(corpus_dir), _discord(settings)])


def _corpus(folder: Path) -> bool:
    try:
        corpus = read_corpus(folder)
    except BotError as error:
        return _failed("Corpus", error)
    _passed("Corpus", f"{folder}: {len(corpus.articles)} articles, {len(corpus.passages)} passages")
    for article in corpus.articles:
        own = sum(passage.article is article for passage in corpus.passages)
        click.echo(f"      {article.id}: {article.title} ({own} passages)")
    for skipped in corpus.skipped:
        click.echo(f"      skipped: {skipped.path}: {skipped.reason}")
    return True


def _discord(settings: Settings) -> bool:
    _passed("Discord address", settings.discord_api_url)
    try:
        connection = asyncio.run(probe(settings))
    except BotError as error:
        return _failed("Discord", error)
    _passed("Token", f"the bot is {connection.bot_name}")
    _passed("Gateway", f"{connection.gateway_url}, shards: {connection.shards}")
    click.echo(f"      Invite it: {invite_url(connection.application_id)}")
    return True


def _passed(what: str, found: str) -> None:
    click.echo(f"ok    {what}: {found}")


def _failed(what: str, error: BotError) -> bool:
    click.echo(f"fail  {what}: {error}")
    return False
