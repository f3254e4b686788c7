"""The Dockerfile: the rules that its text alone can be held to; `make image` builds it."""

import json
import re
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
# Comments go first, then the ends of lines that a backslash joins.
JOINED = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE))
STAGES = [f"FROM {stage}" for stage in re.split(r"^FROM ", JOINED, flags=re.MULTILINE)[1:]]


def instructions(name: str, stage: str = STAGES[-1]) -> list[str]:
    """The arguments of every `name` instruction of a stage, the last one's unless told."""
    return re.findall(rf"^{name} +(.+)$", stage, flags=re.MULTILINE)


def test_every_stage_starts_from_one_named_version() -> None:
    bases = [instructions("FROM", stage)[0].split()[0] for stage in STAGES]

    assert len(bases) == 2
    assert set(bases) == {"python:3.13-slim-trixie"}
    assert "latest" not in TEXT


def test_it_does_not_run_as_root() -> None:
    user, group = instructions("USER")[-1].split(":")

    assert int(user) > 0
    assert int(group) > 0
    # Whatever comes after is run, copied and started as that user.
    assert JOINED.rindex("\nUSER ") > JOINED.rindex("\nRUN ")


def test_it_starts_the_program_itself_so_that_signals_reach_it() -> None:
    assert [json.loads(each) for each in instructions("ENTRYPOINT")] == [["souffleur"]]
    assert [json.loads(each) for each in instructions("CMD")] == [["run"]]


def test_its_health_is_asked_of_the_program_without_a_shell() -> None:
    (check,) = instructions("HEALTHCHECK")

    options, _, command = check.partition(" CMD ")

    assert json.loads(command) == ["souffleur", "health"]
    assert set(re.findall(r"--([a-z-]+)=\d+", options)) == {
        "interval",
        "timeout",
        "start-period",
        "retries",
    }


def test_the_last_stage_installs_no_compiler() -> None:
    installed = " ".join(instructions("RUN"))

    assert not re.search(r"\b(gcc|g\+\+|build-essential|clang|cargo|python3-dev)\b", installed)


@pytest.mark.parametrize("stage", STAGES, ids=["build", "last"])
def test_a_layer_that_apt_writes_brings_no_more_than_asked_for_and_leaves_no_lists(
    stage: str,
) -> None:
    for command in instructions("RUN", stage):
        if "apt-get install" in command:
            assert command.startswith("apt-get update && ")
            assert "--yes --no-install-recommends" in command
            assert "rm -rf /var/lib/apt/lists/*" in command
        assert not re.search(
            r"\bapt (install|update|upgrade)|apt-get (dist-)?upgrade|\bsudo\b|\bcd ", command
        )


def test_what_pip_installs_is_checked_by_hash_or_is_the_program_itself() -> None:
    commands = " && ".join(instructions("RUN", STAGES[0]))
    installs = re.findall(r"pip install ([^&]+)", commands)

    assert len(installs) == 2
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert installs[1].split() == ["--no-deps", "--no-build-isolation", "."]
    assert "PIP_NO_CACHE_DIR=1" in " ".join(instructions("ENV", STAGES[0]))
    assert not any("pip" in command for command in instructions("RUN"))


def test_nothing_is_fetched_but_by_apt_and_pip() -> None:
    assert not re.search(r"^ADD ", JOINED, flags=re.MULTILINE)
    assert not re.search(r"\b(curl|wget|git clone)\b|https?://", JOINED)


def test_paths_of_work_are_absolute() -> None:
    assert all(path.startswith("/") for stage in STAGES for path in instructions("WORKDIR", stage))


def test_its_labels_tell_the_version_that_it_holds() -> None:
    labels = dict(re.findall(r'org\.opencontainers\.image\.(\w+)="([^"]+)"', JOINED))

    assert labels["version"] == __version__
    assert set(labels) == {"title", "description", "version", "licenses"}


def test_no_secret_is_built_in() -> None:
    assert not re.search(r"TOKEN|SECRET|PASSWORD", JOINED)
    assert not instructions("ARG")


def test_the_image_leaves_out_what_it_does_not_need() -> None:
    first, *kept = (
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )

    assert first == "*"
    assert not any(line.startswith("!.") for line in kept)
