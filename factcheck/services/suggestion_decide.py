"""Accept a worker's suggestion as evidence, put it aside, or take the decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.evidence import EvidenceKind, SuggestionState
from factcheck.domain.permissions import Action
from factcheck.models import Claim, Evidence, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.evidence_bound import require_unbound
from factcheck.services.evidence_facts import facts_of
from factcheck.services.evidence_log import begin_checking
from factcheck.services.excerpt_find import anchor_at
from factcheck.services.lock_order import HOLD, hold_articles_of
from factcheck.services.origin_find import find_origin, follow_merges, host_of
from factcheck.services.origin_known import known_origins, spread_origins
from factcheck.services.origin_suggest import own_origin, suggest_origins
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import Stance
    from factcheck.models import Origin, Person
    from factcheck.services.origin_find import OriginChoice


def accept_suggestion(
    session: Session,
    actor: Person,
    suggestion_id: int,
    stance: Stance | None,
    *,
    origin: OriginChoice | None = None,
) -> Evidence:
    """Log the suggested passage as evidence with the stance that the person chose; twice is once."""
    suggestion, claim = _load(session, suggestion_id)
    require_on(session, Action.DECIDE_SUGGESTION, actor, claim)
    if stance is None:
        raise InvalidInput("Choose what it does to the claim: supports, refutes or context.", field="stance")
    if suggestion.state is SuggestionState.ACCEPTED:
        row = session.scalars(select(Evidence).where(Evidence.suggestion_id == suggestion.id)).one_or_none()
        if row is not None:
            return row
    if origin is not None:
        target = find_origin(session, actor, claim.article_id, origin)
    else:
        target = _origin_of(session, actor, claim, suggestion)
    row = accept_one(session, actor, suggestion, claim, stance, target)
    suggest_origins(session, claim)
    spread_origins(session, claim.article_id)
    return row


def accept_one(
    session: Session, actor: Person, suggestion: Suggestion, claim: Claim, stance: Stance, origin: Origin
) -> Evidence:
    """Make evidence of a suggestion that is open; for those who have asked the table of permissions already."""
    row = session.scalars(select(Evidence).where(Evidence.suggestion_id == suggestion.id)).one_or_none()
    row = row or Evidence(claim_id=claim.id, suggestion_id=suggestion.id, logged_by_id=actor.id)
    _fill(row, suggestion, stance)
    row.origin = origin
    row.withdrawn_at, row.withdrawn_why = None, ""
    session.add(row)
    _decide(suggestion, actor, SuggestionState.ACCEPTED)
    session.flush()
    log_event(
        session,
        actor,
        "suggestion.accepted",
        ("evidence", row.id),
        after=facts_of(row),
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    begin_checking(session, actor, claim)
    return row


def dismiss_suggestion(session: Session, actor: Person, suggestion_id: int) -> Suggestion:
    """Put a suggestion aside; it stays in the list of what was found."""
    suggestion, claim = _load(session, suggestion_id)
    require_on(session, Action.DECIDE_SUGGESTION, actor, claim)
    if suggestion.state is SuggestionState.DISMISSED:
        return suggestion
    if suggestion.state is SuggestionState.ACCEPTED:
        raise WrongState("This suggestion is evidence now. Withdraw the evidence, with a reason.")
    _decide(suggestion, actor, SuggestionState.DISMISSED)
    _log(session, actor, claim, "suggestion.dismissed", suggestion)
    return suggestion


def undo_suggestion(session: Session, actor: Person, suggestion_id: int) -> Suggestion:
    """Open a suggestion again; the evidence made of it is withdrawn, unless a verdict rests on it."""
    suggestion, claim = _load(session, suggestion_id)
    require_on(session, Action.DECIDE_SUGGESTION, actor, claim)
    if suggestion.state is SuggestionState.OPEN:
        return suggestion
    row = session.scalars(select(Evidence).where(Evidence.suggestion_id == suggestion.id)).one_or_none()
    if row is not None and row.withdrawn_at is None:
        require_unbound(session, actor, claim, row)
        row.withdrawn_at, row.withdrawn_why = utc_now(), "the acceptance was undone"
    suggestion.state = SuggestionState.OPEN
    suggestion.decided_by_id = suggestion.decided_at = None
    _log(session, actor, claim, "suggestion.reopened", suggestion)
    return suggestion


def get_suggestion(session: Session, suggestion_id: int, *, lock: bool = False) -> Suggestion:
    """Return a suggestion or raise NotFound."""
    if lock:
        of_it = select(Claim.article_id).join(Suggestion, Suggestion.claim_id == Claim.id)
        hold_articles_of(session, of_it.where(Suggestion.id == suggestion_id))
    suggestion = session.get(Suggestion, suggestion_id, with_for_update=HOLD | {"of": Suggestion} if lock else None)
    if suggestion is None:
        raise NotFound("There is no such suggestion. Reload the page.")
    return suggestion


def _load(session: Session, suggestion_id: int) -> tuple[Suggestion, Claim]:
    suggestion = get_suggestion(session, suggestion_id, lock=True)
    return suggestion, get_claim(session, suggestion.claim_id)


def _origin_of(session: Session, actor: Person, claim: Claim, suggestion: Suggestion) -> Origin:
    """Return the origin that a person confirmed for this page, else what the machine found, else its outlet."""
    placed = follow_merges(session, suggestion.origin) if suggestion.origin is not None else None
    if placed is not None and placed.confirmed_by_id is not None:
        return placed
    known = known_origins(session, claim.article_id).of(suggestion.capture)
    return known or placed or find_origin(session, actor, claim.article_id, own_origin(suggestion.capture))


def _decide(suggestion: Suggestion, actor: Person, state: SuggestionState) -> None:
    suggestion.state = state
    suggestion.decided_by_id, suggestion.decided_at = actor.id, utc_now()


def _fill(row: Evidence, suggestion: Suggestion, stance: Stance) -> None:
    capture = suggestion.capture
    address = capture.canonical_url or capture.final_url or capture.url
    anchor = anchor_at(capture.text, suggestion.start, suggestion.end)
    row.kind = EvidenceKind.PAGE if address else EvidenceKind.DOCUMENT
    row.stance = stance
    row.title = capture.title or host_of(address) or capture.file_name or "Untitled document"
    row.url, row.outlet = address, capture.outlet
    row.capture = capture
    row.excerpt, row.excerpt_start, row.excerpt_end = anchor.exact, anchor.start, anchor.end
    row.prefix, row.suffix = anchor.prefix, anchor.suffix
    row.quotes = [suggestion.quote | {"of": "claim"}] if suggestion.quote else []


def _log(session: Session, actor: Person, claim: Claim, action: str, suggestion: Suggestion) -> None:
    session.flush()
    log_event(
        session,
        actor,
        action,
        ("suggestion", suggestion.id),
        after={"state": suggestion.state, "capture_id": suggestion.capture_id},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
