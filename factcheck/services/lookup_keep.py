"""Store what a provider answered: its hits, and the pages that are owed a fetch."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.jobs import ENDED, JobKind
from factcheck.models import Job, Lookup, LookupPage
from factcheck.models.base import utc_now
from factcheck.services.capture_keep import keepable
from factcheck.services.job_again import ask_again
from factcheck.services.job_ask import ask_job
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Capture

#: Pages fetched for one lookup; the rest of the hits stay listed.
PER_LOOKUP = 10
#: What a page is while its fetch is owed.
WAITING = "waiting"
_HITS_KEPT = 50
_URL_CHARS = 2048


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Hold one hit of a provider, as words to show."""

    url: str
    title: str = ""
    snippet: str = ""
    outlet: str = ""
    date: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def url_digest(url: str) -> str:
    """Return the digest by which a page is known."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def keep_answer(session: Session, lookup_id: int, pages: Sequence[FoundPage], *, note: str = "") -> Lookup:
    """Store a provider's hits and owe the fetch of the first pages; twice is once."""
    lookup = session.get_one(Lookup, lookup_id)
    fit = list({page.url: page for page in pages if page.url and len(page.url) <= _URL_CHARS}.values())
    lookup.hits = [_words(page) for page in fit[:_HITS_KEPT]]
    lookup.note, lookup.answered_at = keepable(note)[:1000], utc_now()
    _fetch_ended_again(session, [_owe_page(session, lookup, page) for page in fit[:PER_LOOKUP]])
    session.flush()
    return lookup


def owe_fetch(session: Session, page: LookupPage, *, article_id: int, asked_by_id: int | None) -> Job:
    """Return the job that fetches a page for its claim; several providers that found one page share it."""
    return ask_job(
        session,
        JobKind.FETCH_HIT,
        f"{page.claim_id}:{page.url_digest[:40]}",
        {"claim_id": page.claim_id, "url_digest": page.url_digest},
        article_id=article_id,
        claim_id=page.claim_id,
        asked_by_id=asked_by_id,
    )


def keep_text_page(session: Session, lookup_id: int, found: FoundPage, capture: Capture, *, reason: str = "") -> None:
    """List a page whose whole text came with the answer: nothing is owed for it."""
    url = keepable(found.url)
    key = {"lookup_id": lookup_id, "url_digest": url_digest(url)}
    lookup = session.get_one(Lookup, lookup_id)
    values = {"claim_id": lookup.claim_id, "url": url, "hit": _words(found), "reason": reason}
    insert_once(
        session,
        LookupPage,
        ("lookup_id", "url_digest"),
        key | values | {"state": capture.state, "capture_id": capture.id},
    )


def _owe_page(session: Session, lookup: Lookup, found: FoundPage) -> LookupPage:
    url = keepable(found.url)
    key = {"lookup_id": lookup.id, "url_digest": url_digest(url)}
    values = {"claim_id": lookup.claim_id, "url": url, "hit": _words(found), "state": WAITING, "reason": ""}
    insert_once(session, LookupPage, ("lookup_id", "url_digest"), key | values)
    page = session.scalars(select(LookupPage).filter_by(**key)).one()
    page.job = owe_fetch(session, page, article_id=lookup.claim.article_id, asked_by_id=lookup.asked_by_id)
    return page


def _fetch_ended_again(session: Session, pages: Sequence[LookupPage]) -> None:
    """Ask again for pages that another lookup of this claim brought before; a kept copy is reused.

    Whoever ends such a fetch at this moment does not see these pages yet: wait for its end, or have it wait for us.
    """
    session.flush()
    waiting = {page.job_id for page in pages if page.state == WAITING}
    # In one order, so that two answers that list the same pages do not wait for each other.
    locked = select(Job).where(Job.id.in_(waiting)).order_by(Job.id).with_for_update(key_share=True)
    for job in session.scalars(locked.execution_options(populate_existing=True)).all():
        if job.state in ENDED:
            ask_again(session, job)


def _words(found: FoundPage) -> dict[str, Any]:
    words = asdict(found)
    extra = words.pop("extra")
    return {name: keepable(str(value))[:2000] for name, value in (words | extra).items() if value}
