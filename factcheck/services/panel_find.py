"""Find the panel of a verdict, and the votes that are kept back while it sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import Seat
from factcheck.domain.errors import WrongState
from factcheck.domain.panel import PanelState
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Claim, Opinion, Panel, PanelSeat, Verdict
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def panel_of(session: Session, verdict: Verdict) -> Panel | None:
    """Return the panel of a verdict with its seats and people, None where none was called."""
    return session.scalars(_panels().where(Panel.verdict_id == verdict.id)).one_or_none()


def panel_behind(session: Session, verdict: Verdict) -> Panel | None:
    """Return the panel that a ruled verdict rests on: its own, or that of the version it was put in the place of.

    A ruling that puts another finding in place, and words mended later, make versions of their own. A claim that was
    opened again and ruled anew left its vote behind.
    """
    of_claim = _panels().join(Verdict, Verdict.id == Panel.verdict_id).where(Verdict.claim_id == verdict.claim_id)
    last = session.scalars(of_claim.order_by(Panel.id.desc()).limit(1)).one_or_none()
    if last is None or last.verdict_id == verdict.id:
        return last  # as a rule nobody disputed it
    found = panel_of(session, verdict)
    while found is None:
        query = select(Verdict).where(Verdict.claim_id == verdict.claim_id, Verdict.number == verdict.number - 1)
        before = session.scalars(query).one_or_none()
        if before is None or not _goes_on(before, verdict):
            return None
        found, verdict = panel_of(session, before), before
    return found


def _goes_on(before: Verdict, verdict: Verdict) -> bool:
    """Tell a ruling's own version and mended words from a proposal that was made and checked anew."""
    if before.ruled_at is None:
        return verdict.reviewed_by_id is None
    who = before.proposed_by_id == verdict.proposed_by_id and before.reviewed_by_id == verdict.reviewed_by_id
    return who and before.reviewed_at == verdict.reviewed_at and before.content_rating_id == verdict.content_rating_id


def _panels() -> Select[Panel]:
    return select(Panel).options(
        selectinload(Panel.seats).joinedload(PanelSeat.person),
        joinedload(Panel.verdict),
        joinedload(Panel.attribution),
        joinedload(Panel.content),
        joinedload(Panel.ended_by),
    )


def open_panel_of(session: Session, claim: Claim) -> Panel:
    """Return the panel that votes on a locked claim now, or raise WrongState."""
    verdict = current_verdict(session, claim.id)
    panel = panel_of(session, verdict) if verdict is not None else None
    if panel is None or panel.state is not PanelState.OPEN:
        raise WrongState("There is no vote on this claim now. Reload the page to see where it stands.")
    return panel


def votes_of(session: Session, panel: Panel) -> Sequence[Opinion]:
    """Return the votes of a panel in the order in which they came."""
    return session.scalars(
        select(Opinion)
        .where(Opinion.verdict_id == panel.verdict_id, Opinion.seat == Seat.PANEL)
        .order_by(Opinion.id)
        .options(joinedload(Opinion.by), joinedload(Opinion.attribution), joinedload(Opinion.content))
    ).all()


def voting_claim_ids(session: Session) -> frozenset[int]:
    """Return the claims on which a panel votes now: no vote is told before the last is in."""
    return frozenset(
        session.scalars(
            select(Verdict.claim_id)
            .join(Panel, Panel.verdict_id == Verdict.id)
            .join(Claim, Claim.id == Verdict.claim_id)
            .where(
                Panel.state == PanelState.OPEN,
                Verdict.state == VerdictState.DISPUTED,
                Claim.state == ClaimState.DISPUTED,
            )
        )
    )
