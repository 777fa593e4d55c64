"""Read the desk's settings from the environment; docs/settings.md describes each and a test holds the two together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from factcheck import __version__

MEGABYTE = 1024 * 1024
#: Providers that answer only to a key.
KEYED = frozenset({"google_factcheck", "bing", "brave", "govinfo"})


class Settings(BaseSettings):
    """Hold every setting, read from FACTCHECK_… variables; defaults are those of one machine."""

    model_config = SettingsConfigDict(env_prefix="FACTCHECK_", extra="ignore", frozen=True)

    # Where things are
    data_dir: Path = Field(default_factory=lambda: Path("data"))
    database_url: str = ""
    redis_url: str = ""
    base_url: str = ""
    blobs_url: str = ""
    blobs_endpoint: str = ""
    blobs_region: str = "us-east-1"
    blobs_key: str = ""
    blobs_secret: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)

    # Who the desk is
    desk_name: str = "Fact-check desk"
    contact: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    # What readers are told of the desk on its public pages; shown only where it is set
    funding: str = ""
    licence: str = ""
    corrections: str = ""

    # Sessions
    session_idle_minutes: int = Field(default=120, ge=5)
    session_hours: int = Field(default=12, ge=1)
    trusted_proxies: int = Field(default=0, ge=0, le=4)

    # What may come in
    max_upload_mb: int = Field(default=20, ge=1, le=200)
    max_text_chars: int = Field(default=2_000_000, ge=1_000)
    max_claims: int = Field(default=2_000, ge=10)

    # The network
    fetch_allow_nets: Annotated[tuple[str, ...], NoDecode] = ()
    fetch_extra_ports: Annotated[tuple[int, ...], NoDecode] = ()
    fetch_proxy: str = ""
    fetch_ca_file: str = ""
    fetch_page_seconds: float = Field(default=15.0, gt=0)
    fetch_file_seconds: float = Field(default=60.0, gt=0)
    fetch_wire_mb: int = Field(default=5, ge=1)
    fetch_decoded_mb: int = Field(default=10, ge=1)
    fetch_file_mb: int = Field(default=20, ge=1)
    fetch_host_interval: float = Field(default=1.0, ge=0)
    parse_seconds: float = Field(default=10.0, gt=0)
    parse_memory_mb: int = Field(default=768, ge=64)

    # Work
    worker_threads: int = Field(default=16, ge=1, le=256)
    sweep_seconds: float = Field(default=3.0, gt=0)
    lease_seconds: float = Field(default=60.0, gt=0)
    watch_hours: float = Field(default=24.0, ge=0)

    # Keeping: months after its last activity that an article may lose what may be erased of it; 0 keeps all of it
    retain_months: int = Field(default=0, ge=0, le=1200)

    # Providers: comma-separated names in the order asked; keys where one is needed
    providers: Annotated[tuple[str, ...], NoDecode] = ("corpus", "rulings", "wikipedia", "google_factcheck")
    provider_urls: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    provider_keys: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    google_factcheck_key: str = ""
    feeds: Annotated[tuple[str, ...], NoDecode] = ()
    sitemaps: Annotated[tuple[str, ...], NoDecode] = ()

    # Telling people
    smtp_url: str = ""
    mail_from: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""

    @property
    def database(self) -> str:
        """Name the database: the setting, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'desk.sqlite3'}"

    @property
    def asked_providers(self) -> tuple[str, ...]:
        """Name the providers to ask: those chosen, but none whose key is missing."""
        missing = {name for name in KEYED if not (self.provider_keys.get(name) or getattr(self, f"{name}_key", ""))}
        return tuple(name for name in self.providers if name not in missing)

    @property
    def zone(self) -> ZoneInfo:
        """Return the desk's time zone."""
        return zone_of(self.time_zone)

    @property
    def secret_file(self) -> Path:
        """Name the file that holds the secret key, mode 600."""
        return self.data_dir / "secret"

    @property
    def blob_dir(self) -> Path:
        """Name the folder that keeps files by their digest."""
        return self.data_dir / "blobs"

    @property
    def head_dir(self) -> Path:
        """Name the folder that keeps the log's head of each day."""
        return self.data_dir / "heads"

    @property
    def user_agent(self) -> str:
        """Say honestly who asks."""
        who = f"; +{self.contact}" if self.contact else ""
        return f"factcheck-desk/{__version__} (newsroom fact-checking{who})"

    @field_validator("fetch_allow_nets", "fetch_extra_ports", "providers", "feeds", "sitemaps", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("provider_urls", "provider_keys", mode="before")
    @classmethod
    def _split_pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = (part.partition("=") for part in value.split(",") if part.strip())
        return {name.strip(): url.strip() for name, _, url in pairs}


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of this name; one that this machine does not know is UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
