"""Where the memory is: a file of SQLite, or a database on a server of PostgreSQL."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.errors import MemoryRefused

if TYPE_CHECKING:
    from sqlalchemy import URL

SQLITE = ("sqlite", "sqlite+aiosqlite")
POSTGRESQL = ("postgresql", "postgresql+asyncpg", "postgres")
FORMS = "sqlite:///FILE, or postgresql://<USER>:<PASSWORD>@<HOST>/<DATABASE>"
# libpq's word for it, and asyncpg's.
ENCRYPTION = {"sslmode": "ssl", "ssl": "ssl"}


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address; its password is in no `repr`, and in `shown` neither."""

    url: "URL" = field(repr=False)
    file: Path | None
    """SQLite's; None for PostgreSQL."""

    @classmethod
    def of(cls, url: str) -> Self:
        """Read `url`; raises MemoryRefused, in words that hold nothing of it but its scheme."""
        scheme, separator, rest = url.strip().partition("://")
        if separator and scheme in SQLITE:
            return cls._of_file(rest)
        if separator and scheme in POSTGRESQL:
            return cls._of_server(url.strip())
        raise MemoryRefused(f"DATABASE_URL cannot be used: it is not of the form {FORMS}.")

    @property
    def shown(self) -> str:
        """Where it is, for a person."""
        if self.file is not None:
            return f"SQLite, {self.file}"
        server = self.url.host or self.url.query.get("host") or "localhost"
        return f"PostgreSQL, {self.url.database} on {server}:{self.url.port or 5432}"

    @classmethod
    def _of_file(cls, rest: str) -> Self:
        from sqlalchemy import URL  # noqa: PLC0415 - `souffleur ask` must start without it

        # What follows is a name of a file as it is: it may hold any sign.
        if not rest.startswith("/") or len(rest) < 2 or rest == "/:memory:" or "\0" in rest:
            raise MemoryRefused(
                "DATABASE_URL cannot be used: what follows sqlite:/// must name a file to keep."
            )
        file = Path(rest[1:])
        return cls(URL.create("sqlite+aiosqlite", database=str(file)), file)

    @classmethod
    def _of_server(cls, url: str) -> Self:
        from sqlalchemy import URL  # noqa: PLC0415 - `souffleur ask` must start without it

        try:
            parts = urlsplit(url)
            port, given = parts.port, dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        except ValueError:
            # Its words would hold a part of the address, and that may be the password.
            raise MemoryRefused(
                f"DATABASE_URL cannot be used: it is not of the form {FORMS}; of a password the "
                "signs @, /, : and ? are written as %40, %2F, %3A and %3F."
            ) from None
        if unknown := sorted(set(given) - {"host", *ENCRYPTION}):
            raise MemoryRefused(
                f"DATABASE_URL cannot be used: {len(unknown)} of the words after ? are unknown; "
                "sslmode, ssl and host are known."
            )
        database = unquote(parts.path.removeprefix("/"))
        if not database:
            raise MemoryRefused("DATABASE_URL cannot be used: it names no database.")
        query = {ENCRYPTION.get(name, name): value for name, value in given.items()}
        user, password, host = (
            unquote(part) if part else None
            for part in (parts.username, parts.password, parts.hostname)
        )
        _require_signs(database, user, password, host, *query.values())
        _require_names(host, query.get("host"))
        return cls(
            URL.create("postgresql+asyncpg", user, password, host, port, database, query), None
        )


def _require_signs(*parts: str | None) -> None:
    """Raise MemoryRefused for what could be sent to no server."""
    whole = "".join(filter(None, parts))
    if "\0" in whole or whole != whole.encode("utf-8", "replace").decode():
        raise MemoryRefused(
            "DATABASE_URL cannot be used: a part of it has a sign that none can hold."
        )


def _require_names(*hosts: str | None) -> None:
    """Raise MemoryRefused for a server's name that could be looked up nowhere."""
    for name in ",".join(filter(None, hosts)).split(","):
        # What begins so is the folder of a socket.
        if name and not name.startswith("/"):
            try:
                name.encode("idna")
            except UnicodeError:
                raise MemoryRefused(
                    "DATABASE_URL cannot be used: the server's name is none; between two dots are "
                    "1 to 63 letters."
                ) from None
