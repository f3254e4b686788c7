"""Settings: the only place that reads the environment, but for what is rich's (chat/pens.py)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import unquote

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    field_validator,
)

from bot.errors import SettingsError
from bot.shards import MOST_SHARDS, Shards

DISCORD_API_URL = "https://discord.com/api/v10"
# Some tokens are 60 signs long, some 80. What is far longer is another file, or has no end.
MAX_TOKEN_FILE_CHARACTERS = 10_000
LISTENING = re.compile(
    r"(?:(?P<host>\[[0-9a-fA-F:]{2,45}\]|[0-9a-zA-Z.-]{1,253}):)?(?P<port>[0-9]{1,5})"
)
LAST_PORT = 65_535
MEMORY_FILE = "souffleur.db"
DATABASE = re.compile(r"sqlite(\+aiosqlite)?:///|postgres(ql(\+asyncpg)?)?://")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a port is listened on."""

    host: str
    port: int


class Settings(BaseModel):
    """What the person who runs the bot decides; README, Configuration, tells each in a line.

    Every field is read from the environment variable of its name in capitals. A variable that is
    set to nothing counts as not set.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    discord_api_url: str = DISCORD_API_URL
    corpus_dir: Path = Field(default=Path("corpus"))
    allow_fetch: bool = False
    auto_answer_channels: tuple[int, ...] = ()
    cooldown_seconds: int = Field(default=30, ge=1, le=3600)
    cooldown_person_questions: int = Field(default=5, ge=0)
    cooldown_channel_questions: int = Field(default=20, ge=0)
    data_dir: Path = Field(default=Path("data"))
    database_url: SecretStr | None = None
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    metrics_port: str | None = None
    shard_ids: str | None = None
    shard_count: int | None = Field(default=None, ge=1, le=MOST_SHARDS)

    @property
    def shards(self) -> Shards | None:
        """The shards that this process is to have; None where Discord is asked for their number."""
        if self.shard_count is None:
            return None
        if self.shard_ids is None:
            return Shards.all_of(self.shard_count)
        return Shards.read(self.shard_ids, self.shard_count)

    @property
    def metrics_at(self) -> Listening | None:
        """Where METRICS_PORT asks to listen: on this machine alone, unless it names an address."""
        asked = LISTENING.fullmatch(self.metrics_port or "")
        return (
            Listening((asked["host"] or "127.0.0.1").strip("[]"), int(asked["port"]))
            if asked
            else None
        )

    @property
    def memory_url(self) -> str:
        """Where the memory is: DATABASE_URL, or a file in DATA_DIR. It may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / MEMORY_FILE}"

    @property
    def secrets(self) -> list[str]:
        """What no log may hold; the longer before what it holds."""
        token = [self.discord_token.get_secret_value()] if self.discord_token else []
        address = self.database_url.get_secret_value() if self.database_url else ""
        # A name and a password together: a short password alone would hide half of every line.
        named, at, _ = address.partition("://")[2].rpartition("@")
        if not at or ":" not in named:
            return token
        return [*token, address, *dict.fromkeys((named, unquote(named)))]

    @field_validator("database_url")
    @classmethod
    def _is_of_a_known_kind(cls, value: SecretStr | None) -> SecretStr | None:
        # The rest of it is judged where it is opened: most commands need no memory.
        address = value.get_secret_value().strip() if value else ""
        if address and not DATABASE.match(address):
            raise ValueError(
                "it begins neither with sqlite:/// nor with postgresql://, the two kinds of "
                "memory that there are"
            )
        return SecretStr(address) if address else None

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _in_any_case(cls, value: str) -> str:
        return value.strip().lower()

    @field_validator("metrics_port")
    @classmethod
    def _is_a_port(cls, value: str | None) -> str | None:
        asked = LISTENING.fullmatch((value or "").strip())
        if value is not None and not (asked and 0 < int(asked["port"]) <= LAST_PORT):
            raise ValueError(
                "it is no port, such as 9464, nor an address and a port, such as 0.0.0.0:9464"
            )
        return asked[0] if asked else None

    @field_validator("discord_token")
    @classmethod
    def _is_one_word(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value().strip() if value else ""
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise ValueError("it is not one word of plain letters, digits and signs")
        return SecretStr(token) if token else None

    @field_validator("auto_answer_channels", mode="before")
    @classmethod
    def _are_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        written = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdecimal() and len(part) <= 20 for part in written):
            raise ValueError("it is not a list of channel ids, with commas between them")
        return tuple(map(int, written))

    @field_validator("discord_api_url")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        try:
            HttpUrl(value)
        except ValidationError as error:
            raise ValueError(error.errors(include_input=False)[0]["msg"]) from None
        return value.strip().rstrip("/")

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, env_file: Path | None = None
    ) -> Self:
        """Read the settings from `environment`, then from `env_file` where it exists.

        Raises SettingsError, in one line that never holds the value of a secret.
        """
        written = _written(env_file)
        said = {
            name: environment.get(name.upper()) or written.get(name) for name in cls.model_fields
        }
        try:
            settings = cls.model_validate({name: text for name, text in said.items() if text})
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            name = str(first["loc"][0]).upper() if first["loc"] else "The settings"
            reason = first["msg"].removeprefix("Value error, ")
            raise SettingsError(f"{name} cannot be used: {reason}.") from None
        settings._require_shards()  # noqa: SLF001 - one of its own
        return settings._with_token_from_file()  # noqa: SLF001

    def with_shards(self, text: str) -> Self:
        """Return the settings with the shards of `--shards`, 0-3/16; raises SettingsError."""
        try:
            asked = Shards.read_of(text)
        except ValueError as error:
            raise SettingsError(f"--shards {text[:40]} cannot be used: {error}.") from None
        return self.model_copy(update={"shard_ids": asked.listed, "shard_count": asked.count})

    def _require_shards(self) -> None:
        if self.shard_ids is not None and self.shard_count is None:
            raise SettingsError(
                "SHARD_IDS is set without SHARD_COUNT; set SHARD_COUNT to the number of shards "
                "that all processes have together, such as 16."
            )
        try:
            _ = self.shards
        except ValueError as error:
            raise SettingsError(f"SHARD_IDS cannot be used: {error}.") from None

    def _with_token_from_file(self) -> Self:
        """Take the token from DISCORD_TOKEN_FILE, as Docker and systemd hand secrets over."""
        if self.discord_token_file is None:
            return self
        if self.discord_token is not None:
            raise SettingsError("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; keep one.")
        try:
            with self.discord_token_file.open(encoding="utf-8") as file:
                token = file.read(MAX_TOKEN_FILE_CHARACTERS).strip()
        # ValueError: a name that no file can have, or content that is not UTF-8.
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} cannot be read: {reason}."
            ) from None
        if not token:
            raise SettingsError(f"DISCORD_TOKEN_FILE: {self.discord_token_file} is empty.")
        try:
            checked = self._is_one_word(SecretStr(token))
        except ValueError as error:
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} cannot be used: {error}."
            ) from None
        return self.model_copy(update={"discord_token": checked})


def _written(env_file: Path | None) -> Mapping[str, str | None]:
    """Return what an .env file says, by names in small letters; raises SettingsError."""
    try:
        if env_file is None or not (env_file.is_file() or env_file.is_fifo()):
            return {}
        # Most machines have none.
        from dotenv import dotenv_values  # noqa: PLC0415

        said = dotenv_values(env_file, encoding="utf-8")
        return {name.lower(): text for name, text in said.items() if text}
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} cannot be read: it is not UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{env_file} cannot be read: {error.strerror}.") from error
