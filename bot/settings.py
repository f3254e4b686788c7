"""Settings: the only place that reads the environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from bot import variables
from bot.errors import SettingsError
from bot.shards import MOST_SHARDS, Shards
from bot.variables import DISCORD_API_URL, LISTENING, LogFormat, LogLevel, Secret

# Some tokens are 60 signs long, some 80. What is far longer is another file, or has no end.
MAX_TOKEN_FILE_CHARACTERS = 10_000
MEMORY_FILE = "souffleur.db"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a port is listened on."""

    host: str
    port: int


READ: Mapping[str, Callable[[str], object]] = {
    "discord_token": variables.token,
    "discord_token_file": Path,
    "discord_api_url": variables.api_url,
    "corpus_dir": Path,
    "allow_fetch": variables.yes_or_no,
    "auto_answer_channels": variables.channels,
    "cooldown_seconds": variables.whole_number(1, 3600),
    "cooldown_person_questions": variables.whole_number(0),
    "cooldown_channel_questions": variables.whole_number(0),
    "data_dir": Path,
    "database_url": variables.database,
    "log_format": variables.one_of("text", "json"),
    "log_level": variables.one_of("debug", "info", "warning", "error"),
    "metrics_port": variables.port,
    "shard_ids": str,
    "shard_count": variables.whole_number(1, MOST_SHARDS),
}
"""What reads each setting from the text of its variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who runs the bot decides; README, Configuration, tells each in a line.

    Every field is read from the environment variable of its name in capitals. A variable that is
    set to nothing counts as not set.
    """

    discord_token: Secret | None = None
    discord_token_file: Path | None = None
    discord_api_url: str = DISCORD_API_URL
    corpus_dir: Path = Path("corpus")
    allow_fetch: bool = False
    auto_answer_channels: tuple[int, ...] = ()
    cooldown_seconds: int = 30
    cooldown_person_questions: int = 5
    cooldown_channel_questions: int = 20
    data_dir: Path = Path("data")
    database_url: Secret | None = None
    log_format: LogFormat = "text"
    log_level: LogLevel = "info"
    metrics_port: str | None = None
    shard_ids: str | None = None
    shard_count: int | None = None

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
            return self.database_url.value
        return f"sqlite:///{self.data_dir / MEMORY_FILE}"

    @property
    def secrets(self) -> list[str]:
        """What no log may hold; the longer before what it holds."""
        token = [self.discord_token.value] if self.discord_token else []
        address = self.database_url.value if self.database_url else ""
        # A name and a password together: a short password alone would hide half of every line.
        named, at, _ = address.partition("://")[2].rpartition("@")
        if not at or ":" not in named:
            return token
        return [*token, address, *dict.fromkeys((named, unquote(named)))]

    @classmethod
    def variables(cls) -> list[str]:
        """Return the names of the variables that are read."""
        return [each.name.upper() for each in fields(cls)]

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, env_file: Path | None = None
    ) -> Self:
        """Read the settings from `environment`, then from `env_file` where it exists.

        Raises SettingsError, in one line that never holds the value of a secret.
        """
        written = _written(env_file)
        known: dict[str, object] = {}
        for each in fields(cls):
            text = environment.get(each.name.upper()) or written.get(each.name)
            if text:
                try:
                    known[each.name] = READ[each.name](text)
                except ValueError as error:
                    reason = f"{each.name.upper()} cannot be used: {error}."
                    raise SettingsError(reason) from None
        settings = cls(**known)  # type: ignore[arg-type]
        settings._require_shards()
        return settings._with_token_from_file()

    def with_shards(self, text: str) -> Self:
        """Return the settings with the shards of `--shards`, 0-3/16; raises SettingsError."""
        try:
            asked = Shards.read_of(text)
        except ValueError as error:
            raise SettingsError(f"--shards {text[:40]} cannot be used: {error}.") from None
        return replace(self, shard_ids=asked.listed, shard_count=asked.count)

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
            checked = variables.token(token)
        except ValueError as error:
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} cannot be used: {error}."
            ) from None
        return replace(self, discord_token=checked)


def _written(env_file: Path | None) -> Mapping[str, str | None]:
    """Return what an .env file says, by names in small letters; raises SettingsError."""
    try:
        if env_file is None or not env_file.is_file():
            return {}
        # Most machines have none.
        from dotenv import dotenv_values  # noqa: PLC0415

        said = dotenv_values(env_file, encoding="utf-8")
        return {name.lower(): text for name, text in said.items()}
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} cannot be read: it is not UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{env_file} cannot be read: {error.strerror}.") from error
