"""Vote on a disputed verdict: blind of the other votes, with a reason; two equal votes carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.desk_rules import NoticeKind, Seat
from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.panel import Pair, PanelState, outcome
from factcheck.domain.permissions import Action
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Article, Opinion, Rating
from factcheck.models.base import utc_now
from factcheck.services.claim_move import move_claim
from factcheck.services.event_log import log_event
from factcheck.services.notice_raise import raise_notice
from factcheck.services.opinion_keep import keep_opinion
from factcheck.services.panel_find import open_panel_of, votes_of
from factcheck.services.relations import get_claim, require_on
from factcheck.services.verdict_review import check_note, same_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Panel, Person, Verdict


def vote_on_panel(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    attribution_id: int | None,
    content_id: int | None,
    note: str,
    number: int,
) -> Panel:
    """Keep the vote of `actor` on version `number`; the last vote needed settles or splits the panel."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.SIT_ON_PANEL, actor, claim)
    panel = open_panel_of(session, claim)
    verdict = same_verdict(panel.verdict, number)
    if all(seat.person_id != actor.id for seat in panel.seats):
        raise NotAllowed("Only who sits on the panel votes. Take a free seat first.")
    if any(vote.by_id == actor.id for vote in votes_of(session, panel)):
        raise WrongState("Your vote is in already. It cannot be changed.")
    faults = Faults()
    attribution = faults.take(lambda: _rating(session, attribution_id, verdict.attribution, "attribution_id"))
    content = faults.take(lambda: _rating(session, content_id, verdict.content, "content_id"))
    note = faults.take(lambda: check_note(note))
    if not note:
        faults.add("Say how you come to your ratings: the editor and both sides read it.", field="note")
    faults.settle()
    keep_opinion(
        session,
        actor,
        claim,
        verdict,
        (attribution, content),
        seat=Seat.PANEL,
        note=note,
        action="panel.voted",
    )
    _settle(session, actor, claim, panel)
    return panel


def _pair(verdict: Verdict) -> Pair:
    return Pair(verdict.attribution_rating_id, verdict.content_rating_id)


def _rating(session: Session, rating_id: int | None, like: Rating, field: str) -> Rating:
    """Return a rating of the scale that the verdict was given on: only on one scale can two votes be equal."""
    found = session.get(Rating, rating_id) if rating_id else None
    if found is None or found.scale_id != like.scale_id:
        raise InvalidInput("Choose a rating in both layers.", field=field)
    return found


def _settle(session: Session, actor: Person, claim: Claim, panel: Panel) -> None:
    verdict = panel.verdict
    votes = [_voted(vote) for vote in votes_of(session, panel)]
    seconds = select(Opinion).where(Opinion.verdict_id == verdict.id, Opinion.seat == Seat.SECOND)
    sides = [_pair(verdict), *(_voted(one) for one in session.scalars(seconds))]
    state, carried = outcome(votes, seats=panel.size, sides=sides)
    if state is PanelState.OPEN:
        return
    panel.state, panel.closed_at = state, utc_now()
    if carried is not None:
        panel.attribution = session.get_one(Rating, carried.attribution)
        panel.content = session.get_one(Rating, carried.content)
    upheld = carried == _pair(verdict)
    if upheld:
        verdict.state = VerdictState.AGREED
    session.flush()
    close_log(session, None, claim, panel)
    if upheld:
        move_claim(session, None, claim, ClaimAct.UPHOLD, after={"verdict": verdict.number})
    owner = session.get_one(Article, claim.article_id).owner_id
    words = "carried the verdict on" if upheld else "carried another verdict on" if carried else "is split over"
    raise_notice(
        session,
        [owner, verdict.proposed_by_id, verdict.reviewed_by_id],
        NoticeKind.PANEL,
        f"The vote {words} claim {claim.number}",
        key=f"panel:{panel.id}:closed",
        path=f"/claims/{claim.id}",
        but=actor.id,
        claim=claim,
    )


def _voted(vote: Opinion) -> Pair:
    return Pair(vote.attribution_rating_id or 0, vote.content_rating_id or 0)


def close_log(session: Session, actor: Person | None, claim: Claim, panel: Panel) -> None:
    """Log how a vote ended."""
    carried = {}
    if panel.attribution is not None and panel.content is not None:
        carried = {"attribution": panel.attribution.label, "content": panel.content.label}
    log_event(
        session,
        actor,
        f"panel.{panel.state}",
        ("panel", panel.id),
        before={"state": PanelState.OPEN},
        after={"state": panel.state, "number": panel.verdict.number, "why": panel.ended_why, **carried},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
