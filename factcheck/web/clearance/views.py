"""Show what keeps a draft from being cleared, and sign it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import GateUnmet
from factcheck.domain.gates import Missing, Where
from factcheck.domain.permissions import Action
from factcheck.services.article_edit import get_article
from factcheck.services.claim_facts import newest_draft
from factcheck.services.clear_draft import all_clearances, clear_draft, standing_clearance
from factcheck.services.clearance_gates import ALL_SHOWN, SHOWN, gates_of
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.models import Draft

bp = Blueprint("clearance", __name__)
_LONGEST_DIGEST = 64


def _address(article_id: int, draft: Draft, missing: Missing) -> str:
    """Return where a missing thing is put right."""
    at = missing.at
    draft_page = url_for("drafts.show", article_id=article_id, number=draft.number)
    addresses = {
        Where.CLAIM: lambda: url_for("claims.show", claim_id=at),
        Where.QUERY: lambda: url_for("claims.show", claim_id=at, _anchor="queries"),
        Where.CHANGE: lambda: url_for("changes.show", article_id=article_id, _anchor=f"change-{at}"),
        Where.STRETCH: lambda: url_for("coverage.show", article_id=article_id, at=at, _anchor=f"stretch-{at}"),
        Where.FINDING: lambda: url_for("articles.show", article_id=article_id, tab="remarks"),
        Where.LINE: lambda: f"{draft_page}?state=typo#line-{at}",
    }
    return addresses.get(missing.where, lambda: draft_page)()


def _page(article_id: int, *, refused: GateUnmet | None = None) -> ResponseReturnValue:
    with desk().read() as session:
        article = get_article(session, article_id)
        draft = newest_draft(session, article_id)
        results = gates_of(session, draft, shown=ALL_SHOWN if "all" in request.args else SHOWN)
        page = render_template(
            "clearance/show.html",
            article=article,
            draft=draft,
            results=results,
            unmet=[one for one in results if not one.met],
            standing=standing_clearance(session, article_id),
            clearances=all_clearances(session, article_id),
            address=lambda missing: _address(article_id, draft, missing),
            refused=refused,
            page_errors=refused is not None,
        )
    return page, 409 if refused is not None else 200


@bp.get("/articles/<id:article_id>/clearance")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """Show each gate and what is missing."""
    return _page(article_id)


@bp.post("/articles/<id:article_id>/clearance")
@permit(Action.CLEAR_DRAFT)
def sign(article_id: int) -> ResponseReturnValue:
    """Sign the draft off."""
    digest = request.form.get("sha256", "")[:_LONGEST_DIGEST]
    try:
        with desk().db.write() as session:
            clear_draft(session, actor(session), article_id, sha256=digest)
    except GateUnmet as error:
        return _page(article_id, refused=error)
    flash("The draft is cleared. A new draft voids this sign-off.", "good")
    return redirect(url_for("clearance.show", article_id=article_id), code=303)
