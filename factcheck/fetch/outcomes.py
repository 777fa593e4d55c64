"""Describe what one fetch brought, whatever became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.domain.captures import KEPT, CaptureState, Why

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hop:
    """Hold one step of a redirect chain; `status` is 0 where no answer came."""

    status: int
    url: str
    ip: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """Hold what a server gave us to ask "has it changed?" with."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Hold the outcome of one fetch.

    `reason` is one sentence for people and names no address; `retry_after` is in seconds, at most one hour; `flags` are
    short words such as `https→http`; `digest` is the SHA-256 of `body` in hex, empty where nothing was kept.
    """

    state: CaptureState
    reason: str
    url: str
    final_url: str
    fetched_at: datetime
    why: Why = Why.NONE
    status: int = 0
    chain: tuple[Hop, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    charset: str = ""
    body: bytes = b""
    digest: str = ""
    retry_after: int | None = None
    flags: tuple[str, ...] = ()
    validators: Validators = field(default_factory=Validators)

    @property
    def kept(self) -> bool:
        """Say whether there are bytes to keep."""
        return self.state in KEPT

    def header(self, name: str) -> str:
        """Read a header, the first where there are several; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
