"""Say that a change of a cited page was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for

from factcheck.domain.permissions import Action
from factcheck.services.citation_watch import see_change
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("citations", __name__)


@bp.post("/citations/<id:check_id>/seen")
@permit(Action.NAME_ORIGIN)
def seen(check_id: int) -> ResponseReturnValue:
    """Take the flag off the claim; the log keeps who saw it."""
    with desk().db.write() as session:
        claim_id = see_change(session, actor(session), check_id).claim_id
    flash("Noted that you have seen it. If the verdict changes, publish a correction.", "good")
    return redirect(url_for("claims.show", claim_id=claim_id), code=303)
