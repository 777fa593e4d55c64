"""Keep what became of cited pages, tell those concerned once, and let a person say that she has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Capture, CitationCheck, Evidence
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.notice_raise import raise_notice
from factcheck.services.outside import may_ask_outside
from factcheck.services.relations import current_verdict
from factcheck.services.upsert import insert_once
from factcheck.services.word_diff import word_diff

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

#: What a person is told of. A moved passage still stands; an unread page says nothing of the passage.
CHANGED = frozenset({"changed", "gone"})
WORDS = {
    "there": "the quoted passage is there",
    "moved": "the quoted passage stands in another place",
    "changed": "the quoted passage has other words now",
    "gone": "the quoted passage is gone",
    "unread": "the page could not be read",
}


@dataclass(frozen=True, slots=True)
class WatchTarget:
    """Hold what to look for again: the address, the kept copy and the passage with what stood around it."""

    evidence_id: int
    url: str
    capture_id: int
    excerpt: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what a look found."""

    state: str
    reason: str = ""
    found: str = ""
    capture_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedCitation:
    """Hold a change that nobody has seen yet, with the word diff from the cited passage to the page's words."""

    row: CitationCheck
    words: str
    diff: tuple[tuple[str, str], ...]


def watch_target(session: Session, evidence_id: int) -> WatchTarget | None:
    """Return what to look for, None where the evidence is no longer to be watched."""
    row = session.get(Evidence, evidence_id)
    if row is None or row.withdrawn_at is not None or row.confidential or row.capture_id is None or not row.url:
        return None
    if not may_ask_outside(row.claim.article):
        return None
    capture = row.capture
    address = (capture.url if capture is not None else "") or row.url
    return WatchTarget(row.id, address, row.capture_id, row.excerpt, row.prefix, row.suffix)


def keep_look(session: Session, evidence_id: int, slot: str, seen: Seen) -> bool:
    """Store a look and say whether it changed what is known; the same change is told once, not each day."""
    evidence = session.get_one(Evidence, evidence_id)
    claim = evidence.claim
    last = session.scalars(
        select(CitationCheck)
        .where(CitationCheck.evidence_id == evidence_id, CitationCheck.state != "unread")
        .order_by(CitationCheck.id.desc())
        .limit(1)
    ).one_or_none()
    known = (last.state, last.found) if last is not None else ("there", "")
    news = (seen.state != "unread" and seen.state != known[0]) or (seen.state in CHANGED and seen.found != known[1])
    added = insert_once(
        session,
        CitationCheck,
        ("evidence_id", "slot"),
        {
            "claim_id": claim.id,
            "evidence_id": evidence_id,
            "slot": slot,
            "state": seen.state,
            "reason": seen.reason[:1000],
            "found": seen.found,
            "capture_id": seen.capture_id,
            "at": utc_now(),
            "open": news and seen.state in CHANGED,
        },
    )
    if not added or not news:
        return False
    log_event(
        session,
        None,
        "citation.changed",
        ("evidence", evidence_id),
        before={"state": known[0], "excerpt": evidence.excerpt, "capture_id": evidence.capture_id},
        after={"state": seen.state, "found": seen.found, "capture_id": seen.capture_id, "why": seen.reason},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    if seen.state in CHANGED:
        _tell(session, claim, evidence, slot, seen)
    return True


def changed_citations(session: Session, claim_id: int) -> list[ChangedCitation]:
    """Return the changes on a claim that nobody has seen yet, newest first."""
    rows = session.scalars(
        select(CitationCheck)
        .where(CitationCheck.claim_id == claim_id, CitationCheck.open)
        .options(
            joinedload(CitationCheck.evidence),
            joinedload(CitationCheck.capture).options(defer(Capture.text)),
        )
        .order_by(CitationCheck.id.desc())
    ).all()
    return [
        ChangedCitation(row, WORDS.get(row.state, row.state), tuple(word_diff(row.evidence.excerpt, row.found)))
        for row in rows
    ]


def count_changed() -> Select[int]:
    """Select the number of claims with a cited page that changed and nobody has seen."""
    return select(func.count(func.distinct(CitationCheck.claim_id))).where(CitationCheck.open)


def see_change(session: Session, actor: Person, check_id: int) -> CitationCheck:
    """Note that a person has seen a change; the claim is flagged no more."""
    require(Action.NAME_ORIGIN, actor.role)
    row = session.get(CitationCheck, check_id)
    if row is None:
        raise NotFound("There is no such note on a cited page. Reload the page.")
    if row.open:
        row.open, row.seen_by_id = False, actor.id
        session.flush()
        claim = row.evidence.claim
        log_event(
            session,
            actor,
            "citation.seen",
            ("evidence", row.evidence_id),
            after={"state": row.state},
            article_id=claim.article_id,
            claim_id=claim.id,
        )
    return row


def _tell(session: Session, claim: Claim, evidence: Evidence, slot: str, seen: Seen) -> None:
    verdict = current_verdict(session, claim.id)
    people: set[int | None] = {claim.assignee_id, session.get_one(Article, claim.article_id).owner_id}
    if verdict is not None:
        people |= {verdict.proposed_by_id, verdict.ruled_by_id}
    raise_notice(
        session,
        people,
        NoticeKind.CITATION_CHANGED,
        # By number only: mail tells nothing else, the page shows which page it is and what changed.
        f"Claim {claim.number}: {WORDS[seen.state]} in a page that its published verdict cites.",
        key=f"citation:{evidence.id}:{slot}",
        path=f"/claims/{claim.id}#citations",
        claim=claim,
    )
