"""The log: one line an event, for a person or as JSON, and never a token in it."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

OURS = "bot"
# They tell of each part, each connection and each change of a file as news.
TALKATIVE = ("alembic", "watchfiles")
# Whoever holds the token of an interaction or of a webhook can write where the bot did.
_TOKEN_IN_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/\d{1,20}/)[\w.~-]+")
_HIDDEN = "[hidden]"
# A name or an answer of a server may hold anything: none of it may begin a line, or give orders
# to the terminal that shows it.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BUILT_IN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

Form = Callable[["Event"], str]
Event = dict[str, Any]
"""What happened: `time`, `level`, `logger`, `message`, then the fields of that event alone."""


class Lines(logging.Formatter):
    """Writes each event on a line, in the form it was made with, without the secrets."""

    def __init__(
        self, form: Form, secrets: Iterable[str] = (), *, shards: str | None = None
    ) -> None:
        super().__init__()
        self._form = form
        self._whose = {"shards": shards} if shards else {}
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        event: Event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._safe(record.getMessage()),
        }
        own = {name: value for name, value in vars(record).items() if name not in _BUILT_IN}
        event |= {name: self._safe(v) if isinstance(v, str) else v for name, v in own.items()}
        event |= self._whose
        if record.exc_info:
            event["exception"] = self._safe(self.formatException(record.exc_info))
        return self._form(event)

    def _safe(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN_IN_ADDRESS.sub(rf"\1{_HIDDEN}", text)


def as_text(event: Event) -> str:
    """Return the event for a person: the time and the level first, its own fields last."""
    fields = dict(event)
    head = " ".join(str(fields.pop(name)) for name in ("time", "level", "logger"))
    message, exception = fields.pop("message"), fields.pop("exception", "")
    own = "".join(f" {name}={value}" for name, value in fields.items())
    trace = f" | {exception}" if exception else ""
    return _UNSAFE.sub(_escaped, f"{head}: {message}{own}{trace}")


def as_json(event: Event) -> str:
    """Return the event as one JSON object in ASCII, so that no reader takes it for two lines."""
    return json.dumps(event, default=str)


def begin(
    log_format: str,
    log_level: str,
    *,
    secrets: Iterable[str] = (),
    shards: str | None = None,
    file: TextIO | None = None,
) -> logging.Handler:
    """Write the events from `log_level` on to `file` (standard error); return what writes them.

    Each says which `shards` the process has, such as 0-3/16, where that was decided. At `debug`
    our own events alone become more: those of discord.py would show what people write.
    """
    handler = logging.StreamHandler(file or sys.stderr)
    form = as_json if log_format == "json" else as_text
    handler.setFormatter(Lines(form, secrets, shards=shards))
    level = logging.getLevelNamesMapping()[log_level.upper()]
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(max(level, logging.INFO))
    logging.getLogger(OURS).setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    return handler


def _escaped(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape", "surrogatepass").decode("ascii")
