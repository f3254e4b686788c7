"""Settings: read from a mapping, a .env file or a secret's file; the token is shown nowhere."""

import io
import logging
import os
import tempfile
import threading
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from bot.errors import SettingsError
from bot.operations.logs import Lines, as_text
from bot.settings import DISCORD_API_URL, Listening, Settings

TOKEN = "MTA.abc-DEF_123"
PASSWORD = "geheim1234"


def token_of(settings: Settings) -> str | None:
    return settings.discord_token.get_secret_value() if settings.discord_token else None


def whole(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("environment", [{}, {"DISCORD_TOKEN": "", "CORPUS_DIR": ""}], ids=str)
def test_without_a_variable_each_setting_has_its_default(environment: dict[str, str]) -> None:
    settings = Settings.from_environment(environment)

    assert settings.discord_token is None
    assert settings.discord_token_file is None
    assert settings.discord_api_url == DISCORD_API_URL == "https://discord.com/api/v10"
    assert settings.corpus_dir == Path("corpus")
    assert settings.data_dir == Path("data")
    assert (settings.log_format, settings.log_level) == ("text", "info")
    assert settings.metrics_at is None


def test_each_setting_is_read_from_the_variable_of_its_name() -> None:
    settings = Settings.from_environment(
        {
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
            "CORPUS_DIR": "/srv/é",
            "DATA_DIR": "/srv/data",
            "LOG_FORMAT": "JSON",
            "LOG_LEVEL": "Debug",
            "METRICS_PORT": "9464",
            "PATH": "/bin",
        }
    )

    assert token_of(settings) == TOKEN
    assert settings.discord_api_url == "http://127.0.0.1:8080/api/v10"
    assert settings.corpus_dir == Path("/srv/é")
    assert settings.data_dir == Path("/srv/data")
    assert (settings.log_format, settings.log_level) == ("json", "debug")
    assert settings.metrics_at == Listening("127.0.0.1", 9464)


def test_the_memory_is_a_file_in_the_data_folder_unless_an_address_is_named() -> None:
    url = f"postgresql://bot:{PASSWORD}@db/souffleur"

    assert Settings.from_environment({}).memory_url == "sqlite:///data/souffleur.db"
    elsewhere = Settings.from_environment({"DATA_DIR": "/srv/data", "DATABASE_URL": "  "})
    assert elsewhere.memory_url == "sqlite:////srv/data/souffleur.db"
    named = Settings.from_environment({"DATA_DIR": "/srv/data", "DATABASE_URL": f" {url} "})
    assert named.memory_url == url
    assert "geheim" not in repr(named) + str(named) + str(named.model_dump())


@pytest.mark.parametrize(
    "url", [f"mysql://bot:{PASSWORD}@db/x", PASSWORD, f"sqlite://{PASSWORD}", f"file:{PASSWORD}"]
)
def test_another_kind_of_memory_is_refused_in_one_line_that_shows_no_password(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL cannot be used: it begins") as raised:
        Settings.from_environment({"DATABASE_URL": url})

    assert "postgresql://" in str(raised.value)
    assert "geheim" not in whole(raised.value)


@pytest.mark.parametrize(
    ("port", "at"),
    [
        (" 9464 ", Listening("127.0.0.1", 9464)),
        ("0.0.0.0:80", Listening("0.0.0.0", 80)),  # noqa: S104 - what a container listens on
        ("[::1]:65535", Listening("::1", 65_535)),
        ("souffleur.internal:1", Listening("souffleur.internal", 1)),
    ],
)
def test_the_metrics_are_served_on_this_machine_unless_an_address_is_named(
    port: str, at: Listening
) -> None:
    assert Settings.from_environment({"METRICS_PORT": port}).metrics_at == at


@pytest.mark.parametrize(
    "port", ["0", "65536", "-1", "9464x", "::1:80", "http://x:1", "é", "1:2:3"]
)
def test_what_is_no_port_is_refused_in_one_line(port: str) -> None:
    with pytest.raises(SettingsError, match="METRICS_PORT cannot be used: it is no port") as raised:
        Settings.from_environment({"METRICS_PORT": port})

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [("LOG_FORMAT", "'text' or 'json'"), ("LOG_LEVEL", "'debug', 'info', 'warning' or 'error'")],
)
def test_a_choice_that_is_none_is_refused_with_the_choices(name: str, words: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} cannot be used: .*{words}"):
        Settings.from_environment({name: "xml"})


# The line of a .env file that sets a variable may hold anything; a variable never holds a zero.
ANYTHING = st.text(max_size=60) | st.text(alphabet="MTA.9\n\r\x00 \"'#=$[]:/é\ud800{}", max_size=60)
NAMES = st.sampled_from([name.upper() for name in Settings.model_fields])


@given(st.dictionaries(NAMES, ANYTHING), st.dictionaries(NAMES, ANYTHING) | st.binary(max_size=99))
def test_whatever_is_set_is_taken_or_refused_in_one_line_that_shows_no_token(
    environment: dict[str, str], env_file: dict[str, str] | bytes
) -> None:
    if isinstance(env_file, dict):
        lines = [f"{name}={value}" for name, value in env_file.items()]
        env_file = "\n".join(lines).encode(errors="surrogatepass")
    environment = {"DISCORD_TOKEN": "MTA-looked-for", **environment}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ".env"
        path.write_bytes(env_file)
        try:
            told = trace = repr(Settings.from_environment(environment, env_file=path))
        except SettingsError as error:
            told, trace = str(error), whole(error)

    assert len(told.splitlines()) == 1
    assert "MTA-looked-for" not in trace


def test_a_secret_s_file_without_an_end_is_refused() -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN_FILE: /dev/zero cannot be used"):
        Settings.from_environment({"DISCORD_TOKEN_FILE": "/dev/zero"})


def test_the_process_s_own_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)

    assert Settings.from_environment({}).discord_token is None


def test_settings_are_frozen() -> None:
    settings = Settings.from_environment({})

    with pytest.raises(ValidationError):
        settings.corpus_dir = Path("ailleurs")  # type: ignore[misc]


def test_the_token_is_in_no_repr() -> None:
    settings = Settings.from_environment({"DISCORD_TOKEN": TOKEN})

    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()} {settings.discord_token}"


@pytest.mark.parametrize("token", [f" {TOKEN}\n", f"{TOKEN}\r\n"])
def test_blanks_around_the_token_are_cut(token: str) -> None:
    assert token_of(Settings.from_environment({"DISCORD_TOKEN": token})) == TOKEN


def test_a_blank_token_is_no_token() -> None:
    assert Settings.from_environment({"DISCORD_TOKEN": " \n"}).discord_token is None


@pytest.mark.parametrize("token", [f"{TOKEN}\nX: y", f"Bot {TOKEN}", f"{TOKEN}é", f"{TOKEN}\x00"])
def test_a_token_that_no_header_can_hold_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN cannot be used") as raised:
        Settings.from_environment({"DISCORD_TOKEN": token})

    assert "MTA" not in whole(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["discord.com", "ftp://discord.com", "http://", "x\ny", "http://a:b"]
)
def test_an_api_url_that_is_no_web_address_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(SettingsError, match="DISCORD_API_URL cannot be used") as raised:
        Settings.from_environment({"DISCORD_API_URL": url})

    assert "\n" not in str(raised.value)
    assert "validation error" not in str(raised.value)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("123", (123,)),
        (" 123 , 456,", (123, 456)),
        (",", ()),
    ],
)
def test_channels_are_listed_with_commas(written: str, ids: tuple[int, ...]) -> None:
    settings = Settings.from_environment({"AUTO_ANSWER_CHANNELS": written})

    assert settings.auto_answer_channels == ids


def test_channels_may_stand_in_the_env_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("AUTO_ANSWER_CHANNELS=123, 456\nCOOLDOWN_SECONDS=60\n")

    settings = Settings.from_environment({}, env_file=env_file)

    assert settings.auto_answer_channels == (123, 456)
    assert settings.cooldown_seconds == 60


@pytest.mark.parametrize("written", ["général", "1 2", "-1", "1;2", "1.5", "1" * 21])
def test_what_is_no_list_of_channels_is_refused_in_one_line(written: str) -> None:
    with pytest.raises(SettingsError, match="AUTO_ANSWER_CHANNELS cannot be used") as raised:
        Settings.from_environment({"AUTO_ANSWER_CHANNELS": written})

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COOLDOWN_SECONDS", "0"),
        ("COOLDOWN_SECONDS", "un"),
        ("COOLDOWN_PERSON_QUESTIONS", "-1"),
        ("COOLDOWN_CHANNEL_QUESTIONS", "x"),
    ],
)
def test_a_cooldown_that_is_none_is_refused_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} cannot be used"):
        Settings.from_environment({name: value})


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(
        f"# un bot\nDISCORD_TOKEN={TOKEN}\nCORPUS_DIR='/srv/été'\nX=y\n", encoding="utf-8"
    )

    settings = Settings.from_environment({"CORPUS_DIR": "ici"}, env_file=env_file)

    assert (token_of(settings), settings.corpus_dir) == (TOKEN, Path("ici"))
    assert Settings.from_environment({}, env_file=env_file).corpus_dir == Path("/srv/été")


def test_a_missing_env_file_changes_nothing(tmp_path: Path) -> None:
    assert Settings.from_environment({}, env_file=tmp_path / ".env") == Settings.from_environment(
        {}
    )


def test_an_env_file_that_is_not_text_is_refused_in_one_line(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(b"DISCORD_TOKEN=MTA\xe9")

    with pytest.raises(SettingsError, match=r"\.env cannot be read: it is not UTF-8") as raised:
        Settings.from_environment({}, env_file=env_file)

    assert "MTA" not in whole(raised.value)


def test_a_bad_value_in_the_env_file_is_refused_and_not_shown(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("DISCORD_TOKEN='MTA b'\n")

    with pytest.raises(SettingsError, match="DISCORD_TOKEN cannot be used") as raised:
        Settings.from_environment({}, env_file=env_file)

    assert "MTA" not in whole(raised.value)


def test_the_token_may_come_from_a_secret_s_file(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n")

    settings = Settings.from_environment({"DISCORD_TOKEN_FILE": str(secret)})

    assert token_of(settings) == TOKEN
    assert isinstance(settings.discord_token, SecretStr)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"MTA\xff", "it is not text"),
        (b"MTA b", "cannot be used"),
        (b"MTA\nb", "cannot be used"),
    ],
)
def test_a_secret_s_file_without_a_token_is_refused_and_not_shown(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    secret = tmp_path / "token"
    secret.write_bytes(content)

    with pytest.raises(SettingsError, match=f"DISCORD_TOKEN_FILE: .*{reason}") as raised:
        Settings.from_environment({"DISCORD_TOKEN_FILE": str(secret)})

    assert "MTA" not in whole(raised.value)


@pytest.mark.parametrize("name", [".", "rien"])
def test_a_secret_s_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=r"DISCORD_TOKEN_FILE: .* cannot be read: \w+"):
        Settings.from_environment({"DISCORD_TOKEN_FILE": str(tmp_path / name)})


def test_a_token_said_twice_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN)

    with pytest.raises(SettingsError, match="both set; keep one"):
        Settings.from_environment({"DISCORD_TOKEN": "x", "DISCORD_TOKEN_FILE": str(secret)})


def test_a_log_must_hold_neither_the_token_nor_the_address_that_bears_a_password() -> None:
    address = "postgresql://bot:{}@db/souffleur".format("p%40ss1")
    settings = Settings.from_environment({"DISCORD_TOKEN": TOKEN, "DATABASE_URL": address})
    file = io.StringIO()
    log = logging.getLogger("a log of its own")
    handler = logging.StreamHandler(file)
    handler.setFormatter(Lines(as_text, settings.secrets))
    log.addHandler(handler)

    log.error("%s at %s, or bot:p@ss1 at db", TOKEN, address)

    log.removeHandler(handler)
    assert "[hidden] at [hidden], or [hidden] at db" in file.getvalue()
    assert "p%40ss1" not in file.getvalue()


@pytest.mark.parametrize(
    "address",
    ["", "sqlite:///data/souffleur.db", "postgresql:///x?host=/run", "postgresql://bot@[db/x"],
)
def test_an_address_without_a_password_may_be_told(address: str) -> None:
    assert Settings.from_environment({"DATABASE_URL": address}).secrets == []


def test_a_pipe_may_stand_in_for_the_env_file(tmp_path: Path) -> None:
    pipe = tmp_path / ".env"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("LOG_LEVEL=debug\n",))
    writer.start()

    assert Settings.from_environment({}, env_file=pipe).log_level == "debug"
    writer.join()


def test_an_empty_line_of_the_env_file_counts_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=debug\nlog_level=\n", encoding="utf-8")

    assert Settings.from_environment({}, env_file=file).log_level == "debug"
