"""Make the second check of a proposed verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct
from factcheck.domain.errors import InvalidInput, MovedOn, WrongState
from factcheck.domain.permissions import Action
from factcheck.domain.roles import EDITORS
from factcheck.domain.verdicts import Review, VerdictState
from factcheck.models.base import utc_now
from factcheck.services.blind import waits_blind
from factcheck.services.claim_move import move_claim
from factcheck.services.event_log import log_event
from factcheck.services.last_move import last_move
from factcheck.services.panel_call import call_panel
from factcheck.services.relations import current_verdict, get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, Verdict

LONGEST_NOTE = 4_000


def check_note(note: str) -> str:
    """Return a note without spaces around it; raise InvalidInput where it is too long."""
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"At most {LONGEST_NOTE:,} characters fit here; this has {len(note):,}.", field="note")
    return note


def same_verdict(verdict: Verdict | None, number: int) -> Verdict:
    """Return the current verdict; raise WrongState where it is not the version that the form showed."""
    if verdict is None or verdict.number != number:
        raise WrongState("There is a newer verdict than the one you saw. Reload the page and look at it.")
    return verdict


def taken_by_another(session: Session, actor: Person, claim: Claim) -> MovedOn:
    """Return the error that says who makes the second check instead."""
    error = MovedOn("The second check is not yours. Ask an editor if it does not move.")
    error.happened = last_move(session, actor, claim.id)
    return error


def to_review(session: Session, actor: Person, claim_id: int, number: int) -> tuple[Claim, Verdict]:
    """Return the claim and the version of its verdict that `actor` is to check, or say why she may not."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.SECOND_CHECK, actor, claim)
    if claim.second_checker_id not in {None, actor.id} and actor.role not in EDITORS:
        raise taken_by_another(session, actor, claim)
    return claim, same_verdict(current_verdict(session, claim.id), number)


def review_verdict(
    session: Session, actor: Person, claim_id: int, review: Review | None, note: str, *, number: int
) -> Verdict:
    """Agree with or dispute version `number` of the verdict; a dispute says why."""
    claim, verdict = to_review(session, actor, claim_id, number)
    if waits_blind(session, claim):
        raise WrongState("The policy wants this second check made blind: give your own ratings first.")
    note = check_note(note)
    if review is None:
        raise InvalidInput("Say whether you agree.", field="review")
    if review is Review.DISPUTE and not note:
        raise InvalidInput("Say what you dispute, so that the editor can rule.", field="note")
    settle_review(session, actor, claim, verdict, review, note)
    return verdict


def settle_review(session: Session, actor: Person, claim: Claim, verdict: Verdict, review: Review, note: str) -> None:
    """Write the second check on the verdict, log it and move the claim; a dispute calls the panel that policy wants."""
    verdict.reviewed_by_id, verdict.reviewed_at = actor.id, utc_now()
    verdict.review, verdict.review_note = review, note
    verdict.state = VerdictState.AGREED if review is Review.AGREE else VerdictState.DISPUTED
    session.flush()
    log_event(
        session,
        actor,
        "verdict.reviewed",
        ("verdict", verdict.id),
        before={"state": VerdictState.PROPOSED},
        after={"state": verdict.state, "review": review, "note": note, "number": verdict.number},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    if review is Review.DISPUTE:
        call_panel(session, actor, claim, verdict)
    act = ClaimAct.AGREE if review is Review.AGREE else ClaimAct.DISPUTE
    move_claim(session, actor, claim, act, after={"verdict": verdict.number})
