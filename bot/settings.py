"""Settings: the only place that reads the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError

DISCORD_API_URL = "https://discord.com/api/v10"


class Settings(BaseSettings):
    """What the person who runs the bot decides; README, Configuration, tells each in a line.

    Every field is read from the environment variable of its name in capitals. A variable that is
    set to nothing counts as not set.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    discord_api_url: str = DISCORD_API_URL
    corpus_dir: Path = Field(default=Path("corpus"))

    @field_validator("discord_token")
    @classmethod
    def _is_one_word(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value().strip() if value else ""
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise ValueError("it is not one word of plain letters, digits and signs")
        return SecretStr(token) if token else None

    @field_validator("discord_api_url")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        try:
            HttpUrl(value)
        except ValidationError as error:
            raise ValueError(error.errors(include_input=False)[0]["msg"]) from None
        return value.strip().rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The environment comes in as a mapping, through from_environment, so that tests patch
        # nothing; it wins over the .env file.
        return init_settings, dotenv_settings

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, env_file: Path | None = None
    ) -> Self:
        """Read the settings from `environment`, then from `env_file` where it exists.

        Raises SettingsError, in one line that never holds the value of a secret.
        """
        known = {
            name: environment[name.upper()]
            for name in cls.model_fields
            if environment.get(name.upper())
        }
        try:
            settings = cls(_env_file=env_file, **known)  # type: ignore[arg-type]
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            name = str(first["loc"][0]).upper() if first["loc"] else "The settings"
            reason = first["msg"].removeprefix("Value error, ")
            raise SettingsError(f"{name} cannot be used: {reason}.") from None
        except UnicodeDecodeError:
            raise SettingsError(f"{env_file} cannot be read: it is not UTF-8.") from None
        except OSError as error:
            raise SettingsError(f"{env_file} cannot be read: {error.strerror}.") from error
        return settings._with_token_from_file()

    def _with_token_from_file(self) -> Self:
        """Take the token from DISCORD_TOKEN_FILE, as Docker and systemd hand secrets over."""
        if self.discord_token_file is None:
            return self
        if self.discord_token is not None:
            raise SettingsError("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; keep one.")
        try:
            token = self.discord_token_file.read_text(encoding="utf-8").strip()
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
