"""Show facts that hold on a day only, and say until when a verdict holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.relations import get_claim
from factcheck.services.time_watch import confirm_times, set_expiry, time_watch
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk
from factcheck.web.times import day_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("times", __name__)


@bp.app_template_filter()
def day(value: date) -> str:
    """Write a day as people read it."""
    return day_words(value)


@bp.get("/articles/<id:article_id>/times")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """List the claims whose truth hangs on the day."""
    return _page(article_id)


def _page(
    article_id: int, *, wrong: int = 0, problem: str = "", given: str = "", status: int = 200
) -> ResponseReturnValue:
    with desk().read() as session:
        watch = time_watch(session, article_id)
        page = render_template(
            "time_watch/show.html",
            watch=watch,
            article=watch.article,
            wrong=wrong,
            problem=problem,
            given=given,
            page_errors=bool(problem),
        )
    return page, status


@bp.post("/articles/<id:article_id>/times/<id:claim_id>")
@permit(Action.MARK_COVERAGE)
def confirm(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Say that a claim's words about time are right for the date as it is now."""
    with desk().db.write() as session:
        claim = confirm_times(session, actor(session), article_id, claim_id)
        words = f"Claim {claim.number} is right for this date."
    flash(words, "good")
    return redirect(url_for("times.show", article_id=article_id), code=303)


@bp.post("/articles/<id:article_id>/times/<id:claim_id>/expiry")
@permit(Action.SET_EXPIRY)
def expiry(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Say until when a claim's verdict holds."""
    given = request.form.get("expires_on", "").strip()[:20]
    try:
        with desk().db.write() as session:
            claim = get_claim(session, claim_id, article_id=article_id)
            verdict = set_expiry(session, actor(session), claim.id, _day(given))
            until = f"until {day_words(verdict.expires_on)}" if verdict.expires_on else "without an end"
            words = f"The verdict on claim {claim.number} holds {until}."
    except InvalidInput as error:
        return _page(article_id, wrong=claim_id, problem=str(error), given=given, status=422)
    flash(words, "good")
    return redirect(url_for("times.show", article_id=article_id, _anchor=f"claim-{claim_id}"), code=303)


def _day(given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InvalidInput("Write the date as 2026-05-31.", field="expires_on") from None
