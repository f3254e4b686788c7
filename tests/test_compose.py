"""compose.yaml: what it asks for is in force, and one line of .env is enough."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.memory.address import Address
from bot.settings import Settings
from tests.test_dockerfile import instructions

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["souffleur"]
POSTGRES: dict[str, Any] = COMPOSE["services"]["postgres"]
BOTH = (SERVICE, POSTGRES)
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_one_service_is_built_from_this_folder_and_another_starts_when_it_is_asked_for() -> None:
    assert list(COMPOSE["services"]) == ["souffleur", "postgres"]
    assert SERVICE["build"] == "."
    assert "profiles" not in SERVICE
    assert POSTGRES["profiles"] == ["postgres"]
    # The obsolete `version` would only bring a warning.
    assert set(COMPOSE) == {"name", "services", "volumes"}


@pytest.mark.parametrize("service", BOTH, ids=["souffleur", "postgres"])
def test_the_root_is_read_only_and_no_right_can_be_had(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)
    assert service.get("user", "postgres") == "postgres"


@pytest.mark.parametrize("service", BOTH, ids=["souffleur", "postgres"])
def test_memory_processes_and_logs_are_bounded(service: dict[str, Any]) -> None:
    assert service["mem_limit"] in {"256m", "768m"}
    assert service["pids_limit"] in {64, 128}
    assert service["logging"]["driver"] == "json-file"
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    # The driver takes texts alone.
    assert all(isinstance(value, str) for value in service["logging"]["options"].values())


@pytest.mark.parametrize("service", BOTH, ids=["souffleur", "postgres"])
def test_it_comes_back_by_itself_and_has_time_to_leave(service: dict[str, Any]) -> None:
    assert service["restart"] == "unless-stopped"
    assert int(service["stop_grace_period"].removesuffix("s")) >= 10


def test_the_database_is_told_whose_it_is_and_gets_its_password_from_the_env_file() -> None:
    environment = POSTGRES["environment"]

    assert re.fullmatch(r"postgres:\d+", POSTGRES["image"])
    assert environment.pop("POSTGRES_PASSWORD") == "${POSTGRES_PASSWORD:-}"
    assert environment == {"POSTGRES_USER": "souffleur", "POSTGRES_DB": "souffleur"}
    assert POSTGRES["healthcheck"]["test"] == [
        *("CMD", "pg_isready", "--username=souffleur", "--dbname=souffleur")
    ]
    # What the image writes beside its volume.
    assert POSTGRES["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert POSTGRES["tmpfs"] == ["/tmp", "/var/run/postgresql"]  # noqa: S108 - the container's


def test_the_address_of_the_database_that_is_told_is_the_one_of_the_service(
    tmp_path: Path,
) -> None:
    lines = "".join(re.findall(r"^```sh\n(.*?)^```", OPERATIONS, re.MULTILINE | re.DOTALL))
    (tmp_path / ".env").write_text(lines, encoding="utf-8")

    # The line of the address names the one of the password.
    url = Settings.from_environment({}, env_file=tmp_path / ".env").memory_url
    address = Address.of(url)

    assert address.shown == "PostgreSQL, souffleur on postgres:5432"
    assert address.url.username == "souffleur"
    assert f"POSTGRES_PASSWORD={address.url.password}" in lines.splitlines()


def test_data_is_a_named_volume_and_the_corpus_a_folder_that_is_not_written_to() -> None:
    corpus, data = SERVICE["volumes"]
    folder, _, inside = corpus.partition(":")

    assert inside == "/corpus:ro"
    assert list((ROOT / folder).glob("*.md"))
    assert data == "data:/data"
    assert list(COMPOSE["volumes"]) == ["data", "postgres"]


def test_nothing_is_published() -> None:
    assert not [service for service in BOTH if "ports" in service or "expose" in service]


def test_the_token_comes_from_the_env_file_alone() -> None:
    assert SERVICE["env_file"] == ".env"
    assert not [name for name in SERVICE["environment"] if "TOKEN" in name]


def test_every_variable_is_a_setting_and_says_what_the_image_says() -> None:
    image = dict(pair.split("=", 1) for each in instructions("ENV") for pair in each.split())

    for name, value in SERVICE["environment"].items():
        assert name.lower() in Settings.model_fields
        default = re.fullmatch(rf"\$\{{{name}:-(.+)\}}", value)
        assert (default[1] if default else value) == image[name]


@pytest.mark.parametrize("env", ["DISCORD_TOKEN=MTA.x\n", None], ids=["one line", "the example"])
def test_an_env_file_made_for_outside_the_container_does_no_harm_inside(
    env: str | None, tmp_path: Path
) -> None:
    # Compose reads .env itself and hands each line over; what `environment` says wins over them.
    text = env or (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    handed_over = dict(line.split("=", 1) for line in lines) | {
        name: value.removeprefix(f"${{{name}:-").removesuffix("}")
        for name, value in SERVICE["environment"].items()
    }

    settings = Settings.from_environment(handed_over, env_file=tmp_path / ".env")

    assert settings.corpus_dir == Path("/corpus")
    assert settings.data_dir == Path("/data")
    assert settings.log_format == "json"
