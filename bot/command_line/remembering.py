"""`data`: what the memory keeps of a server, by hand."""

from pathlib import Path

import click

from bot.command_line.wiring import file_type, read_settings

# What the databases have place for; Discord's ids are far below.
MAX_ID = 2**63 - 1

guild_option = click.option(
    "--guild",
    "guild_id",
    type=click.IntRange(1, MAX_ID),
    required=True,
    metavar="ID",
    help="The server's id: in Discord, with its developer mode on, “Copy Server ID”.",
)


@click.group()
def data() -> None:
    """Export or erase what the memory keeps of a server; the bot may run meanwhile."""


@data.command("export")
@guild_option
@click.option("-o", "--output", type=file_type, metavar="FILE", help="Write the JSON there.")
def export_data(guild_id: int, output: Path | None) -> None:
    """Print all that is kept of a server as JSON."""
    from bot.memory.by_hand import exported

    text = exported(read_settings().memory_url, guild_id)
    if output is None:
        click.echo(text)
    else:
        # It holds what people asked.
        output.touch(mode=0o600)
        output.write_text(f"{text}\n", encoding="utf-8")


@data.command("erase")
@guild_option
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase_data(guild_id: int, yes: bool) -> None:
    """Erase all that is kept of a server: settings, questions, lessons and articles."""
    from bot.memory.by_hand import erased

    if not yes:
        click.confirm(f"Erase all that is kept of the server {guild_id}?", abort=True)
    click.echo(f"Erased: {erased(read_settings().memory_url, guild_id)}")
