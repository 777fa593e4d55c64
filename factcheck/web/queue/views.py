"""Show what waits for the signed-in person, and let her take more or hand back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.claim_take import hand_back, start_claim, take_claim, take_next
from factcheck.services.queue_view import view_queue
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg, page_address
from factcheck.web.articles.forms import ReasonForm
from factcheck.web.articles.shown import claim_address
from factcheck.web.desk import desk
from factcheck.web.once import led_to, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("queue", __name__)


@bp.get("/queue")
@permit(Action.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show the queue by due date."""
    return _page()


def _page(refused: ReasonForm | None = None, claim_id: int = 0) -> str:
    with desk().db.read() as session:
        return render_template(
            "queue/show.html",
            queue=view_queue(session, person(), page=number_arg("page", 1)),
            url_of=page_address("queue.show"),
            address=claim_address,
            refused=refused,
            refused_id=claim_id,
            page_errors=refused is not None,
        )


@bp.post("/queue/next")
@permit(Action.TAKE_CLAIM)
def take_the_next() -> ResponseReturnValue:
    """Take the claim that is due first of those nobody holds, and open it."""
    with desk().db.write() as session:
        location = once(session)
        if location is None:
            claim = take_next(session, actor(session))
            location = claim_address(claim) if claim is not None else url_for("queue.show")
            led_to(session, location)
            if claim is None:
                flash("Nothing waits to be taken: every confirmed claim is with somebody.", "info")
            else:
                flash(f"Claim {claim.number} is yours.", "good")
    return redirect(location, code=303)


@bp.post("/queue/<id:claim_id>/take")
@permit(Action.TAKE_CLAIM)
def take(claim_id: int) -> ResponseReturnValue:
    """Take a claim, or take it up again, and open it."""
    with desk().db.write() as session:
        location = claim_address(take_claim(session, actor(session), claim_id))
    return redirect(location, code=303)


@bp.post("/queue/<id:claim_id>/start")
@permit(Action.TAKE_CLAIM)
def start(claim_id: int) -> ResponseReturnValue:
    """Begin with a claim and open it."""
    with desk().db.write() as session:
        location = claim_address(start_claim(session, actor(session), claim_id))
    return redirect(location, code=303)


@bp.post("/queue/<id:claim_id>/hand-back")
@permit(Action.HAND_BACK_CLAIM)
def give_back(claim_id: int) -> ResponseReturnValue:
    """Hand a claim back, saying why."""
    form = ReasonForm()
    try:
        with desk().db.write() as session:
            number = hand_back(session, actor(session), claim_id, form.reason.data or "").number
    except InvalidInput as error:
        form.place(error)
        return _page(form, claim_id), 422
    flash(f"Claim {number} is handed back.", "good")
    return redirect(url_for("queue.show"), code=303)
