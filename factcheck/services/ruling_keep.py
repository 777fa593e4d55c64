"""Keep checks that others have published; the desk's own are kept by services/precedent_keep.py."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.models import Ruling
from factcheck.models.base import utc_now
from factcheck.proof.canonical import canonical
from factcheck.services.capture_keep import keepable
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session


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


def keep_rulings(session: Session, news: Iterable[NewRuling]) -> int:
    """Add many and say how many were new.

    Always in the order of their keys: of two who bring the same ones at once each would wait for the other.
    """
    return sum(keep_ruling(session, new) for new in sorted(news, key=ruling_key))


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
