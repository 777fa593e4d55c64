"""Mend the wording of a ruled verdict without changing what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.fixes import read_fix
from factcheck.domain.permissions import Action, require
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Citation, Verdict
from factcheck.services.event_log import log_event
from factcheck.services.verdict_write import Finding, check_words, next_number, told

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def amend_wording(
    session: Session, actor: Person, claim: Claim, verdict: Verdict, *, summary: str, rationale: str, limits: str
) -> Verdict:
    """Write the verdict's next version: same ratings, citations, people and days, other words.

    Nobody ruled anew, so whoever ruled and the day of it stay; the log and the correction say who mended the words.
    """
    require(Action.CORRECT, actor.role)
    if verdict.state is not VerdictState.RULED:
        raise WrongState("Only a ruled verdict is mended this way. Change the proposal instead.")
    fix = read_fix(verdict.fix)
    check_words(
        Finding(
            verdict.attribution_rating_id,
            verdict.content_rating_id,
            verdict.disposition,
            rationale,
            (),
            summary=summary,
            fix_before=fix.before,
            fix_after=fix.after,
            limits=limits,
        )
    )
    number = next_number(session, claim.id)
    verdict.state = VerdictState.SUPERSEDED
    session.flush()
    mended = Verdict(
        claim_id=claim.id,
        number=number,
        draft_id=verdict.draft_id,
        state=VerdictState.RULED,
        attribution=verdict.attribution,
        content=verdict.content,
        disposition=verdict.disposition,
        summary=summary.strip(),
        rationale=rationale.strip(),
        fix=verdict.fix,
        limits=limits.strip(),
        expires_on=verdict.expires_on,
        proposed_by_id=verdict.proposed_by_id,
        reviewed_by_id=verdict.reviewed_by_id,
        review=verdict.review,
        review_note=verdict.review_note,
        reviewed_at=verdict.reviewed_at,
        ruled_by_id=verdict.ruled_by_id,
        ruling_note=verdict.ruling_note,
        ruled_at=verdict.ruled_at,
        citations=[
            Citation(evidence_id=item.evidence_id, position=item.position, excerpt=item.excerpt)
            for item in verdict.citations
        ],
    )
    session.add(mended)
    session.flush()
    log_event(
        session,
        actor,
        "verdict.amended",
        ("verdict", mended.id),
        before=told(verdict),
        after=told(mended),
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return mended
