"""The only place that reads the environment: prefix JIAJI_, secrets also from files named by *_FILE.

A wrong value is one sentence that names the variable.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "JIAJI_"
SECRETS = (
    *("telegram_token", "database_url", "webhook_secret"),
    *("wechat_app_secret", "wechat_token", "wechat_aes_key"),
)
TEAM_HOURS = r"^(mon|tue|wed|thu|fri|sat|sun)-(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"
Rate = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=4, le=3650)]


class SettingsError(ValueError):
    """A variable cannot be used; the message is one sentence for the person who set it."""


def _home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jiaji"


class Settings(BaseSettings):
    """`database_url` is plain (`sqlite:///…` or `postgresql://…`); the driver is ours.

    `telegram_api` is scheme://host:port. `keys` is the folder of the master keys. `webhook_url` is the public
    https address at which Telegram reaches this bot; unset, it polls. `listen` is host:port behind it, where
    it also says how it is; a bot that polls listens only if told.
    `team_hours` are when staff are there, Shanghai time; `console_listen` is where their console answers, and
    `console_origin` the https address at which they open it.
    `web_url` is the public address of the web chat, scheme and host; unset, there is none. `web_operator` and
    `web_contact` say there who runs it; `web_proxies` is how many proxies of ours stand in front.
    `wechat_*` are what the page of a WeChat Official Account shows; unset, there is none. Its letters are read on the web
    chat's mail page, and its calls come to `/wechat` at `listen`.
    `pace_chat` and `pace` are messages a second, to one person and in all; 0 means any.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, env_ignore_empty=True)

    data: Path = Field(default_factory=_home)
    database_url: str = ""
    telegram_token: SecretStr | None = None
    telegram_api: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] = "https://api.telegram.org"
    consulate_email: str = ""
    keys: Path | None = None
    webhook_url: Annotated[str, Field(pattern=r"^(https?://[^/\s]+/[\w./~-]+)?$")] = ""
    webhook_secret: SecretStr | None = None
    listen: Annotated[str, Field(pattern=r"^([^\s:/]*:\d{1,5})?$")] = ""
    web_url: Annotated[str, Field(pattern=r"^(https?://[^/\s]+/?)?$")] = ""
    web_operator: Annotated[str, Field(max_length=80)] = ""
    web_contact: Annotated[str, Field(max_length=120)] = ""
    web_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    wechat_app_id: Annotated[str, Field(pattern=r"^(wx[0-9a-zA-Z]{8,30})?$")] = ""
    wechat_app_secret: SecretStr | None = None
    wechat_token: SecretStr | None = None
    wechat_aes_key: SecretStr | None = None
    wechat_api: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] = "https://api.weixin.qq.com"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    pace_chat: Rate = 1.0
    pace: Rate = 28.0
    review_keys: Path | None = None
    team_hours: Annotated[str, Field(pattern=TEAM_HOURS)] = "mon-fri 09:00-17:30"
    console_listen: Annotated[str, Field(pattern=r"^[^\s:/]*:\d{1,5}$")] = "127.0.0.1:8400"
    console_origin: Annotated[str, Field(pattern=r"^(https?://[^/\s]+)?$")] = ""
    keep_drafts_days: Days = 14
    keep_finished_days: Days = 30
    keep_audit_days: Days = 365

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
        if value and not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("only sqlite:///path and postgresql://user@host/name are understood")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_strong(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("16 to 256 letters, digits, _ and - are needed")
        return value

    @field_validator("listen")
    @classmethod
    def _is_a_port(cls, value: str) -> str:
        if value and int(value.rpartition(":")[2]) >= 1 << 16:
            raise ValueError("there is no such port; 127.0.0.1:8080 would be one")
        return value

    @model_validator(mode="after")
    def _webhook_has_its_secret(self) -> Self:
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError(
                "JIAJI_WEBHOOK_URL needs JIAJI_WEBHOOK_SECRET: 16 or more letters and digits of your own"
            )
        return self

    @model_validator(mode="after")
    def _wechat_is_whole(self) -> Self:
        if not self.wechat_app_id:
            return self
        for name in ("wechat_app_secret", "wechat_token", "wechat_aes_key"):
            if getattr(self, name) is None:
                raise ValueError(f"JIAJI_WECHAT_APP_ID needs {PREFIX}{name.upper()}, from the account's page")
        if not re.fullmatch(
            r"[A-Za-z0-9]{43}", self.wechat_aes_key.get_secret_value() if self.wechat_aes_key else ""
        ):
            raise ValueError(
                "JIAJI_WECHAT_AES_KEY: 43 letters and digits are needed, as on the account's page"
            )
        if not self.web_url:
            raise ValueError("JIAJI_WECHAT_APP_ID needs JIAJI_WEB_URL: the finished letter is read there")
        return self

    @property
    def listen_at(self) -> str:
        """Empty where nothing is to be listened for."""
        return self.listen or ("127.0.0.1:8080" if self.webhook_url or self.web_url else "")

    @property
    def webhook_key(self) -> str:
        """Empty only where there is no webhook."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret is not None else ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand in a log."""
        given = (
            *(self.telegram_token, self.webhook_secret),
            *(self.wechat_app_secret, self.wechat_token, self.wechat_aes_key),
        )
        return tuple(secret.get_secret_value() for secret in given if secret is not None)

    @property
    def key_folder(self) -> Path:
        return self.keys or self.data / "keys"

    @property
    def review_folder(self) -> Path:
        """Of the review keys: the public ones for the bot, the private ones where the console runs."""
        return self.review_keys or self.data / "review"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'jiaji.sqlite3'}"


def in_ci() -> bool:
    """Whether a build server runs this: nearly all of them set CI."""
    return os.environ.get("CI", "").casefold() not in ("", "0", "false", "no")


def notify_socket() -> str:
    """Where systemd waits to be told how a service is; empty where it does not."""
    return os.environ.get("NOTIFY_SOCKET", "")


def load(data: Path | None = None) -> Settings:
    """The settings of this process; `data` overrides the folder. Raises SettingsError."""
    given: dict[str, object] = {"data": data} if data is not None else {}
    for name in SECRETS:
        file = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
        if file is not None:
            given[name] = _secret(f"{PREFIX}{name.upper()}_FILE", file)
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from None


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    name = f"{PREFIX}{str(first['loc'][0]).upper()}" if first["loc"] else ""
    said = first["msg"].removeprefix("Value error, ").rstrip(".")
    if first["type"] == "string_pattern_mismatch":
        said = f"this is not of the form that is meant: {EXAMPLES[str(first['loc'][0])]}"
    return f"{name}: {said}." if name else f"{said}."


EXAMPLES = {
    "telegram_api": "https://api.telegram.org",
    "webhook_url": "https://bot.example.org/telegram/something-long",
    "listen": "127.0.0.1:8080",
    "wechat_app_id": "wx0123456789abcdef",
    "wechat_api": "https://api.weixin.qq.com",
    "team_hours": "mon-fri 09:00-17:30",
    "console_listen": "127.0.0.1:8400",
    "console_origin": "https://staff.example.org",
}
"""A right value of each variable that has a form."""


def unknown() -> list[str]:
    """Variables with our prefix that nothing reads: most likely a slip of the pen."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    known |= {f"{PREFIX}{name.upper()}_FILE" for name in SECRETS} | {f"{PREFIX}THOROUGH"}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def _secret(name: str, file: str) -> str:
    """Nothing where something was meant is told, and never taken for "unset"."""
    if not file:
        raise SettingsError(f"{name} names no file; name one, or leave the variable out.")
    try:
        found = Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: cannot read {file} ({type(error).__name__}).") from None
    if not found:
        raise SettingsError(f"{name}: {file} is empty.")
    return found
