"""The log: one line an event, in either form, whatever it tells of, and no token in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations import logs

TOKEN = "MTA5.secret-token_x"
ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@contextmanager
def written(log_format: str, log_level: str = "info") -> Iterator[io.StringIO]:
    """What the log writes, with the root logger as it was afterwards."""
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    levels = root.level, ours.level
    file = io.StringIO()
    handler = logs.begin(log_format, log_level, secrets=[TOKEN, ""], file=file)
    try:
        yield file
    finally:
        root.removeHandler(handler)
        root.setLevel(levels[0])
        ours.setLevel(levels[1])


def test_a_person_reads_time_level_logger_message_and_the_fields() -> None:
    with written("text") as file:
        logging.getLogger("bot.chat.desk").info("Answered", extra={"way": "ask", "seconds": 0.01})

    time, rest = file.getvalue().split(" ", 1)
    assert time.endswith("+00:00")
    assert rest == "info bot.chat.desk: Answered way=ask seconds=0.01\n"


def test_a_program_reads_one_json_object_a_line() -> None:
    with written("json") as file:
        logging.getLogger("bot.chat.desk").info("Reçu %d", 3, extra={"way": "ask"})
        logging.getLogger("discord").warning("slow")

    first, second = map(json.loads, file.getvalue().splitlines())
    assert first.pop("time") <= second.pop("time")
    assert first == {
        "level": "info",
        "logger": "bot.chat.desk",
        "message": "Reçu 3",
        "way": "ask",
    }
    assert second == {"level": "warning", "logger": "discord", "message": "slow"}


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_an_exception_stays_on_the_line_of_its_event(log_format: str) -> None:
    with written(log_format) as file:
        try:
            raise ZeroDivisionError(f"two\nlines and {TOKEN}")
        except ZeroDivisionError:
            logging.getLogger("bot").exception("It failed")

    (line,) = file.getvalue().splitlines()
    assert "It failed" in line
    assert "ZeroDivisionError: two" in line
    assert "in test_an_exception_stays" in line
    assert TOKEN not in line


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_tokens_are_never_written(log_format: str) -> None:
    with written(log_format, "debug") as file:
        log = logging.getLogger("bot")
        log.info("Authorization: Bot %s", TOKEN, extra={"header": TOKEN})
        log.warning(
            "429 of https://discord.com/api/v10/webhooks/123456/aW50ZXJhY3Rpb24_x-1/messages"
        )
        log.warning("POST /interactions/123456/aW50ZXJhY3Rpb24_x-1/callback")

    assert TOKEN not in file.getvalue()
    assert "aW50ZXJh" not in file.getvalue()
    assert "/webhooks/123456/[hidden]/messages" in file.getvalue()


@pytest.mark.parametrize(
    ("log_level", "expected"),
    [
        ("debug", ["ours debug", "ours info", "theirs info", "ours error", "theirs error"]),
        ("info", ["ours info", "theirs info", "ours error", "theirs error"]),
        ("error", ["ours error", "theirs error"]),
    ],
)
def test_a_level_asks_for_more_of_our_own_events_alone(log_level: str, expected: list[str]) -> None:
    with written("json", log_level) as file:
        for level in (logging.DEBUG, logging.INFO, logging.ERROR):
            for name, logger in (("ours", "bot.chat"), ("theirs", "discord.http")):
                logging.getLogger(logger).log(level, "%s %s", name, logging.getLevelName(level))

    told = [json.loads(line)["message"].lower() for line in file.getvalue().splitlines()]
    assert told == expected


@pytest.mark.parametrize("form", [logs.as_text, logs.as_json])
@given(told=st.text() | st.text(alphabet=f"{ENDS}\x1b\u202e\ud800\x00a "))
def test_whatever_is_told_is_one_line_that_gives_no_orders(form: logs.Form, told: str) -> None:
    record = logging.makeLogRecord({"msg": "%s", "args": (told,), "name_of": told})

    text = logs.Lines(form).format(record)

    text.encode()
    assert len(text.splitlines()) == 1
    assert not set(text) & set(ENDS + "\x1b\x9b\u202e\x00")
