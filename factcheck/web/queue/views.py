"""Show what waits for the signed-in person, and let her take more or hand back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.claim_context import claim_in_context
from factcheck.services.claim_take import hand_back, start_claim, take_claim, take_next
from factcheck.services.queue_view import view_queue
from factcheck.services.verdict_view import verdict_panel
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg, page_address
from factcheck.web.articles.forms import ReasonForm
from factcheck.web.articles.shown import claim_address
from factcheck.web.claims.page import bar_context, evidence_context
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
    with desk().read() as session:
        return render_template(
            "queue/show.html",
            queue=view_queue(session, person(), page=number_arg("page", 1)),
            url_of=page_address("queue.show"),
            address=claim_address,
            refused=refused,
            refused_id=claim_id,
            page_errors=refused is not None,
        )


@bp.get("/queue/one")
@permit(Action.SEE_DESK)
def one() -> ResponseReturnValue:
    """Show one claim of the queue alone, with what is decided about it; the decision leads to the next."""
    who = person()
    with desk().read() as session:
        queue = view_queue(session, who, page=number_arg("at", 1), per_page=1)
        if not queue.rows:
            return redirect(url_for("queue.show"), code=303)
        row = queue.rows[0]
        claim, here = row.claim, url_for("queue.one", at=queue.page)
        return render_template(
            "queue/one.html",
            queue=queue,
            row=row,
            places=claim_in_context(session, claim),
            panel=verdict_panel(session, who, claim),
            after_done=here,
            **evidence_context(session, who, claim),
            **(bar_context(session, who, claim, here=here) | {"beside": None}),
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
