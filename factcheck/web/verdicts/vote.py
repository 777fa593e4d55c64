"""Sit on the panel of a disputed verdict, vote, fill it, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from factcheck.domain.errors import InvalidInput
from factcheck.domain.panel import PanelState
from factcheck.domain.permissions import Action
from factcheck.services.panel_end import end_panel
from factcheck.services.panel_seat import invite_to_panel, leave_seat, take_seat
from factcheck.services.panel_vote import vote_on_panel
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk
from factcheck.web.verdicts.forms import EndVoteForm, InviteForm, VoteForm
from factcheck.web.verdicts.views import column_page, done

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

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
    form = InviteForm(prefix="invite")
    if form.validate():
        try:
            with desk().db.write() as session:
                name = invite_to_panel(session, actor(session), claim_id, form.person.data).person.name
        except InvalidInput as error:
            form.place(error)
        else:
            return done(claim_id, f"{name} sits on the panel and is told.")
    return column_page(claim_id, status=422, invite=form)


@bp.post("/claims/<id:claim_id>/panel/vote")
@permit(Action.SIT_ON_PANEL)
def vote(claim_id: int) -> ResponseReturnValue:
    """Vote."""
    form = VoteForm(prefix="vote")
    if form.validate():
        try:
            with desk().db.write() as session:
                panel = vote_on_panel(
                    session,
                    actor(session),
                    claim_id,
                    attribution_id=form.attribution_id.data,
                    content_id=form.content_id.data,
                    note=form.note.data or "",
                    number=form.number.data or 0,
                )
                words = _VOTED[panel.state]
        except InvalidInput as error:
            form.place(error)
        else:
            return done(claim_id, words)
    return column_page(claim_id, status=422, vote=form)


@bp.post("/claims/<id:claim_id>/panel/end")
@permit(Action.RUN_PANEL)
def end(claim_id: int) -> ResponseReturnValue:
    """End the vote without a result."""
    form = EndVoteForm(prefix="end_vote")
    if form.validate():
        try:
            with desk().db.write() as session:
                end_panel(session, actor(session), claim_id, form.why.data or "")
        except InvalidInput as error:
            form.place(error)
        else:
            return done(claim_id, "The vote is ended. An editor rules.")
    return column_page(claim_id, status=422, end_vote=form)
