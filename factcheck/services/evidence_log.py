"""Log a piece of evidence by hand: what carries it, what it says, what it does to the claim, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.domain.claims import ClaimAct, ClaimState
from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.evidence_rules import EXCERPT_CHARS, NOTE_CHARS, clean_locator, clean_title, clean_url
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action
from factcheck.models import Capture, Evidence, Via
from factcheck.services.capture_keep import UNREAD, NewCapture, keep_capture
from factcheck.services.claim_move import move_claim
from factcheck.services.event_log import log_event
from factcheck.services.evidence_facts import facts_of
from factcheck.services.excerpt_find import find_excerpt
from factcheck.services.job_ask import ask_job
from factcheck.services.lock_order import hold_article_of_claim
from factcheck.services.origin_find import KIND_OF, OriginChoice, find_origin, host_of
from factcheck.services.origin_known import spread_origins
from factcheck.services.outside import may_ask_outside
from factcheck.services.quote_seek import note_quotes
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import Stance
    from factcheck.models import Claim, Person


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """Name a file that is already in the blob store."""

    digest: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class EvidenceValues:
    """Hold what was typed; the keys of `locator` are those of domain/evidence_rules.py."""

    kind: EvidenceKind
    stance: Stance
    title: str = ""
    url: str = ""
    outlet: str = ""
    excerpt: str = ""
    locator: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    confidential: bool = False
    primary: bool = False
    origin: OriginChoice | None = None
    file: UploadedFile | None = None


def log_evidence(session: Session, actor: Person, claim_id: int, values: EvidenceValues) -> Evidence:
    """Log evidence on a claim; a page is owed a capture, an uploaded file is owed a reading."""
    hold_article_of_claim(session, claim_id)
    claim = get_claim(session, claim_id)
    require_on(session, Action.LOG_EVIDENCE, actor, claim)
    row = Evidence(claim_id=claim.id, kind=values.kind, logged_by_id=actor.id)
    # A kept file's row comes before the log's head, which a new origin takes.
    kept = _capture_of(session, actor, values.file) if values.file is not None else None
    fill_evidence(session, actor, claim, row, values)
    if values.file is not None:
        row.blob, row.file_name = values.file.digest, values.file.name[:300]
        row.capture = kept
    elif values.kind is EvidenceKind.DOCUMENT and not row.url:
        raise InvalidInput("Choose the file, or give the address of the document.", field="file")
    session.add(row)
    session.flush()
    log_event(
        session,
        actor,
        "evidence.logged",
        ("evidence", row.id),
        after=facts_of(row),
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    begin_checking(session, actor, claim)
    spread_origins(session, claim.article_id)
    owe_reading(session, actor, claim, row)
    return row


def fill_evidence(session: Session, actor: Person, claim: Claim, row: Evidence, values: EvidenceValues) -> None:
    """Put the checked values into the row, find its origin and anchor its excerpt."""
    _limit(values)
    row.stance = values.stance
    row.url = clean_url(values.url, needed=row.kind is EvidenceKind.PAGE)
    row.locator = clean_locator(row.kind, values.locator)
    fallback = host_of(row.url) or (values.file.name if values.file else "")
    row.title = clean_title(row.kind, values.title, row.locator, fallback=fallback)
    row.outlet = " ".join(values.outlet.split())[:300]
    row.excerpt, row.note = values.excerpt.strip(), values.note.strip()
    row.confidential, row.primary = values.confidential, values.primary
    choice = values.origin
    if choice is None and row not in session:
        choice = _default_origin(row)
    if choice is not None:
        row.origin = find_origin(session, actor, claim.article_id, choice, secret=row.confidential)
    anchor_excerpt(row, row.capture)
    note_quotes(row, claim, row.capture)


def anchor_excerpt(row: Evidence, capture: Capture | None) -> None:
    """Point the excerpt into the capture's text if it is found there; else it stands without a place."""
    found = find_excerpt(capture.text, row.excerpt) if capture is not None and row.excerpt else None
    row.excerpt_start = found.start if found else None
    row.excerpt_end = found.end if found else None
    row.prefix = found.prefix if found else ""
    row.suffix = found.suffix if found else ""
    if found:
        row.excerpt = found.exact


def begin_checking(session: Session, actor: Person, claim: Claim) -> None:
    """Move a claim that was only assigned: its holder has begun."""
    if claim.state is ClaimState.ASSIGNED and claim.assignee_id == actor.id:
        move_claim(session, actor, claim, ClaimAct.START)


def owe_reading(session: Session, actor: Person, claim: Claim, row: Evidence) -> None:
    """Owe the fetch of the page or the reading of the file behind a piece of evidence."""
    unread = row.capture is not None and row.capture.state == UNREAD
    # A fetch would tell the page's owner that the desk is interested.
    outside = bool(row.url) and not row.confidential and may_ask_outside(claim.article)
    if not unread and (row.capture_id is not None or not outside):
        return
    ask_job(
        session,
        JobKind.FETCH_HIT,
        f"evidence:{row.id}:{row.version}",
        {"evidence_id": row.id},
        article_id=claim.article_id,
        claim_id=claim.id,
        asked_by_id=actor.id,
    )


def _capture_of(session: Session, actor: Person, file: UploadedFile) -> Capture:
    """Return the capture of an uploaded file; its name stays with the evidence, which may be confidential."""
    return keep_capture(
        session,
        NewCapture(
            via=Via.UPLOAD,
            sha256=file.digest,
            state=UNREAD,
            media_type=file.media_type,
            size=file.size,
            added_by_id=actor.id,
        ),
    )


def _default_origin(row: Evidence) -> OriginChoice:
    name = row.title
    if row.kind is EvidenceKind.PAGE:
        name = row.outlet or host_of(row.url)
    elif "who" in row.locator:
        name = row.locator["who"]
    elif row.kind is EvidenceKind.BOOK:
        name = f"{row.title} ({row.locator['author']})"
    # Not a person's word yet: she may name another.
    return OriginChoice(kind=KIND_OF[row.kind], name=name, reasons=("what carries it",))


def _limit(values: EvidenceValues) -> None:
    if len(values.excerpt) > EXCERPT_CHARS:
        raise InvalidInput(f"Shorten the excerpt to {EXCERPT_CHARS} characters.", field="excerpt")
    if len(values.note) > NOTE_CHARS:
        raise InvalidInput(f"Shorten the note to {NOTE_CHARS} characters.", field="note")
