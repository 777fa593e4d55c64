"""Keep earlier rulings: the desk's own verdicts, and checks that others have published as ClaimReview."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import Ruling
from factcheck.models.base import utc_now
from factcheck.services.capture_keep import keepable
from factcheck.services.event_log import canonical
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Verdict

_STATEMENT_CHARS = 20_000
_TITLE_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class NewRuling:
    """Hold one published check of one claim, as words to show."""

    statement: str
    rating: str
    publisher: str = ""
    speaker: str = ""
    url: str = ""
    title: str = ""
    language: str = ""
    published_on: date | None = None
    payload: dict[str, Any] = field(default_factory=dict)


def ruling_key(new: NewRuling) -> str:
    """Return what makes two rulings the same: who says what of which claim, and where."""
    told = [" ".join(part.split()).casefold() for part in (new.publisher, new.url, new.statement)]
    return hashlib.sha256(canonical(told).encode("utf-8", "surrogatepass")).hexdigest()


def keep_ruling(session: Session, new: NewRuling) -> bool:
    """Add a ruling of others and say whether it was new; the same one again changes nothing."""
    if not new.statement.strip():
        return False
    return insert_once(session, Ruling, ("key",), _values(new, ruling_key(new)))


def keep_own_ruling(session: Session, claim: Claim, verdict: Verdict, *, desk_name: str) -> Ruling:
    """Let the verdict that was just ruled on a claim be found as an earlier ruling; a later one takes its place."""
    new = NewRuling(
        statement=claim.statement,
        rating=verdict.content.label,
        publisher=desk_name,
        speaker=str(claim.chain[-1]) if claim.chain else "",
        title=verdict.summary,
        language=claim.article.language,
        published_on=(verdict.ruled_at or utc_now()).date(),
        payload={"attribution": verdict.attribution.label, "verdict_id": verdict.id},
    )
    key = hashlib.sha256(f"own:{claim.id}".encode()).hexdigest()
    values = _values(new, key) | {"own_claim_id": claim.id}
    if not insert_once(session, Ruling, ("key",), values):
        row = session.scalars(select(Ruling).where(Ruling.key == key)).one()
        for name, value in values.items():
            setattr(row, name, value)
        row.withdrawn_at = None
        session.flush()
    return session.scalars(select(Ruling).where(Ruling.key == key)).one()


def drop_own_ruling(session: Session, claim_id: int) -> None:
    """Keep the ruling of a claim that was reopened out of searches; it is history, not a finding."""
    row = session.scalars(select(Ruling).where(Ruling.own_claim_id == claim_id)).one_or_none()
    if row is not None and row.withdrawn_at is None:
        row.withdrawn_at = utc_now()
        session.flush()


def _values(new: NewRuling, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "statement": keepable(new.statement.strip())[:_STATEMENT_CHARS],
        "speaker": keepable(new.speaker)[:300],
        "rating": keepable(new.rating)[:300],
        "publisher": keepable(new.publisher)[:300],
        "url": keepable(new.url)[:2048],
        "title": keepable(new.title)[:_TITLE_CHARS],
        "language": new.language[:12],
        "published_on": new.published_on,
        "payload": new.payload,
        "created_at": utc_now(),
    }
