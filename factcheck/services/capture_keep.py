"""Keep what was fetched or handed in: the same bytes from the same address are one capture."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.captures import CaptureState
from factcheck.models import Capture
from factcheck.models.base import utc_now
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from factcheck.models import Via

#: States whose text may be offered as a source (the vocabulary is the network floor's).
READABLE = ("captured", "truncated", "damaged")
#: The bytes are here, a worker has yet to read them.
UNREAD = "waiting"
MOST_LINKS = 500

# Neither database can hold NUL, SQLite's driver cannot write half of a surrogate pair.
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NewCapture:
    """Hold what is known of a capture before it is a row; the bytes are in the blob store under `sha256`."""

    via: Via
    sha256: str
    state: str
    url: str = ""
    final_url: str = ""
    canonical_url: str = ""
    reason: str = ""
    status: int | None = None
    flags: tuple[str, ...] = ()
    chain: tuple[dict[str, Any], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    size: int = 0
    text: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    language: str = ""
    published_on: date | None = None
    links: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()
    wire: str | None = None
    in_corpus: bool = False
    file_name: str = ""
    note: str = ""
    added_by_id: int | None = None
    fetched_at: datetime | None = None


def keepable(text: str) -> str:
    """Return `text` without what a database cannot hold; each such sign becomes U+FFFD, so offsets stay."""
    return _UNKEEPABLE.sub("\ufffd", text)


def keep_capture(session: Session, new: NewCapture) -> Capture:
    """Return the capture of these bytes from this address, adding it if it is new.

    A text once kept is never replaced: excerpts point into it. A capture without text takes the text that comes, one
    that was erased all that comes.
    """
    values = _fitted(new)
    insert_once(session, Capture, ("sha256", "url"), values)
    kept = session.scalars(
        select(Capture)
        .where(Capture.sha256 == new.sha256, Capture.url == values["url"])
        .with_for_update(key_share=True)
    ).one()
    if kept.state == CaptureState.ERASED:
        # Its article's time was over; now somebody brings the same bytes again, and they are to be read and kept.
        for name in values.keys() - {"sha256", "url", "in_corpus"}:
            setattr(kept, name, values[name])
    elif not kept.text and values["text"]:
        for name in ("text", "title", "byline", "outlet", "language", "published_on", "state", "reason", "page_starts"):
            setattr(kept, name, values[name] or getattr(kept, name))
    kept.in_corpus = kept.in_corpus or new.in_corpus
    session.flush()
    return kept


def keep_captures(session: Session, news: Iterable[NewCapture]) -> list[Capture]:
    """Return the captures of many texts in the order given.

    They are held in one order: of two who bring the same ones at once each would wait for the other.
    """
    listed = list(news)
    held = {at: keep_capture(session, listed[at]) for at in sorted(range(len(listed)), key=lambda at: _key(listed[at]))}
    return [held[at] for at in range(len(listed))]


def _key(new: NewCapture) -> tuple[str, str]:
    return new.sha256, new.url


def _fitted(new: NewCapture) -> dict[str, Any]:
    """Return the values cut to what the columns hold."""
    values = asdict(new)
    for name, column in Capture.__mapper__.columns.items():
        value = values.get(name)
        if isinstance(value, str):
            length = getattr(column.type, "length", None)
            values[name] = keepable(value)[:length] if length else keepable(value)
    values["flags"] = [keepable(flag) for flag in new.flags]
    values["chain"] = [{key: keepable(str(value)) for key, value in hop.items()} for hop in new.chain]
    values["headers"] = {keepable(key)[:200]: keepable(value)[:2000] for key, value in new.headers.items()}
    values["links"] = [keepable(link)[:2048] for link in new.links[:MOST_LINKS]]
    values["page_starts"] = list(new.page_starts)
    values["fetched_at"] = new.fetched_at or utc_now()
    return values
