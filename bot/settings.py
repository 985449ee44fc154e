"""The only place that reads the environment: prefix JIAJI_, secrets also from files named by *_FILE.

A wrong value is one sentence that names the variable.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "JIAJI_"
SECRETS = ("telegram_token", "database_url")


class SettingsError(ValueError):
    """A variable cannot be used; the message is one sentence for the person who set it."""


def _home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jiaji"


class Settings(BaseSettings):
    """`database_url` is plain (`sqlite:///…`); the driver is ours. `telegram_api` is scheme://host:port."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, env_ignore_empty=True)

    data: Path = Field(default_factory=_home)
    database_url: str = ""
    telegram_token: SecretStr | None = None
    telegram_api: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] = "https://api.telegram.org"
    consulate_email: str = ""

    @field_validator("consulate_email")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value:
            return value
        from email_validator import EmailNotValidError, validate_email

        try:
            return validate_email(value, check_deliverability=False, test_environment=True).normalized
        except EmailNotValidError as error:
            raise ValueError(str(error)) from None

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        if value and not value.startswith("sqlite:///"):
            raise ValueError("only sqlite:///path is understood")
        return value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'jiaji.sqlite3'}"


def load(data: Path | None = None) -> Settings:
    """The settings of this process; `data` overrides the folder. Raises SettingsError."""
    given: dict[str, object] = {"data": data} if data is not None else {}
    for name in SECRETS:
        file = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
        if file:
            given[name] = _secret(name, Path(file))
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsError(f"{PREFIX}{name}: {first['msg']}.") from None


def _secret(name: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{PREFIX}{name.upper()}_FILE: cannot read {path} ({type(error).__name__})."
        ) from None
