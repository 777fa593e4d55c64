"""Sit on the panel of a disputed verdict, vote, fill it, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from factcheck.domain.panel import PanelState
from factcheck.domain.permissions import Action
from factcheck.services.panel_end import end_panel
from factcheck.services.panel_seat import invite_to_panel, leave_seat, take_seat
from factcheck.services.panel_vote import vote_on_panel
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk
from factcheck.web.verdicts.column import do_as_asked, done
from factcheck.web.verdicts.forms import EndVoteForm, InviteForm, VoteForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Person

bp = Blueprint("votes", __name__)

_VOTED = {
    PanelState.OPEN: "Your vote is in. It is told with the others when the last is in.",
    PanelState.CARRIED: "Your vote is in. Two votes are equal: an editor rules so.",
    PanelState.SPLIT: "Your vote is in. No two votes are equal: an editor rules.",
}


@bp.post("/claims/<id:claim_id>/panel/seat")
@permit(Action.SIT_ON_PANEL)
def sit(claim_id: int) -> ResponseReturnValue:
    """Take a free seat."""
    with desk().db.write() as session:
        take_seat(session, actor(session), claim_id)
    return done(claim_id, "You sit on the panel. Rate the claim and say why.")


@bp.post("/claims/<id:claim_id>/panel/seats/<id:person_id>/leave")
@permit(Action.SIT_ON_PANEL)
def leave(claim_id: int, person_id: int) -> ResponseReturnValue:
    """Free a seat whose vote is not in."""
    with desk().db.write() as session:
        leave_seat(session, actor(session), claim_id, person_id)
    return done(claim_id, "The seat is free.")


@bp.post("/claims/<id:claim_id>/panel/invite")
@permit(Action.RUN_PANEL)
def invite(claim_id: int) -> ResponseReturnValue:
    """Give a seat to somebody."""

    def act(session: Session, who: Person, form: InviteForm) -> str:
        return f"{invite_to_panel(session, who, claim_id, form.person.data).person.name} sits on the panel and is told."

    return do_as_asked(claim_id, "invite", InviteForm(prefix="invite"), act)


@bp.post("/claims/<id:claim_id>/panel/vote")
@permit(Action.SIT_ON_PANEL)
def vote(claim_id: int) -> ResponseReturnValue:
    """Vote."""

    def act(session: Session, who: Person, form: VoteForm) -> str:
        return _VOTED[vote_on_panel(session, who, claim_id, **form.found()).state]

    return do_as_asked(claim_id, "vote", VoteForm(prefix="vote"), act)


@bp.post("/claims/<id:claim_id>/panel/end")
@permit(Action.RUN_PANEL)
def end(claim_id: int) -> ResponseReturnValue:
    """End the vote without a result."""

    def act(session: Session, who: Person, form: EndVoteForm) -> str:
        end_panel(session, who, claim_id, form.why.data or "")
        return "The vote is ended. An editor rules."

    return do_as_asked(claim_id, "end_vote", EndVoteForm(prefix="end_vote"), act)
