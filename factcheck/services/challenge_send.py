"""Take a reader's report that a published check is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.addresses import web_address
from factcheck.domain.challenges import LONGEST_CONTACT, LONGEST_WORDS, MOST_OPEN, ChallengeState
from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.errors import WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.roles import EDITORS
from factcheck.models import Challenge, Person, Publication
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event, sealed
from factcheck.services.notice_raise import raise_notice
from factcheck.services.publication_find import current_revision
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_URL = 2_048


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what a reader typed."""

    words: str
    url: str = ""
    contact: str = ""


def send_challenge(session: Session, publication: Publication, report: Report) -> Challenge:
    """Keep a report and tell the editors; the same report sent twice is kept once.

    The log holds that there was one, its words only as a digest: a reader may ask for them to be erased.
    """
    given = _clean(report)
    waiting = select(func.count()).select_from(Challenge).where(Challenge.state == ChallengeState.OPEN)
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise WrongState("More reports are waiting than the desk can read. Please come back in a day or two.")
    digest = hashlib.sha256(f"{given.words}\x1f{given.url}\x1f{given.contact}".encode()).hexdigest()
    values = {
        "publication_id": publication.id,
        "revision_number": publication.current_revision,
        "digest": digest,
        "words": given.words,
        "url": given.url,
        "contact": given.contact,
        "received_at": utc_now(),
        "state": ChallengeState.OPEN,
        "answer": "",
        "version": 1,
    }
    new = insert_once(session, Challenge, ["publication_id", "digest"], values)
    row = session.scalars(
        select(Challenge).where(Challenge.publication_id == publication.id, Challenge.digest == digest)
    ).one()
    if new:
        _tell(session, publication, row)
    return row


def _clean(report: Report) -> Report:
    words, url, contact = report.words.strip(), report.url.strip(), report.contact.strip()
    faults = Faults()
    if not words:
        faults.add("Say what is wrong, and what you think is right.", field="words")
    if len(words) > LONGEST_WORDS:
        faults.add(f"At most {LONGEST_WORDS:,} characters fit here; these are {len(words):,}.", field="words")
    if url and (len(url) > LONGEST_URL or not web_address(url)):
        faults.add("Give a whole address that begins with https:// or http://, or leave this empty.", field="url")
    if len(contact) > LONGEST_CONTACT:
        faults.add(f"At most {LONGEST_CONTACT} characters fit here.", field="contact")
    faults.settle()
    return Report(words, url, contact)


def _tell(session: Session, publication: Publication, row: Challenge) -> None:
    log_event(
        session,
        None,
        "challenge.received",
        ("challenge", row.id),
        after={
            "revision": row.revision_number,
            "words": sealed(row.words),
            "state": row.state,
            "answer": "",
            "version": 1,
        },
        article_id=publication.article_id,
        claim_id=publication.claim_id,
    )
    editors = session.scalars(select(Person.id).where(Person.role.in_(EDITORS), Person.disabled_at.is_(None)))
    payload = current_revision(session, publication).payload
    about = str(payload.get("claim") or payload.get("title") or "a check")
    raise_notice(
        session,
        editors,
        NoticeKind.CHALLENGED,
        f"A reader reports an error in “{about[:200]}”",
        key=f"challenge:{row.id}",
        path=f"/challenges/{row.id}",
    )
