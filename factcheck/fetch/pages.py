"""Fetch a page and read it: the client, robots.txt, pacing and the reader in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch import client as door
from factcheck.fetch.extract import pool, walls
from factcheck.fetch.pacing import LocalPace
from factcheck.fetch.robots import Robots

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.fetch.client import Client
    from factcheck.fetch.extract.model import Extracted
    from factcheck.fetch.extract.pool import Reader
    from factcheck.fetch.guard import Target
    from factcheck.fetch.outcomes import Fetched, Validators
    from factcheck.fetch.pacing import Pace
    from factcheck.fetch.robots import RulesCache


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what was fetched and what was read in it; `state` is the fetch's, or `blocked` where a wall was read."""

    fetched: Fetched
    extracted: Extracted | None
    state: CaptureState
    why: Why
    reason: str

    @property
    def ok(self) -> bool:
        """Say whether there is a capture with text."""
        return self.fetched.kept and self.state in {CaptureState.CAPTURED, CaptureState.TRUNCATED, CaptureState.DAMAGED}

    def to_json(self) -> dict[str, Any]:
        """Write what a command prints."""
        fetched, extracted = self.fetched, self.extracted
        return {
            "url": fetched.url,
            "final_url": fetched.final_url,
            "state": str(self.state),
            "why": str(self.why),
            "reason": self.reason,
            "status": fetched.status or None,
            "chain": [
                {"status": hop.status or None, "url": hop.url, "ip": hop.ip, "time": hop.at.isoformat()}
                for hop in fetched.chain
            ],
            "flags": list(fetched.flags),
            "fetched_at": fetched.fetched_at.isoformat(),
            "media_type": fetched.media_type,
            "bytes": len(fetched.body),
            "digest": fetched.digest,
            "retry_after": fetched.retry_after,
            "read": str(extracted.state) if extracted else None,
            "title": extracted.title if extracted else "",
            "byline": extracted.byline if extracted else "",
            "outlet": extracted.outlet if extracted else "",
            "date": extracted.published if extracted else "",
            "modified": extracted.modified if extracted else "",
            "language": extracted.language if extracted else "",
            "canonical_url": extracted.canonical_url if extracted else "",
            "charset": extracted.charset if extracted else "",
            "characters": len(extracted.text) if extracted else 0,
        }


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Hold all that fetching a page takes; one for a process, shared by its threads."""

    client: Client
    reader: Reader
    robots: Robots
    pace: Pace = field(default_factory=LocalPace)
    interval: float = 1.0

    def page(self, url: str, *, validators: Validators | None = None) -> Page:
        """Fetch and read one page; never raises for what the other side does."""
        return fetch_page(
            url,
            client=self.client,
            reader=self.reader,
            robots=self.robots,
            pace=self.pace,
            interval=self.interval,
            validators=validators,
        )

    def close(self) -> None:
        """End the reading processes."""
        self.reader.close()


def from_settings(settings: Settings, *, pace: Pace | None = None, rules: RulesCache | None = None) -> Fetcher:
    """Make the fetcher that the settings describe; a database may pace hosts and keep what robots.txt said."""
    client = door.from_settings(settings)
    return Fetcher(
        client=client,
        reader=pool.from_settings(settings),
        robots=Robots(client, rules),
        pace=pace or LocalPace(),
        interval=settings.fetch_host_interval,
    )


def fetch_page(
    url: str,
    *,
    client: Client,
    reader: Reader,
    robots: Robots | None = None,
    pace: Pace | None = None,
    interval: float = 1.0,
    validators: Validators | None = None,
) -> Page:
    """Fetch one page, politely, and read it."""

    def gate(target: Target) -> None:
        if robots is not None:
            robots.gate(target)
        if pace is not None:
            pace.turn(target.netloc, max(interval, robots.delay(target) if robots else 0.0))

    fetched = client.get(url.strip(), validators=validators, gate=gate)
    if not fetched.kept:
        return Page(fetched, None, fetched.state, fetched.why, fetched.reason)
    extracted = pool.read_fetched(reader, fetched)
    return Page(fetched, extracted, *_judge(fetched, extracted))


def _judge(fetched: Fetched, extracted: Extracted) -> tuple[CaptureState, Why, str]:
    if fetched.header("cf-mitigated") == "challenge":
        return CaptureState.BLOCKED, Why.CAPTCHA, walls.REASONS[Why.CAPTCHA]
    if extracted.hint is Why.SOFT_404:
        return CaptureState.NOT_FOUND, extracted.hint, walls.REASONS[extracted.hint]
    if extracted.hint is not Why.NONE:
        return CaptureState.BLOCKED, extracted.hint, walls.REASONS[extracted.hint]
    if not extracted.readable and fetched.state is CaptureState.CAPTURED:
        return fetched.state, fetched.why, f"Captured, but not read: {extracted.reason}"
    return fetched.state, fetched.why, fetched.reason
