"""How the bot is: what it writes down is read by another process, and judged."""

from __future__ import annotations

import dataclasses
import json
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.health import RECORD_FILE, Health, look, record_file
from bot.shards import Shards

NOW = 1_000_000.0
WELL = Health(
    at=NOW - 3,
    shard_ids="0-1",
    shard_count=2,
    shards_ready=2,
    latency=0.042,
    heartbeat_at=NOW - 30,
    passages=14,
    indexed_at=NOW - 7200,
)


def test_a_bot_that_is_well_has_no_faults_and_says_how_it_is() -> None:
    assert WELL.faults(NOW) == []
    assert WELL.told(NOW) == (
        "shards ready: 2 of 2; latency: 42 ms; last heartbeat: 30 s ago; "
        "passages: 14, read 2.0 h ago"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"at": NOW - 60}, "wrote nothing for 60 s"),
        ({"shards_ready": 1}, "1 of 2 shards ready"),
        ({"heartbeat_at": NOW - 300}, "does not answer the heartbeats"),
        ({"heartbeat_at": None}, "does not answer the heartbeats"),
        ({"passages": 0}, "No article is loaded"),
    ],
    ids=["stands still", "a shard away", "silent gateway", "no heartbeat yet", "no article"],
)
def test_each_fault_is_told(change: dict[str, float], words: str) -> None:
    (fault,) = dataclasses.replace(WELL, **change).faults(NOW)  # type: ignore[arg-type]

    assert words in fault


def test_what_is_unknown_is_said_to_be() -> None:
    told = dataclasses.replace(WELL, latency=None, heartbeat_at=None).told(NOW)

    assert "latency: unknown; last heartbeat: none" in told


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"

    WELL.write(folder)
    dataclasses.replace(WELL, latency=None).write(folder)

    assert Health.read(folder / RECORD_FILE) == dataclasses.replace(WELL, latency=None)
    assert [path.name for path in folder.iterdir()] == [RECORD_FILE]


def test_a_look_at_a_bot_that_is_well(tmp_path: Path) -> None:
    now = time.time()
    dataclasses.replace(WELL, at=now, heartbeat_at=now, indexed_at=now).write(tmp_path)

    is_well, told = look(tmp_path)

    assert is_well
    assert told.startswith("shards ready: 2 of 2; latency: 42 ms; last heartbeat: 0 s ago;")


def test_a_look_at_a_bot_that_stopped(tmp_path: Path) -> None:
    WELL.write(tmp_path)

    is_well, told = look(tmp_path)

    assert not is_well
    assert "wrote nothing for" in told


def test_a_look_where_no_bot_is(tmp_path: Path) -> None:
    assert look(tmp_path) == (
        False,
        f"No bot has written to {tmp_path}: it is starting, or has another DATA_DIR.",
    )
    (tmp_path / RECORD_FILE).mkdir()
    assert look(tmp_path)[1].endswith("cannot be read: Is a directory.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "it is not a record of this version."),
        ('{"at": 1}', "it is not a record of this version."),
        (json.dumps(dataclasses.asdict(WELL) | {"passages": "2"}), "its passages is no number."),
        (
            json.dumps(dataclasses.asdict(WELL) | {"shard_ids": "0-2"}),
            "there is no shard 2: 2 shards have the numbers 0 to 1.",
        ),
        (json.dumps(dataclasses.asdict(WELL) | {"at": None}), "its at is no number."),
        (json.dumps(dataclasses.asdict(WELL) | {"at": True}), "its at is no number."),
    ],
    ids=["a list", "too little", "a text", "no such shard", "nothing", "a truth"],
)
def test_what_is_no_record_is_told(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / RECORD_FILE).write_text(content, encoding="utf-8")

    assert look(tmp_path) == (False, f"{tmp_path / RECORD_FILE} cannot be read: {words}")


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries(
        {
            field.name: st.none() | st.booleans() | st.floats() | st.text()
            for field in dataclasses.fields(Health)
        }
    ).map(lambda value: json.dumps(value).encode())
    | st.just(b"[" * 100_000)
)
def test_whatever_stands_there_is_judged_and_does_not_end_the_program(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / RECORD_FILE).write_bytes(content)

        is_well, told = look(Path(folder))

    assert not is_well or "shards ready" in told


def of(shard_ids: str, shard_count: int, *, at: float | None = None) -> Health:
    now = time.time()
    ready = len(Shards.read(shard_ids, shard_count).ids)
    return dataclasses.replace(
        WELL,
        at=now if at is None else at,
        shard_ids=shard_ids,
        shard_count=shard_count,
        shards_ready=ready,
        heartbeat_at=now,
    )


def test_each_of_several_processes_has_a_record_and_is_told_by_its_shards(tmp_path: Path) -> None:
    of("0-1", 4).write(tmp_path)
    dataclasses.replace(of("2-3", 4), shards_ready=1).write(tmp_path)

    well, told = look(tmp_path, Shards((0, 1), 4))
    unwell, faults = look(tmp_path, Shards((2, 3), 4))

    assert (well, unwell) == (True, False)
    assert told.startswith("shards ready: 2 of 2 (0-1/4); latency")
    assert faults.startswith("Discord's gateway: 1 of 2 shards ready. shards ready: 1 of 2 (2-3/4)")
    assert look(tmp_path, Shards((0,), 4))[1].startswith("No bot has written to")


def test_a_process_with_many_shards_here_and_there_has_a_record_too(tmp_path: Path) -> None:
    odd = Shards(tuple(range(1, 400, 2)), 400)
    of(odd.listed, 400).write(tmp_path)

    assert record_file(odd) == "health-1-and-199-more-of-400.json"
    assert look(tmp_path, odd)[0]


def test_all_processes_are_told_together_where_no_shards_are_named(tmp_path: Path) -> None:
    of("2-3", 4).write(tmp_path)
    of("0-1", 4).write(tmp_path)

    well, told = look(tmp_path)

    assert well
    assert [each.split(";")[0] for each in told.split(" | ")] == [
        "shards ready: 2 of 2 (0-1/4)",
        "shards ready: 2 of 2 (2-3/4)",
    ]
    of("2-3", 4, at=NOW).write(tmp_path)
    assert not look(tmp_path)[0]


def test_what_was_written_before_the_shards_were_divided_anew_is_no_fault(tmp_path: Path) -> None:
    for shard_ids, count in (("0-1", 2), ("0-3", 8), ("4-7", 8)):
        of(shard_ids, count, at=NOW).write(tmp_path)
    for shard_ids in ("0-1", "2-3", "4-7"):
        of(shard_ids, 8).write(tmp_path)

    well, told = look(tmp_path)

    assert well, told
    assert told.count("shards ready") == 3
