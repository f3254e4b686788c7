"""From what somebody wrote to the value of a setting; raises ValueError, which says what is wrong.

The words stand behind « … cannot be used: », and never hold what was written: it may be a secret.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from bot.web_address import web_address

Choice = TypeVar("Choice", bound=str)

LISTENING = re.compile(
    r"(?:(?P<host>\[[0-9a-fA-F:]{2,45}\]|[0-9a-zA-Z.-]{1,253}):)?(?P<port>[0-9]{1,5})"
)
LAST_PORT = 65_535
DATABASE = re.compile(r"sqlite(\+aiosqlite)?:///|postgres(ql(\+asyncpg)?)?://")
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
YES = frozenset({"1", "true", "t", "yes", "y", "on"})
NO = frozenset({"0", "false", "f", "no", "n", "off"})
DISCORD_API_URL = "https://discord.com/api/v10"

LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Secret:
    """What no message, log or trace may hold: its repr does not."""

    value: str = field(repr=False)


def token(text: str) -> Secret | None:
    """Read a token, blanks around it apart; None when nothing is left."""
    one_word = text.strip()
    if not (one_word.isascii() and one_word.isprintable() and " " not in one_word):
        raise ValueError("it is not one word of plain letters, digits and signs")
    return Secret(one_word) if one_word else None


def database(text: str) -> Secret | None:
    """Read the address of a database: its kind alone, for most commands need no memory."""
    address = text.strip()
    if address and not DATABASE.match(address):
        raise ValueError(
            "it begins neither with sqlite:/// nor with postgresql://, the two kinds of memory "
            "that there are"
        )
    return Secret(address) if address else None


def api_url(text: str) -> str:
    """Read the address of Discord's interface, without the slash at its end."""
    if text != DISCORD_API_URL:
        web_address(text)
    return text.strip().rstrip("/")


def port(text: str) -> str:
    """Read a port, or an address and a port."""
    asked = LISTENING.fullmatch(text.strip())
    if not (asked and 0 < int(asked["port"]) <= LAST_PORT):
        raise ValueError(
            "it is no port, such as 9464, nor an address and a port, such as 0.0.0.0:9464"
        )
    return asked[0]


def channels(text: str) -> tuple[int, ...]:
    """Read ids of channels with commas between them."""
    written = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 20 for part in written):
        raise ValueError("it is not a list of channel ids, with commas between them")
    return tuple(map(int, written))


def yes_or_no(text: str) -> bool:
    """Read true or false, as people write them."""
    said = text.strip().lower()
    if said not in YES | NO:
        raise ValueError("it is neither true nor false")
    return said in YES


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number between two others."""
    bounds = f"from {least} to {most}" if most is not None else f"from {least} on"

    def read(text: str) -> int:
        number = int(text) if WHOLE_NUMBER.fullmatch(text.strip()) else None
        if number is None or number < least or (most is not None and number > most):
            raise ValueError(f"it is no whole number {bounds}")
        return number

    return read


def one_of(*choices: Choice) -> Callable[[str], Choice]:
    """Return what reads one of some words, in small letters or capitals."""
    *others, last = map(repr, choices)

    def read(text: str) -> Choice:
        said = text.strip().lower()
        for choice in choices:
            if said == choice:
                return choice
        raise ValueError(f"it should be {', '.join(others)} or {last}")

    return read
