"""Say what a background handler is: it is given tools and a ticket, and returns what to store.

A handler works without a transaction. What it returns is called inside the one transaction that ends the job, and only
if the lease is still this worker's: a worker that lost its lease writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.domain.jobs import JobKind
    from factcheck.fetch.blobs import BlobStore

Store = Callable[["Session"], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """Hold what handlers work with; made once a process."""

    db: Database
    settings: Settings
    blobs: BlobStore


class Ticket(Protocol):
    """Speak for one leased job while it is worked on."""

    job_id: int
    kind: JobKind
    payload: dict[str, Any]
    claim_id: int | None
    article_id: int | None
    attempt: int

    def renew(self) -> None:
        """Renew the lease, or raise LeaseLost; long work calls it between steps."""

    def check_cancel(self) -> None:
        """Raise Cancelled where somebody pressed the button."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell the page how far the work is."""


Handler = Callable[[Tools, Ticket], Store]


class TryLater(Exception):
    """Put the job off: the other side asked for it, or is down; `seconds` None leaves it to the back-off.

    `ours`: nobody asked for it, the desk itself lets the job wait for its turn; that may happen as often as it must.
    """

    def __init__(self, sentence: str, *, seconds: float | None = None, ours: bool = False) -> None:
        super().__init__(sentence)
        self.seconds = seconds
        self.ours = ours


class GiveUp(Exception):
    """End the job as failed: trying again would bring the same; the sentence is shown on the page."""


class LeaseLost(Exception):
    """Stop at once: the job is somebody else's now."""


class Cancelled(Exception):
    """Stop at once: a person cancelled the job."""
