"""Settings of one installation, from the environment (`PRASAN_…`) or a file.

What an office may change (dates, thresholds, wording) is not here: shipped defaults stand
in the .toml files beside this one, a province's own values are dated rows of the registry.
"""

from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.installation_home import default_home, settings_files
from config.logs import LogFormat, LogLevel
from config.settings_file import refuse_unfit_lines
from config.words import Language, Named

HERE = Path(__file__).parent
PROJECT = HERE.parent
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MailProtection = Literal["starttls", "tls", "none"]
Performance = Literal["here", "workers"]


def _names_a_server(url: str) -> bool:
    """Whether it is an address of HTTP with a host and a port that can be: nothing before or
    behind its path.
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is none
        return False
    rest = parts.username, parts.password, parts.query, parts.fragment
    shown = url.isprintable() and " " not in url
    return named and shown and parts.scheme in ("http", "https") and not any(rest)


class Settings(BaseSettings):
    """One installation. Every field is documented in docs/operating.md (tested)."""

    model_config = SettingsConfigDict(
        env_prefix="PRASAN_",
        env_file=settings_files(),
        extra="forbid",
        frozen=True,
        populate_by_name=True,
    )

    home: Path = Field(
        default_factory=default_home, description="folder for the registry, Prefect, fonts"
    )
    registry: str | None = Field(
        default=None, description="registry URL (default: SQLite under home)"
    )
    language: Language = Field(default="th", description="first language of the desk")
    log_level: LogLevel | None = Field(default=None, description="what is logged, from there on")
    log_format: LogFormat = Field(default="lines", description="lines for people, or JSON")
    upload_megabytes: int = Field(default=20, ge=1, le=200, description="largest scan taken")
    claim_seconds: int = Field(default=60, ge=1, description="how long an effect may take")
    effect_attempts: int = Field(default=3, ge=1, description="tries before an incident")
    poll_seconds: float = Field(default=0.2, ge=0.01, le=60, description="how often `up` looks")
    prefect_port: int = Field(default=4210, ge=1024, le=65535, description="embedded server")
    prefect_api_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("PRASAN_PREFECT_API_URL", "PREFECT_API_URL"),
        description="API of a Prefect server of your own",
    )
    prefect_api_auth_string: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PRASAN_PREFECT_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"),
        description="its auth string, never shown or logged",
    )
    prefect_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PRASAN_PREFECT_API_KEY", "PREFECT_API_KEY"),
        description="its API key, never shown or logged",
    )
    perform: Performance = Field(default="here", description="who performs effects")
    desk_host: str = Field(default="127.0.0.1", description="address the pages are served at")
    desk_port: int = Field(default=8420, ge=1024, le=65535, description="port of the pages")
    desk_url: str | None = Field(
        default=None,
        pattern=r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?$",
        description="address that people open the pages at",
    )
    desk_secure: bool = Field(default=False, description="the pages stand behind TLS (a proxy)")
    libreoffice_seconds: int = Field(default=60, ge=5, description="longest PDF conversion")
    sign_in_hours: int = Field(default=12, ge=1, le=24, description="longest sign-in")
    idle_minutes: int = Field(default=60, ge=5, le=720, description="idle until signed out")
    invitation_hours: int = Field(default=72, ge=1, le=336, description="how long a link works")
    sign_in_tries: int = Field(default=5, ge=3, le=20, description="wrong passwords that are free")
    sign_in_wait_minutes: int = Field(default=30, ge=1, le=240, description="longest wait after")
    oidc_client_id: str | None = Field(
        default=None, min_length=1, description="what the identity provider calls this desk"
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="its secret there, never shown or logged"
    )
    oidc_issuer: str | None = Field(
        default=None,
        pattern=r"^(https://[^\s/@?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?)"
        r"(/[^\s@?#]*)?$",
        description="address of the office's own identity provider (OpenID Connect)",
    )
    oidc_name_th: str | None = Field(default=None, description="what people call it, in Thai")
    oidc_name_en: str | None = Field(default=None, description="and in English")
    oidc_scopes: str = Field(
        default="openid",
        pattern=r"^(\S+ )*openid( \S+)*$",
        description="what it is asked about who signs in, with blanks between",
    )
    oidc_seconds: float = Field(default=5, gt=0, le=60, description="how long its answer may take")
    emblem: Path | None = Field(default=None, description="the office's own Garuda picture")

    smtp_host: str | None = Field(default=None, min_length=1, description="server of mails")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="its port")
    smtp_tls: MailProtection = Field(default="starttls", description="how the way to it is closed")
    smtp_user: str | None = Field(default=None, min_length=1, description="name to sign in with")
    smtp_password: SecretStr | None = Field(default=None, description="never shown or logged")
    smtp_from: str | None = Field(
        default=None, validate_default=True, description="address that mails come from"
    )
    smtp_attempts: int = Field(
        default=5, ge=1, le=20, description="tries before a mail is given up"
    )
    smtp_alerts_to: str | None = Field(
        default=None, description="address that is told of a unit that failed"
    )

    if not TYPE_CHECKING:  # callers are checked against the fields

        def __init__(self, **values: object) -> None:
            """Raises SettingsFileUnfit, and ValidationError."""
            for file in values.get("_env_file", self.model_config["env_file"]) or ():
                refuse_unfit_lines(file, type(self))
            super().__init__(**values)

    @field_validator("prefect_api_url")
    @classmethod
    def _is_an_api(cls, url: str | None) -> str | None:
        if url is not None and not _names_a_server(url):
            raise ValueError("setting.shape.prefect_api_url")
        return url

    @field_validator("oidc_issuer")
    @classmethod
    def _knows_this_desk(cls, issuer: str | None, others: ValidationInfo) -> str | None:
        needed = ("oidc_client_id", "oidc_client_secret")
        if issuer is not None and any(others.data.get(one) is None for one in needed):
            raise ValueError("setting.provider_without_client")
        return issuer

    @field_validator("smtp_user")
    @classmethod
    def _no_password_in_the_clear(cls, user: str | None, others: ValidationInfo) -> str | None:
        clear = others.data.get("smtp_tls") == "none"
        if user is not None and clear and others.data.get("smtp_host") not in LOOPBACK:
            raise ValueError("setting.tls_alone")
        return user

    @field_validator("smtp_password")
    @classmethod
    def _has_its_user(cls, word: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if word is not None and others.data.get("smtp_user") is None:
            raise ValueError("setting.password_without_user")
        return word

    @field_validator("smtp_from")
    @classmethod
    def _is_an_address(cls, sender: str | None, others: ValidationInfo) -> str | None:
        if sender is None and others.data.get("smtp_host") is not None:
            raise ValueError("setting.sender_missing")
        if sender is not None and not _is_address(sender):
            raise ValueError("setting.sender_unfit")
        return sender

    @field_validator("smtp_alerts_to")
    @classmethod
    def _can_be_written_to(cls, address: str | None) -> str | None:
        if address is not None and not _is_address(address):
            raise ValueError("setting.alerts_to_unfit")
        return address

    @field_validator("perform")
    @classmethod
    def _workers_have_a_server(cls, perform: str, others: ValidationInfo) -> str:
        if perform == "workers" and others.data.get("prefect_api_url") is None:
            raise ValueError("setting.workers_without_server")
        return perform

    @property
    def desk_address(self) -> str:
        """Where people open the pages: as is named, else where they are served."""
        return self.desk_url or f"http://{self.desk_host}:{self.desk_port}"

    @property
    def oidc_name(self) -> Named | None:
        """What people call the identity provider, by its address where nobody says; None: none."""
        if self.oidc_issuer is None:
            return None
        thai = self.oidc_name_th or self.oidc_name_en or urlsplit(self.oidc_issuer).hostname or ""
        return Named(thai, self.oidc_name_en or thai)

    @property
    def registry_url(self) -> str:
        """Where the registry is: `registry`, or `prasan.db` under `home`."""
        return self.registry or f"sqlite:///{self.home / 'prasan.db'}"


def _is_address(text: str) -> bool:
    local, _, domain = parseaddr(text)[1].rpartition("@")
    return bool(local and domain and text.isprintable() and domain.isascii())
