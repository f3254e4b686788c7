"""`make picture`: ask the bot, keep what it sent, draw it, and take the pictures of the README."""

import asyncio
import json
from pathlib import Path

import click

from picture.browser import BrowserError, installed, take_picture
from picture.message import sent_message
from picture.page import THEMES, page_of

DOCS = Path(__file__).parent.parent / "docs"
PAGES = Path(__file__).parent.parent / "build" / "picture"


@click.command()
@click.option("--browser", default="", help="Chromium's program (default: the one on PATH).")
def main(browser: str) -> None:
    """Write docs/card.json, docs/card-light.png and docs/card-dark.png."""
    try:
        program = browser or installed()
        message = asyncio.run(sent_message())
        PAGES.mkdir(parents=True, exist_ok=True)
        for theme in THEMES:
            page, picture = PAGES / f"{theme}.html", DOCS / f"card-{theme}.png"
            page.write_text(page_of(message, theme), encoding="utf-8")
            take_picture(program, page, picture)
            click.echo(f"{picture}: {picture.stat().st_size:,} bytes", err=True)
    except BrowserError as error:
        raise click.ClickException(str(error)) from error
    # Last, so that a message that was never drawn does not pass for the one on the pictures.
    kept = json.dumps(message, ensure_ascii=False, indent=2)
    (DOCS / "card.json").write_text(f"{kept}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
